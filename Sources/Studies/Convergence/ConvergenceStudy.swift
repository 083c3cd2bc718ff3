import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
public import Transforms

/// Errors on a sequence of grids, with rates and fits beside what theory predicts; or, as a study
/// `solve`, norms and quantities of u_h itself.
public struct ConvergenceStudy: Sendable {
  /// What is solved.
  public var problem: Problem { didSet { formed = FormedEquation() } }
  /// The discretisations, a series each.
  public var methods: [Method]
  /// What is measured, on which grids.
  public var options: StudyOptions
  /// `convergence` measures u_h − u, `solve` measures u_h.
  public var kind = StudyKind.convergence
  private var formed = FormedEquation()

  /// Errors of the methods on the problem, as the options say.
  public init(_ problem: Problem, _ methods: [Method], _ options: StudyOptions) {
    self.problem = problem
    self.methods = methods
    self.options = options
  }

  /// Runs every method on every level.
  ///
  /// - Parameter progress: called after each row.
  /// - Throws: ``StudyError``; nothing is returned of a study that fails.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func run<Scalar: TransformScalar>(
    _: Scalar.Type = Double.self, progress: (_ method: String, _ level: Level) -> Void = { _, _ in }
  ) throws(StudyError) -> Results {
    let equation = try equation
    try check(equation)
    let taken = try methods.map { method throws(StudyError) in try equation.taken(by: method) }
    let regularity = SolutionRegularity(
      equation, grid: problem.domain.grid(cells: options.levels[0]))
    var results = Results(study: kind)
    results.caption = try caption(equation)
    var run = RunRecord()
    for (method, taken) in zip(methods, taken) {
      let (series, seconds) = try self.series(
        method, equation, taken, regularity, Scalar.self, &results.certificate, progress)
      results.series.append(series)
      run.levels.append(seconds)
    }
    results.run = run
    return results
  }

  /// The problem with everything derived, once for all that is asked about the study.
  ///
  /// - Throws: ``StudyError`` where the problem itself is wrong.
  var equation: Equation {
    get throws(StudyError) { try formed(of: problem) }
  }

  /// Whether norms are tabled.
  var isMeasured: Bool { !tabledNorms.isEmpty }

  /// What can be judged before the first solve, but for the functions that take up the data.
  func check(_ equation: Equation) throws(StudyError) {
    guard let cells = options.levels.last else { throw .missing("`cells` is empty") }
    for level in options.levels where level.count != problem.domain.rank {
      throw .missing("a level has \(level.count) numbers of cells, not \(problem.domain.rank)")
    }
    try equation.checkCompatibility(on: problem.domain.grid(cells: cells))
    for method in methods {
      guard let reason = equation.refusal(of: method) else { continue }
      throw .method(name: method.name, reason: reason)
    }
    if hasResidual { try problem.checkResidual() }
  }

  private func series<Scalar: TransformScalar>(
    _ method: Method, _ equation: Equation, _ taken: TakenData?, _ regularity: SolutionRegularity,
    _: Scalar.Type,
    _ certificate: inout Certificate, _ progress: (String, Level) -> Void
  ) throws(StudyError) -> (Series, [Double]) {
    var series = emptySeries(method.name)
    series.methodNote = method.note
    series.roundoff = max(Double(Scalar.ulpOfOne), .ulpOfOne)
    for quantity in options.quantities {
      if let known = quantity.known { series.known[quantity.name] = known }
    }
    var floors: [String: [Measure: [NoiseFloor]]] = [:]
    var iterationShare = 0.0
    var resonance: Resonance?
    var liftLimit: LiftLimit?
    var iterations: [IterationRecord] = []
    var runs = LevelRuns<Scalar>(equation, method, options, taken: taken)
    var bounds: [ResidualBound] = []
    let seconds = try options.timedRows(progress: { progress(method.name, $0) }) {
      cells, _ throws(StudyError) in
      let run = try runs.run(cells)
      if let nearest = run.resonance { resonance = nearest.worse(than: resonance) }
      liftLimit = run.solution.liftLimit
      iterationShare = max(iterationShare, run.iterationShare)
      if let record = run.solution.iteration { iterations.append(record) }
      let finer = hasErrors ? try runs.reference(of: cells) : nil
      var (level, rowFloors) = try row(run, finer, &certificate)
      if hasResidual {
        bounds.append(try run.addResidual(to: &level, &rowFloors, against: finer))
      }
      for (norm, byMeasure) in rowFloors {
        for (measure, floor) in byMeasure {
          floors[norm, default: [:]][measure, default: []].append(floor)
        }
      }
      series.levels.append(level)
      return level
    }
    if kind == .convergence {
      if options.comparison == .finest, hasErrors {
        let finest = problem.domain.grid(cells: try options.finestCells())
        series.markBias(against: Level(finest), floors: floors, key: options.rateBy) {
          referenceGap(method, norm: $0, $1)
        }
      }
      if let unaligned = try unalignedRows() {
        series.markUnaligned(unaligned.rows)
        series.notes.append("warning: " + unaligned.note)
      }
      let resonant = resonantPrediction(of: method, equation)
      series.judge(floors: floors, key: options.rateBy, growth: noiseGrowth) { norm, measure in
        resonant
          ?? predict(
            method, norm: norm, measure: measure, equation: equation, regularity: regularity)
      }
      withholdResonantRates(&series, method, equation)
      if let note = series.hiddenNote(floors, share: iterationShare) { series.notes.append(note) }
    }
    extrapolate(&series, method, LimitObstacles(self, method, equation, regularity))
    if kind == .convergence {
      series.notes += inadmissibleNotes(of: series, method)
      if let note = infiniteNote(of: series) { series.notes.append(note) }
    }
    series.notes += IterationRecord.notes(iterations) + residualNotes(bounds.last, series.levels)
    let tolerance = max(method.iteration.tolerance, 4 * Double(Scalar.ulpOfOne))
    if let note = try balanceNote(equation, series, tolerance: tolerance) {
      series.notes.append(note)
    }
    if let note = liftLimit?.note { series.notes.append("warning: " + note) }
    if let note = pecletNote(method) { series.notes.append("warning: " + note) }
    if let note = checkerboardNote(method) { series.notes.append("warning: " + note) }
    if let note = resonance?.note { series.notes.append("warning: " + note) }
    if equation.isSingular(on: problem.domain.grid(cells: options.levels[0])),
      isMeasured || !options.quantities.isEmpty
    {
      series.notes.append(
        "the solution is fixed up to a constant: "
          + (hasErrors ? "mean removed from every error" : "the one of mean 0 is taken"))
    }
    return (series, seconds)
  }

  /// One level's row, and the round-off below which its entries are noise.
  private func row<Scalar: TransformScalar>(
    _ run: LevelRun<Scalar>, _ finer: LevelRun<Scalar>?, _ certificate: inout Certificate
  ) throws(StudyError) -> (Level, [String: [Measure: NoiseFloor]]) {
    var level = Level(run.grid, run.solution.iteration)
    if run.isSingular { level.meanDefect = Double(run.solution.meanDefect) }
    var floors: [String: [Measure: NoiseFloor]] = [:]
    if hasErrors || kind == .solve {
      let u = hasErrors && finer == nil ? try run.sampledExact() : nil
      for measure in options.measures {
        let entries =
          if let finer { try run.errors(measure, against: finer) } else if let u {
            try run.errors(measure, exact: u)
          } else { try run.sizes(measure) }
        for (norm, found) in zip(options.norms, entries) {
          guard let value = found.value else {
            level.marks[norm.name, default: [:]][measure] =
              found.isInfinite ? .infinite : .inadmissible
            continue
          }
          guard value.isFinite else {
            throw .norm("method \(run.method.name): \(norm) of the error is not finite")
          }
          level.values[norm.name, default: [:]][measure] = value
          floors[norm.name, default: [:]][measure] = found.floor
        }
      }
    }
    for quantity in options.quantities {
      let found = try run.value(of: quantity)
      level.quantities[quantity.name] = found.value
      level.places[quantity.name] = found.places
      level.noise[quantity.name] = found.noise
    }
    if kind == .solve, options.hasLimits {
      for norm in options.norms {
        let places = [run.places(of: norm)]
        for measure in options.measures {
          let column = Series.column(norm.name, measure)
          level.places[column] = places
          level.noise[column] = run.iterationNoise[norm.name]
        }
      }
    }
    run.certify(&certificate)
    return (level, floors)
  }
}

extension Method {
  /// `staggered, order 2`, and the load where it is not the kind's own.
  var note: String {
    var words = kinds.map(\.description).joined(separator: " × ")
    let own: LoadRule = Scheme(kinds).isGalerkin ? .integrated : .sampled
    if effectiveLoad != own { words += ", load \(effectiveLoad.rawValue)" }
    if lifting > 0 { words += ", lifting \(lifting)" }
    return words
  }
}
