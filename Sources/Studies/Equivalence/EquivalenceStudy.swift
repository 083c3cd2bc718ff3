import Grids
import Norms
import RealModule
public import Transforms

/// The best constants between pairs of norms on a sequence of grids, and where they go as h → 0.
///
///     c = min ‖u‖_left/‖u‖_right,    C = max ‖u‖_left/‖u‖_right
///
/// For two norms that are weights in the grid's basis the extremes are those of the ratio of two
/// symbols: exact, with the modes that attain them. The article *Equivalence* has the equations.
public struct EquivalenceStudy: Sendable {
  /// The box.
  public var domain: Domain
  /// The pairs, in the case's order.
  public var pairs: [NormPair]
  /// The discretisations that the pairs may name.
  public var methods: [Method]
  /// The grids, and how a last mode counts in `spectral` norms.
  public var options: StudyOptions
  /// The problem whose form is the norm `energy`.
  public var problem: Problem?

  /// The constants of the pairs on the levels of the options.
  public init(
    _ domain: Domain, _ pairs: [NormPair], _ options: StudyOptions, methods: [Method] = []
  ) {
    self.domain = domain
    self.pairs = pairs
    self.methods = methods
    self.options = options
  }

  /// Finds the constants of every pair on every level, and judges them.
  ///
  /// - Throws: ``StudyError`` for a pair that has no constants; ``StudyError/partial(_:_:)``, after the
  ///   last pair, where the constants of some were not found.
  public func run<Scalar: TransformScalar>(
    _: Scalar.Type = Double.self,
    progress: (_ pair: String, _ level: Level) -> Void = { _, _ in }
  ) throws(StudyError) -> Results {
    guard !pairs.isEmpty else { throw .missing("an equivalence study needs a [[pair]]") }
    var results = Results(study: .equivalence)
    results.caption = caption
    var run = RunRecord()
    var failure: StudyError?
    let moving = problem?.movingCoefficients(options.levels)
    for pair in pairs {
      var equivalence = Equivalence(pair)
      let seconds: [Double]
      do throws(StudyError) {
        seconds = try options.timedRows(progress: { progress(pair.name, $0) }) {
          cells, _ throws(StudyError) in
          let grid = domain.grid(cells: cells)
          let found = try pair.extremes(
            on: grid, lastMode: options.lastMode, problem: problem, Scalar.self)
          equivalence.levels.append(pair.level(found, on: grid))
          return Level(grid)
        }
      } catch .pair(let name, let cells, let reason) {
        failure = failure ?? .pair(name: name, cells: cells, reason: reason)
        results.caption.append("\(name): \(reason); left out")
        continue
      } catch {
        throw error
      }
      equivalence.judge(
        key: options.rateBy,
        lastModes: options.levels.map { cells in
          domain.grid(cells: cells).axes.map { axis in axis.lastMode.map(axis.waveNumber) }
        })
      if let moving, pair.hasEnergy {
        equivalence.limits = EquivalenceConstants()
        results.caption.append("\(pair.name): no limit: \(moving)")
      }
      results.equivalences.append(equivalence)
      run.levels.append(seconds)
    }
    results.run = run
    if let failure { throw results.equivalences.isEmpty ? failure : .partial(results, failure) }
    return results
  }

  /// Whether a pair has no common modes; it is no matter on which grid.
  private func isGeneral(_ pair: NormPair) -> Bool {
    guard let cells = options.levels.first,
      case .general? = try? pair.approach(
        on: domain.grid(cells: cells.map { min($0, 4) }), problem: problem)
    else { return false }
    return true
  }

  /// The lines above the tables.
  var caption: [String] {
    var lines = [domain.words()]
    let squares = pairs.filter(\.isSquared).count
    lines.append(
      "constants: ‖u‖_left / ‖u‖_right over all modes  ("
        + (squares == 0
          ? "ratio, not its square)" : squares == pairs.count ? "the ratio's square)" : "ratio)"))
    if options.lastMode != .parseval {
      lines.append("last mode of spectral norms: \(options.lastMode.rawValue)")
    }
    for pair in pairs where pair.isBestFound && isGeneral(pair) {
      lines.append(
        "\(pair.name): the best critical points found; c is bounded from above, C from below")
    }
    let sides = pairs.flatMap { [$0.left, $0.right] }
    if let problem, pairs.contains(where: \.hasEnergy) { lines.append(problem.form) }
    var said: Set<String> = []
    for side in sides {
      if let line = side.norm.definition(of: "u"), said.insert(line).inserted { lines.append(line) }
    }
    for side in sides where side.method.name != side.method.note {
      let line = "\(side.method.name): \(side.method.note)"
      if said.insert(line).inserted { lines.append(line) }
    }
    return lines
  }
}

extension NormPair {
  /// Whether a side is the norm of a problem's form.
  fileprivate var hasEnergy: Bool { [left, right].contains { $0.norm == .energy } }

  /// The constants as they are tabulated.
  fileprivate func level(_ found: ExtremeRatios, on grid: Grid) -> EquivalenceLevel {
    let h = Double(grid.spacing)
    func tabulated(_ x: Double) -> Double? {
      guard x.isFinite else { return nil }
      return (isSquared ? x * x : x) * (scale == 0 ? 1 : Double.pow(h, scale))
    }
    var level = EquivalenceLevel(
      cells: grid.cells, h: grid.axes.map { Double($0.spacing) })
    level.lower = found.lower.flatMap(tabulated)
    level.upper = tabulated(found.upper)
    level.lowerMode = found.lowerMode
    level.upperMode = found.upperMode
    level.residual = found.residual
    level.iterations = found.iterations
    return level
  }
}

extension Equivalence {
  fileprivate init(_ pair: NormPair) {
    self.init(pair: pair.name, left: pair.left.name, right: pair.right.name)
    if pair.isEmbedding { left = pair.left.norm.name }
    subspace = pair.effectiveSubspace.rawValue
    isSquared = pair.isSquared
    scale = pair.scale
    known = pair.known
    knownNotes = pair.knownNotes
    verdict = pair.isEmbedding ? .embedded : .equivalent
  }
}
