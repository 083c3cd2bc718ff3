import Fields
import Formulas
import Grids
import Solvers
import Transforms

/// The lift W of a solution, with the slopes on its Robin sides, made when it is first asked for: in
/// three dimensions it is a formula of n² terms a side, and grid functions are measured without it.
///
/// Where a Neumann side's slope and the tangential one of Dirichlet data differ at an edge, no sum of
/// polynomials has both, and the data's own lift misses values. W then has those alone, and no slopes.
final class CompletedLift<Scalar: TransformScalar> {
  private var robin: RobinLift<Scalar>?
  private var lift: Formula?
  private var own: Own?

  fileprivate struct Own {
    let grid: Grid
    let data: BoundaryData
  }

  init(_ equation: Equation, _ solution: Solution<Scalar>) {
    robin = RobinLift(equation, solution.u)
    lift = solution.lift
    own = Own(grid: solution.u.grid, data: equation.data)
  }

  /// W; nil where there is none.
  var formula: Formula? {
    if let own {
      lift = lift.map { own.withValues($0) }
      self.own = nil
    }
    if let robin {
      lift = robin.completing(lift)
      self.robin = nil
    }
    return lift
  }
}

extension CompletedLift.Own {
  /// W, or where it misses values on sides a lift that has them, if there is one.
  func withValues(_ w: Formula) -> Formula {
    let trial = LiftTrial(valuesOf: data, on: grid)
    guard !trial.hasValues(w) else { return w }
    let free = Set(grid.sides.filter { grid.end($0) == .neumann })
    let unit = EllipticOperator(diffusion: grid.axes.map { _ in 1 })
    let other = try? BoundaryValueProblem(unit, source: 0, data: data).lift(on: grid, free: free)
    guard let other, trial.hasValues(other) else { return w }
    return other
  }
}
