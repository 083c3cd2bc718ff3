import Fields
import Formulas
import Grids
import RealModule
public import Transforms

/// How smooth functions are: s* = sup{s : u ∈ H^s}, from the energies of dyadic shells.
///
///     E_j ~ 4^{−s* j}    algebraic decay
///     |û| ~ e^{−a|κ|}    exponential decay: u is analytic in the strip |Im x| < a
///
/// s* is fitted to the upper half of the shells without the last one, whose modes are aliased. H^s is
/// the scale of −Δ with the axes' conditions: a function that does not satisfy them has a smaller s*
/// than inside of the box, and the study names the jump that limits it. A jump of the q-th derivative
/// across a line has s* = q + ½.
public struct RegularityStudy: Sendable {
  /// The box.
  public var domain: Domain
  /// The functions by their names.
  public var functions: [(name: String, source: FunctionSource)]
  /// The grids.
  public var options: StudyOptions

  /// Asks for the regularity of functions on a box.
  public init(
    _ domain: Domain, _ functions: [(name: String, source: FunctionSource)],
    _ options: StudyOptions
  ) {
    self.domain = domain
    self.functions = functions
    self.options = options
  }

  /// Estimates every function on every level.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func run<Scalar: TransformScalar>(
    _: Scalar.Type = Double.self,
    progress: (_ function: String, _ level: Level) -> Void = { _, _ in }
  ) throws(StudyError) -> Results {
    var results = Results(study: .regularity)
    results.caption = [
      domain.words(),
      "s* = sup{s : u ∈ H^s}, from the energies of dyadic shells of |κ| in radians; fit over the "
        + "upper half of the shells without the last, which is aliased",
    ]
    if domain.intervals.contains(where: { $0.boundary != .periodic }) {
      results.caption.append("on bounded axes H^s is the scale of -Δ with their conditions")
    }
    var run = RunRecord()
    for (name, source) in functions {
      var estimate = RegularityEstimate(function: name)
      let seconds = try options.timedRows(progress: { progress(name, $0) }) {
        cells, isLast throws(StudyError) in
        try add(cells, name, source, to: &estimate, Scalar.self, isLast: isLast)
        return estimate.rows.last!.level
      }
      results.regularity.append(estimate)
      results.series.append(estimate.series(rateBy: options.rateBy, note: "\(source)"))
      run.levels.append(seconds)
    }
    results.run = run
    return results
  }

  private func add<Scalar: TransformScalar>(
    _ cells: [Int], _ name: String, _ source: FunctionSource, to estimate: inout RegularityEstimate,
    _: Scalar.Type, isLast: Bool
  ) throws(StudyError) {
    let space = FunctionSpace<Scalar>(on: domain.grid(cells: cells))
    let u = try source.sampled(in: space, name: name)
    let epsilon = max(Double(Scalar.ulpOfOne), source.epsilon)
    let decay = Decay(u.parts.map { Coefficients($0) }, epsilon: epsilon)
    estimate.rows.append(
      .init(
        level: Level(space.grid), model: decay.model, order: decay.order,
        halfWidth: decay.halfWidth, strip: decay.strip))
    guard isLast else { return }
    estimate.shells = decay.shells
    guard let s = decay.order else { return }
    // A jump of the q-th derivative across a line: s* = q + 1/2.
    let q = Int((s - 0.5).rounded())
    guard (0...3).contains(q), (s - 0.5 - Double(q)).magnitude <= max(0.2, decay.halfWidth ?? 0)
    else { return }
    estimate.jumps = u.parts.flatMap { part in
      JumpSearch(
        grid: part.grid, values: part.values.map { Double($0) }, order: q, epsilon: epsilon
      ).jumps()
    }.sorted { $0.size.magnitude > $1.size.magnitude }
    estimate.name(domain)
  }
}

extension RegularityEstimate {
  /// Puts the jumps into words.
  fileprivate mutating func name(_ domain: Domain) {
    guard let largest = jumps.first else { return }
    let isInside = jumps.contains { !$0.isAtEnd }
    for jump in jumps.prefix(4) {
      let letter = ["x", "y", "z"][jump.axis]
      let what = ["u", "∂\(letter) u", "∂\(letter)² u", "∂\(letter)³ u"][jump.order]
      let size = jump.size.magnitude.written(digits: 4)
      guard jump.isAtEnd else {
        notes.append("\(what) jumps by \(size) at \(jump.place)")
        continue
      }
      let interval = domain.intervals[jump.axis]
      guard case .bounded(let lower, let upper) = interval.boundary else {
        add("\(what) jumps by \(size) between the ends", "not periodic in \(letter)", !isInside)
        continue
      }
      let isLower = jump.point[jump.axis] == Double(interval.lower)
      let end = isLower ? lower : upper
      let parity = end == .dirichlet ? "odd" : "even"
      let value = (jump.size.magnitude / 2).written(digits: 4)
      let endName = end == .dirichlet ? "Dirichlet" : "Neumann"
      add(
        "\(what) has size \(value) at \(letter) = \(jump.point[jump.axis].place), "
          + "where the \(parity) continuation of a \(endName) end asks for 0",
        "the boundary does not fit", !isInside)
    }
    notes.append("so s* is at most \(Double(largest.order) + 0.5)")
  }

  /// A remark, and a warning where nothing inside of the box is as bad.
  private mutating func add(_ text: String, _ warning: String, _ isWarning: Bool) {
    let whole = "\(warning): \(text)"
    notes.append(isWarning ? "warning, " + whole : text)
    if isWarning { warnings.append(whole) }
  }
}

extension FunctionJump {
  /// `x = 0`, `x = 0, y = 0.3`
  fileprivate var place: String {
    zip(["x", "y", "z"], point).map { "\($0) = \($1.place)" }.joined(separator: ", ")
  }
}
