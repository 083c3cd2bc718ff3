import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Numbers that others have printed, and solutions by hand, for coefficients that vary.
@Suite struct PublishedVariable {
  /// fishpack-poistg#1: (1/cos x)(cos x u_x)_x + u_yy, a vanishing on two sides.
  @Test func fishpackStaggered() throws {
    let grid = Grid(
      Axis(-.pi / 2, .pi / 2, cells: 40, boundary: .neumann, placement: .cells),
      Axis(
        0, 1, cells: 20, boundary: .bounded(lower: .dirichlet, upper: .neumann), placement: .cells))
    let a = try Formula("cos(x)")
    let u = try Formula("y^4*sin(x)")
    let space = FunctionSpace<Double>(on: grid)
    for preconditioner in [IterationOptions.Preconditioner.auto, .symbol, .scaled] {
      var options = IterationOptions()
      options.tolerance = 1e-15
      options.preconditioner = preconditioner
      let solution = try SecondOrderProblem(
        SecondOrderOperator(.scalar(a), rank: 2),
        source: try Formula("-cos(x)*2*y^2*(6 - y^2)*sin(x)"),
        data: BoundaryData([BoxSide(axis: 1, side: .upper): try Formula("4*sin(x)*cos(x)")])
      ).solve(
        in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled, options: options)
      let error = (solution.u - Field(sampling: u, in: space)).largest()
      #expect(isClose(error, 0.000564170618941665, 1e-11))
    }
  }

  /// −(a u′)′ = 1 with a = 1 | 100, the jump on a face: harmonic means keep order 2, the others have
  /// order 1.
  @Test func harmonicMeansCrossAJump() throws {
    let (left, right) = (1.0, 100.0)
    let c = (1 / left + 3 / right) / (4 * (1 / left + 1 / right))
    func exact(_ x: Double) -> Double {
      x < 0.5 ? (c * x - x * x / 2) / left : (c * (x - 1) - (x * x - 1) / 2) / right
    }
    let op = SecondOrderOperator(.scalar(try Formula("if(x < 1/2, 1, 100)")), rank: 1)
    func rate(_ rule: FaceRule) throws -> Double {
      let errors = try [64, 128].map { n -> Double in
        let grid = Grid(Axis(0, 1, cells: n, boundary: .dirichlet, placement: .cells))
        let space = FunctionSpace<Double>(on: grid)
        let solution = try SecondOrderProblem(op, source: 1).solve(
          in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled, faces: rule)
        return zip(solution.u.values, space.coordinates[0]).reduce(0) {
          max($0, abs($1.0 - exact($1.1)))
        }
      }
      return .log(errors[0] / errors[1]) / .log(2)
    }
    #expect(abs(try rate(.harmonic) - 2) < 0.05)
    #expect(abs(try rate(.arithmetic) - 1) < 0.1)
    #expect(abs(try rate(.sampled) - 1) < 0.1)
  }
}
