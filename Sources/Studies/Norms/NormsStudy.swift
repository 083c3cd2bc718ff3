import Discretizations
import Fields
public import Formulas
import Grids
import Norms
import RealModule
import Solvers
public import Transforms

/// Norms of given functions on a sequence of grids: discrete ones beside the spectral one, and the
/// known value where there is one.
public struct NormsStudy: Sendable {
  /// A function by name, with the norms that are known of it.
  public struct Function: Sendable {
    /// The name, as it is printed.
    public var name: String
    /// The function itself.
    public var source: FunctionSource
    /// Canonical norm name → value.
    public var known: [String: Double]

    /// A function by its name, with what is known of its norms.
    public init(_ name: String, _ formula: Formula, known: [String: Double] = [:]) {
      self.init(name, .formula(formula), known: known)
    }

    /// A function by its name, wherever it comes from.
    public init(_ name: String, _ source: FunctionSource, known: [String: Double] = [:]) {
      self.name = name
      self.source = source
      self.known = known
    }
  }

  /// The box.
  public var domain: Domain
  /// The functions, a series each.
  public var functions: [Function]
  /// The discretisations; each is a measure of its own. `spectral` always stands last.
  public var methods: [Method]
  /// What is measured, on which grids.
  public var options: StudyOptions

  /// Norms of the functions by every method, as the options say.
  public init(
    _ domain: Domain, _ functions: [Function], _ methods: [Method], _ options: StudyOptions
  ) {
    self.domain = domain
    self.functions = functions
    self.methods = methods
    self.options = options
  }

  /// Evaluates every norm of every function on every level.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func run<Scalar: TransformScalar>(
    _: Scalar.Type = Double.self,
    progress: (_ function: String, _ level: Level) -> Void = { _, _ in }
  ) throws(StudyError) -> Results {
    var results = Results(study: .norms)
    results.caption =
      [
        domain.words(),
        "norms are integrals over the box, not averages; frequencies are radians; last mode "
          + options.lastMode.rawValue,
      ] + estimateCaption + options.definitions(of: "u")
      + methods.map { "\(measure($0)): \($0.note)" }
    var run = RunRecord()
    for function in functions {
      var series = emptySeries(function.name)
      series.methodNote = "\(function.source)"
      series.roundoff = max(Double(Scalar.ulpOfOne), .ulpOfOne)
      series.known = function.known
      let seconds = try options.timedRows(progress: { progress(function.name, $0) }) {
        cells, _ throws(StudyError) in
        let level = try estimatedRow(function, cells, Scalar.self)
        series.levels.append(level)
        return level
      }
      series.judgeErrors(key: options.rateBy, epsilon: Double(Scalar.ulpOfOne))
      if options.hasLimits { extrapolate(&series, function) }
      results.series.append(series)
      run.levels.append(seconds)
    }
    results.run = run
    return results
  }

  func row<Scalar: TransformScalar>(
    _ function: Function, _ cells: [Int], _: Scalar.Type
  ) throws(StudyError) -> Level {
    let space = FunctionSpace<Scalar>(on: domain.grid(cells: cells))
    let u = try function.source.sampled(in: space, name: function.name)
    var level = Level(space.grid)
    var places: [String: [Double]] = [:]
    if options.hasLimits || options.oversample > 1 {
      for norm in options.norms { places[norm.name] = u.modulus.places(of: norm) }
    }
    for method in methods {
      let scheme = Scheme(method.kinds)
      let measure = measure(method)
      let values: [Scalar?]
      do throws(NormError) {
        values = try u.norms(options.norms, scheme: scheme, lastMode: options.lastMode)
      } catch .ofComplexFunction(let norm) {
        throw .function(name: function.name, reason: NormError.ofComplexFunction(norm).description)
      } catch {
        throw .norm("function \(function.name): \(error)")
      }
      for (norm, value) in zip(options.norms, values) {
        level.places[Series.column(norm.name, measure)] = places[norm.name].map { [$0] }
        guard let value else {
          level.marks[norm.name, default: [:]][measure] = .inadmissible
          continue
        }
        level.values[norm.name, default: [:]][measure] = Double(value)
        if let known = function.known[norm.name] {
          level.errors[norm.name, default: [:]][measure] = (Double(value) - known).magnitude
        }
      }
    }
    return level
  }
}

extension Series {
  /// Rates and fits of |value − known|.
  fileprivate mutating func judgeErrors(key: RateKey, epsilon: Double) {
    let h = levels.map(key.abscissa)
    for norm in norms {
      guard let known = known[norm] else { continue }
      for measure in measures {
        let errors = levels.map { $0.errors[norm]?[measure] }
        // A square root of a sum of n squares is known to ε log n; the known value itself to ε.
        let isNoise = levels.indices.map { i in
          errors[i].map {
            $0 <= 16 * epsilon * Double.log2(Double(levels[i].unknowns) + 1) * known.magnitude
          } ?? false
        }
        if isNoise.allSatisfy({ $0 }) {
          for i in levels.indices { levels[i].marks[norm, default: [:]][measure] = .exact }
          continue
        }
        for i in levels.indices where isNoise[i] {
          levels[i].marks[norm, default: [:]][measure] = .floor
        }
        for i in levels.indices.dropFirst() where !isNoise[i] {
          if let a = errors[i - 1], let b = errors[i],
            let rate = observedRate(a, b, key: h[i - 1], h[i])
          {
            levels[i].rates[norm, default: [:]][measure] = rate
          }
        }
        fits[norm, default: [:]][measure] = Fit(
          h: h, errors: errors.enumerated().map { isNoise[$0.offset] ? nil : $0.element })
      }
    }
  }
}
