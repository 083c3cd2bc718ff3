import Formulas
import Solvers
import Transforms

/// The lift W of a solution, with the slopes on its Robin sides, made when it is first asked for: in
/// three dimensions it is a formula of n² terms a side, and grid functions are measured without it.
final class CompletedLift<Scalar: TransformScalar> {
  private var robin: RobinLift<Scalar>?
  private var lift: Formula?

  init(_ equation: Equation, _ solution: Solution<Scalar>) {
    robin = RobinLift(equation, solution.u)
    lift = solution.lift
  }

  /// W; nil where there is none.
  var formula: Formula? {
    if let robin {
      lift = robin.completing(lift)
      self.robin = nil
    }
    return lift
  }
}
