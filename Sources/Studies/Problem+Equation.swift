import Formulas
import Grids
import Solvers

/// A problem with everything derived: numbers for the operator, a source, data on every side.
struct Equation {
  var problem: Problem
  let op: EllipticOperator
  /// f; nil where it has to be made on a grid, by the multiplier of a fractional power.
  let source: Formula?
  let data: BoundaryData

  /// Derives what the problem does not give.
  ///
  ///     f = (−∇·(a∇))^s u + c u,   g = u or a ∂u/∂n
  init(_ problem: Problem) throws(StudyError) {
    self.problem = problem
    op = try problem.elliptic
    let grid = problem.domain.grid(cells: problem.domain.intervals.map { _ in 2 })
    if let given = problem.source {
      source = given
    } else if let u = problem.exact {
      source = try problem.derivedSource(u, op)
    } else {
      throw .missing("[problem] needs `source`, or `exact` from which it follows")
    }
    if let u = problem.exact { try problem.checkImpliedData(of: u, op) }
    var data = BoundaryData()
    if let u = problem.exact, problem.power == 1 {
      do {
        data = try BoundaryData(of: u, on: grid, diffusion: op.diffusion)
      } catch {
        throw .notDifferentiable(expression: "exact", reason: "\(error)")
      }
    }
    for (side, value) in problem.data { data.values[side] = value.trace(on: side, of: grid) }
    self.data = data
  }
}

extension Problem {
  /// The operator's numbers.
  var elliptic: EllipticOperator {
    get throws(StudyError) {
      let a = diffusion.count == 1 ? domain.intervals.map { _ in diffusion[0] } : diffusion
      var numbers: [Extended] = []
      for formula in a {
        guard let value = formula.constant else {
          throw .missing("not yet available: a diffusion that depends on the point")
        }
        guard value > 0, value.isFinite else {
          throw .missing("`diffusion` must be positive; it is \(value)")
        }
        numbers.append(Extended(value))
      }
      guard let c = reaction.constant else {
        throw .missing("not yet available: a reaction that depends on the point")
      }
      guard c.isFinite else { throw .missing("`reaction` must be finite; it is \(c)") }
      guard power > 0, power.isFinite else { throw .missing("`power` must be positive") }
      return EllipticOperator(diffusion: numbers, reaction: Extended(c), power: power)
    }
  }

  /// (−∇·(a∇))^s u + c u for natural s; nil for a fractional power.
  fileprivate func derivedSource(
    _ u: Formula, _ op: EllipticOperator
  ) throws(StudyError) -> Formula? {
    guard power == power.rounded() else { return nil }
    try checkBranches(of: u)
    do {
      var f = u
      for _ in 0..<Int(power) { f = try op.applied(to: f) }
      return f + Formula(Formula.Constant(op.reaction)) * u
    } catch {
      throw .notDifferentiable(expression: "exact", reason: "\(error)")
    }
  }
}
