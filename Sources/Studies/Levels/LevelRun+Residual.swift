import Fields
import Formulas
import Grids
import Norms
import Solvers
import Transforms

extension LevelRun {
  /// Adds the bounds by the residual to a row.
  ///
  /// - Returns: the bounds.
  func addResidual(
    to level: inout Level, _ floors: inout [String: [Measure: NoiseFloor]], against finer: LevelRun?
  ) throws(StudyError) -> ResidualBound {
    let (bound, effectivity) = try residual(against: finer)
    level.residual = bound
    let name = Norm.energy.name
    guard bound.upper.isFinite else {
      level.marks[name, default: [:]]["residual"] = .infinite
      return bound
    }
    level.values[name, default: [:]]["residual"] = bound.upper
    floors[name, default: [:]]["residual"] = floor(of: .energy, on: grid, reference: solution.u)
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
    guard hasDataLifted else {
      throw .method(
        name: method.name, reason: "not yet available: the residual beside data without a lift")
    }
    let data = try liftedData()
    let unit = EnergyUnit<Scalar>(
      of: solution.u, source: data.source, flux: data.flux,
      diffusion: equation.op.diffusion.max()!)
    let v = unit.dividing(Coefficients(unlifted)).prolonged(to: fine)
    let rough = unit.dividing(
      RoughSource(points: equation.problem.rough.points, flux: data.flux))
    let points = grid.rank == 1 ? 8 : 4
    let symmetric = try equation.problem.symmetricPart
    var bound = ResidualBound.outsideEnergy
    if hasTraces {
      let residual = Residual(
        of: v, op, zeroth: symmetric.reaction, source: unit.dividing(data.source), rough: rough,
        sides: try naturalSides(of: fine.grid, points: points, in: unit), points: points)
      bound = residual.bound()
      bound.upper = unit.times(bound.upper)
      bound.lower = unit.times(bound.lower)
      bound.isEstimated = !residual.cuts.isEmpty
    }
    var error: Double?
    if let finer {
      let common = FunctionSpace<Scalar>(
        on: grid.with(cells: zip(cells, finer.grid.cells).map { max($0, $1) }))
      var e = v.prolonged(to: common)
      e.add(-1, unit.dividing(Coefficients(finer.unlifted)).prolonged(to: common))
      error = try energy(
        of: e, less: unit.dividing(-liftDifference(to: finer)), symmetric, points)
    } else if let u = equation.problem.exact {
      error = try energy(
        of: v, less: unit.dividing(lift.map { u - $0 } ?? u), symmetric, points)
    }
    let effectivity = error.map(unit.times).flatMap {
      $0 > 0 && $0.isFinite ? bound.upper / $0 : nil
    }
    return (bound, effectivity)
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
    if op.form == .divergence { _ = try symmetricPart }
    if let why = reasonWithoutEnergy { throw refuse(why) }
    if domain.rank > 1, rough.points.contains(where: { $0.strength != 0 }) {
      throw refuse(
        "in \(domain.rank) dimensions a point source is not in H^-1, and u has no energy; "
          + "`reference = \"next\"` with norms = [\"L2\"] measures the error where u is")
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
