import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// Adds the bounds by the residual to a row.
  ///
  /// - Returns: the bounds.
  func addResidual(
    to level: inout Level, _ floors: inout [String: [Measure: Double]], against finer: LevelRun?
  ) throws(StudyError) -> ResidualBound {
    let (bound, effectivity) = try residual(against: finer)
    level.residual = bound
    let name = Norm.energy.name
    guard bound.upper.isFinite else {
      level.marks[name, default: [:]]["residual"] = .infinite
      return bound
    }
    level.values[name, default: [:]]["residual"] = bound.upper
    floors[name, default: [:]]["residual"] = roundoff(.energy, on: grid, reference: solution.u)
    level.effectivity = effectivity
    if equation.isVarying { level.lowerBound = bound.lower }
    return bound
  }

  /// The bounds of the residual on the energy norm of the error of the trigonometric function through
  /// u_h, and the upper one over that norm where u, or a finer solution, is known.
  func residual(
    against finer: LevelRun?
  ) throws(StudyError) -> (bound: ResidualBound, effectivity: Double?) {
    let op = equation.problem.op
    let m = equation.problem.residualOversample(options, method)
    let cells = grid.cells.map { m * $0 }
    let fine = FunctionSpace<Scalar>(on: grid.with(cells: cells))
    let v = Coefficients(unlifted).prolonged(to: fine)
    guard hasDataLifted else {
      throw .method(
        name: method.name, reason: "not yet available: the residual beside data without a lift")
    }
    var g = equation.source ?? 0
    if let w = lift {
      do { g = g - (try op.applied(to: w)) } catch {
        throw .notDifferentiable(expression: "data", reason: "\(error)")
      }
    }
    let points = grid.rank == 1 ? 8 : 4
    let symmetric = try equation.problem.symmetricPart
    let bound = Residual(
      of: v, op, zeroth: symmetric.reaction, source: g, rough: equation.problem.rough,
      sides: try naturalSides(of: fine.grid, points: points), points: points
    ).bound()
    var error: Double?
    if let finer {
      let common = FunctionSpace<Scalar>(
        on: grid.with(cells: zip(cells, finer.grid.cells).map { max($0, $1) }))
      var e = v.prolonged(to: common)
      e.add(-1, Coefficients(finer.unlifted).prolonged(to: common))
      error = try energy(of: e, less: -liftDifference(to: finer), symmetric, points)
    } else if let u = equation.problem.exact {
      error = try energy(of: v, less: lift.map { u - $0 } ?? u, symmetric, points)
    }
    let effectivity = error.flatMap { $0 > 0 && $0.isFinite ? bound.upper / $0 : nil }
    return (bound, effectivity)
  }

  /// √a(e, e), e = v − u, with ∫ (β + ½b·n) e² over free sides, by Gauss quadrature on the grid of v.
  private func energy(
    of v: Coefficients<Scalar>, less u: Formula, _ op: SecondOrderOperator, _ points: Int
  ) throws(StudyError) -> Double {
    let rank = grid.rank
    let zero = [Int](repeating: 0, count: rank)
    var derivatives: [(alpha: [Int], formula: Formula)] = [(zero, u)]
    do {
      for i in 0..<rank {
        let alpha = zero.indices.map { $0 == i ? 1 : 0 }
        derivatives.append((alpha, try u.derivative(alpha)))
      }
    } catch {
      throw .notDifferentiable(expression: "exact", reason: "\(error)")
    }
    let shifted = ShiftedTransform<Scalar>(v.space.transform.kinds)
    let zeros = op.reaction.isZero ? [Scalar](repeating: 0, count: shifted.count) : []
    var total: Scalar = 0
    GaussLattices<Scalar>(v.grid, points: points).forEach { offsets, places, share in
      let e = derivatives.map { alpha, formula -> [Scalar] in
        // Without a reaction the density has no e².
        if alpha == zero, op.reaction.isZero { return zeros }
        var e = v.values(derivative: alpha, offsets: offsets, by: shifted)
        guard !formula.isZero else { return e }
        let u = formula.values(on: places)
        for p in e.indices { e[p] -= u[p] }
        return e
      }
      let density = op.density(e[0], Array(e[1...]), at: places)
      total += share * density.withUnsafeBufferPointer { pairwiseSum($0) }
    }
    total *= Scalar(v.grid.cellVolume)
    for side in try naturalSides(of: v.grid, points: points) {
      total += side.energy(side.trace(of: v.values), less: u.trace(on: side.side, of: grid))
    }
    return Double(total.squareRoot())
  }
}

extension Problem {
  /// How much finer the residual's grid is: as the study says, at least 4, in three dimensions 2.
  func residualOversample(_ options: StudyOptions, _ method: Method) -> Int {
    let given = method.oversample ?? options.oversample
    return given > 1 ? given : domain.rank == 3 ? 2 : 4
  }

  /// - Throws: ``StudyError/missing(_:)`` where the residual has no dual energy norm.
  func checkResidual() throws(StudyError) {
    func refuse(_ why: String) -> StudyError {
      .missing("`reference = \"residual\"` has no norm here: \(why)")
    }
    if power != 1 { throw refuse("the power is \(power), not 1") }
    if op.form != .divergence { throw refuse("the nondivergence form is no energy") }
    let symmetric = try symmetricPart
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    if let c = symmetric.reaction.constant, c < 0 {
      var lowest: Extended = 0
      for (i, axis) in grid.axes.enumerated() {
        guard let a = symmetric.diffusion(i, i).constant else { continue }
        let kappa = (0..<min(2, axis.count)).map { axis.frequency($0).magnitude }.min()!
        lowest += a * kappa * kappa
      }
      guard !symmetric.hasConstantDiffusion || lowest + c > 0 else {
        throw refuse(
          op.hasAdvection
            ? "the symmetric part is indefinite, c − ½∇·b is \(c)"
            : "a(u, u) is indefinite, the reaction is \(c)")
      }
    }
    if let why = streamWithoutANorm(of: grid) { throw refuse(why) }
    if domain.rank > 1, rough.points.contains(where: { $0.strength != 0 }) {
      throw refuse(
        "in \(domain.rank) dimensions a point source is not in H^-1, and u has no energy; "
          + "`reference = \"next\"` with norms = [\"L2\"] measures the error where u is")
    }
  }

  /// The operator whose form is the energy: A, or with advection its symmetric part.
  var symmetricPart: SecondOrderOperator {
    get throws(StudyError) {
      do { return try op.symmetricPart() } catch {
        throw .notDifferentiable(expression: "advection", reason: "\(error)")
      }
    }
  }

  /// Why the bound is not guaranteed: a line a reason.
  var residualDoubts: [String] {
    var doubts: [String] = []
    func name(_ key: String, _ formulas: [Formula]) {
      guard formulas.contains(where: { !$0.isSmooth }) else { return }
      doubts.append("`\(key)` is not smooth, and its integrals are estimates")
    }
    name("source", [source ?? 0])
    name("divergence", rough.flux)
    name("diffusion", (0..<op.rank).flatMap { i in (0..<op.rank).map { op.diffusion(i, $0) } })
    name("advection", op.advection)
    name("reaction", [reaction])
    name("data", Array(data.values))
    if source == nil, let exact, !exact.isSmooth { name("exact", [exact]) }
    return doubts
  }
}
