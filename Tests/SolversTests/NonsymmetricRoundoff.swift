import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Operators with advection are solved to the rounding of each precision, whatever tolerance is asked.
@Suite struct NonsymmetricRoundoff {
  private let u: Formula = .sin(.x) * .cos(2 * .y) + .cos(.x + .y)
  private var op: SecondOrderOperator {
    SecondOrderOperator(
      .scalar(2 + .sin(.x) * .cos(.y)), advection: [1, .sin(.x)], reaction: 1, rank: 2)
  }

  /// A trigonometric polynomial that the grid resolves with its products: errors are round-off alone.
  private func error<Scalar: TransformScalar>(_ n: Int, _: Scalar.Type) throws -> Double {
    let circle = Axis(0, 2 * .pi, cells: n, boundary: .periodic)
    let space = FunctionSpace<Scalar>(on: Grid(circle, circle))
    let problem = SecondOrderProblem(op, source: try op.applied(to: u))
    var options = IterationOptions()
    options.tolerance = 1e-30
    let found = try problem.solve(
      in: space, scheme: .spectral, load: .sampled, options: options)
    let error = (found.u - Field(sampling: u, in: space)).largest()
    return Double(error / Scalar.ulpOfOne)
  }

  @Test(arguments: [8, 32, 64]) func everyPrecisionReachesItsOwn(n: Int) throws {
    // (A u − f) in H^-1 is ε n, and so at most is u.
    let bound = 4 * Double(max(n, 32))
    #expect(try error(n, Float.self) <= bound)
    #expect(try error(n, Double.self) <= bound)
    #expect(try error(n, Extended.self) <= bound)
  }
}
