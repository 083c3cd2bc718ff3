import Formulas
import Grids
import RealModule
import Solvers

/// A problem with everything derived: an operator, a source, data on every side.
struct Equation {
  var problem: Problem
  /// A where its coefficients are numbers; else the means of aᵢ and c: the constant part.
  let op: EllipticOperator
  /// Whether A is not diagonal in the grid's basis: a solve then iterates.
  let isVarying: Bool
  /// f; nil where it has to be made on a grid, by the multiplier of a fractional power.
  let source: Formula?
  let data: BoundaryData
  /// β in n·a∇u + β u = g.
  let robin: [BoxSide: Formula]
  /// What is known of the lifts of these data.
  let lifts = JudgedLifts()

  /// Derives what the problem does not give.
  ///
  ///     f = (−∇·(a∇))^s u + c u,   g = u, n·(a∇u − F) or n·(a∇u − F) + β u
  init(_ problem: Problem) throws(StudyError) {
    self.problem = problem
    let robin = problem.conormalRobin
    let constant = try problem.constantOperator
    isVarying = !problem.isDiagonal
    if isVarying, problem.power != 1 {
      throw .missing("not yet available: a power of an operator that varies, or with Robin sides")
    }
    if isVarying { try problem.checkSigns(robin) }
    if let constant { op = constant } else { op = try problem.constantPart }
    if let given = problem.source ?? (problem.rough.isZero ? nil : 0) {
      source = given
    } else if let u = problem.exact {
      source = try problem.derivedSource(u, op, isVarying: isVarying)
    } else {
      throw .missing("[problem] needs `source`, or `exact` from which it follows")
    }
    if let u = problem.exact { try problem.checkImpliedData(of: u, op) }
    self.robin = robin
    data = try problem.derivedData(robin)
  }

  /// Whether the solution is determined up to a constant.
  func isSingular(on grid: Grid) -> Bool {
    isVarying ? problem.isSingular : op.isSingular(on: grid)
  }

  /// The problem as a solver that iterates takes it.
  var secondOrder: SecondOrderProblem {
    SecondOrderProblem(
      problem.op, source: source ?? 0, data: data, robin: robin, rough: problem.rough)
  }
}

extension Problem {
  /// Whether A is diagonal in the grid's basis: a solve divides by its symbol and does not iterate.
  package var isDiagonal: Bool { op.constant != nil && robin.values.allSatisfy(\.isZero) }

  /// Whether the solution is determined up to a constant.
  package var isSingular: Bool {
    domain.grid(cells: domain.intervals.map { _ in 2 }).hasConstants && reaction.isZero
      && robin.values.allSatisfy(\.isZero)
  }

  /// The operator's numbers; nil where a coefficient depends on the point, a is not diagonal, or
  /// there is advection.
  var constantOperator: EllipticOperator? {
    get throws(StudyError) {
      for (i, formula) in diffusion.enumerated() {
        guard let value = formula.constant else { continue }
        guard value > 0, value.isFinite else {
          throw .missing("`diffusion` must be positive; it is \(value) on axis \(i)")
        }
      }
      if let c = reaction.constant, !c.isFinite {
        throw .missing("`reaction` must be finite; it is \(c)")
      }
      guard power > 0, power.isFinite else { throw .missing("`power` must be positive") }
      guard let op = op.constant else { return nil }
      return EllipticOperator(diffusion: op.diffusion, reaction: op.reaction, power: power)
    }
  }

  /// The means of aᵢ and of c ≥ 0 over the box, by the midpoint rule.
  fileprivate var constantPart: EllipticOperator {
    get throws(StudyError) {
      func mean(_ formula: Formula) -> Extended {
        if let value = formula.constant { return Extended(value) }
        let values = formula.values(on: midpoints)
        return Extended(values.reduce(0, +) / Double(values.count))
      }
      let a = diffusion.map(mean)
      for (i, value) in a.enumerated() where !(value > 0 && value.isFinite) {
        throw .missing(
          "`diffusion` must be positive inside the box; its mean along axis \(i) is \(value)")
      }
      let c = mean(reaction)
      guard c.isFinite else { throw .missing("`reaction` must be finite; its mean is \(c)") }
      return EllipticOperator(diffusion: a, reaction: max(c, 0))
    }
  }

  /// The middles of so many cells that a smooth coefficient's mean has a few digits.
  var midpoints: [[Double]] {
    let n = [4096, 64, 24][domain.rank - 1]
    return domain.intervals.map { interval in
      let length = Double(interval.upper - interval.lower)
      return (0..<n).map { Double(interval.lower) + (Double($0) + 0.5) / Double(n) * length }
    }
  }

  /// A u for natural s, where it is a function; nil for a fractional power.
  fileprivate func derivedSource(
    _ u: Formula, _ constant: EllipticOperator, isVarying: Bool
  ) throws(StudyError) -> Formula? {
    guard power == power.rounded() else { return nil }
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    do {
      if isVarying { return try op.applied(to: u, on: grid) }
      var f = u
      for _ in 0..<Int(power) { f = try constant.applied(to: f, on: grid) }
      return f + Formula(Formula.Constant(constant.reaction)) * u
    } catch {
      let isSmooth =
        (try? EllipticOperator(diffusion: domain.intervals.map { _ in 1 })
          .applied(to: u, on: grid)) != nil
      throw .notDifferentiable(
        expression: isSmooth && isVarying ? "diffusion" : "exact", reason: "\(error)")
    }
  }

  /// The data on all sides: those given, and those that follow from the exact solution.
  fileprivate func derivedData(_ robin: [BoxSide: Formula]) throws(StudyError) -> BoundaryData {
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    var all = BoundaryData()
    if let u = exact, power == 1 {
      let trial = EndTrial(on: grid)
      let size = trial.largest(u)
      do {
        for side in grid.sides where data[side] == nil {
          all.values[side] =
            grid.end(side) == .dirichlet
            ? value(of: u, on: side, of: grid, trial, size)
            : try flux(of: u, through: side, of: grid, robin[side] ?? 0, trial)
        }
      } catch let error as StudyError {
        throw error
      } catch {
        throw .notDifferentiable(expression: "exact", reason: "\(error)")
      }
    }
    for (side, value) in data {
      all.values[side] = (conormalFactor(side, of: grid) * value).trace(on: side, of: grid)
    }
    return all
  }

  /// u on a side: 0 where that is round-off, which a scheme would have to lift.
  private func value(
    of u: Formula, on side: BoxSide, of grid: Grid, _ trial: EndTrial, _ size: Extended
  ) -> Formula {
    let value = u.trace(on: side, of: grid)
    return value.isZero || trial.isRoundoff(u, on: side, beside: size) ? 0 : value
  }

  /// n·(a∇u − F) + β u on a side, likewise; its terms may cancel, and have the size.
  private func flux(
    of u: Formula, through side: BoxSide, of grid: Grid, _ beta: Formula, _ trial: EndTrial
  ) throws -> Formula {
    let normal = try normalFlux(through: side, of: grid)
    var flux: Formula = 0
    for j in grid.axes.indices where op.form == .divergence || j == side.axis {
      flux = flux + op.diffusion(side.axis, j) * (try u.derivative(Coordinate(rawValue: j)!))
    }
    if side.side == .lower { flux = -flux }
    let terms = [flux, beta * u, -normal]
    let size = terms.map(trial.largest).reduce(0, max)
    guard !trial.isRoundoff(Formula.sum(terms), on: side, beside: size) else { return 0 }
    let datum =
      try op.flux(of: u, through: side, of: grid) + beta * u.trace(on: side, of: grid) - normal
    try refuseJump(of: datum, beside: normal, on: side)
    return datum
  }

  /// β of n·a∇u + β u.
  fileprivate var conormalRobin: [BoxSide: Formula] {
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    var conormal: [BoxSide: Formula] = [:]
    for (side, beta) in robin {
      conormal[side] = (conormalFactor(side, of: grid) * beta).trace(on: side, of: grid)
    }
    return conormal
  }

  /// a_nn on sides that take ∂u/∂n without it, in nondivergence form; else 1.
  func conormalFactor(_ side: BoxSide, of grid: Grid) -> Formula {
    guard op.form == .nondivergence, grid.end(side) == .neumann else { return 1 }
    return op.diffusion(side.axis, side.axis)
  }
}
