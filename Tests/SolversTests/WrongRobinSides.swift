import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing

/// A β that is negative somewhere is refused by its own name, at a point of its side.
@Suite struct WrongRobinSides {
  @Test(arguments: [2, 3], [Side.lower, .upper])
  func theCoefficientOfTheSideIsBlamed(rank: Int, side: Side) throws {
    let grid = Grid(
      (0..<rank).map { Axis(0, 1, cells: 8, boundary: $0 == 0 ? .neumann : .dirichlet) })
    let b = try Formula("x/3")
    let rows = (0..<rank).map { i in (0..<rank).map { i == $0 ? Formula(2) : b } }
    let robin = [BoxSide(axis: 0, side: side): try Formula("y - 1/2")]
    for a in [SecondOrderOperator.Diffusion.tensor(rows), .scalar(1 + b)] {
      let op = SecondOrderOperator(a, reaction: 1 + b, rank: rank)
      let problem = SecondOrderProblem(op, source: 1, robin: robin)
      for scheme in [Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1))] {
        let error = #expect(throws: SolverError.self) {
          try problem.solve(
            in: FunctionSpace<Double>(on: grid), scheme: scheme,
            load: scheme.isGalerkin ? .integrated : .sampled)
        }
        guard case .coefficient(let name, let value, let point) = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(name == "robin")
        #expect(point.count == rank && point[0] == (side == .lower ? 0 : 1), "\(point)")
        #expect(value < 0 && value == point[1] - 0.5, "\(value) at \(point)")
      }
    }
  }
}
