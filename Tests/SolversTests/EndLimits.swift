import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// A jump at an end of an axis: the limit from inside, since what is beyond is no part of the box.
@Suite struct EndLimits {
  private func end<T: TransformScalar>(
    _ f: String, _ lower: Double, _ upper: Double, _ n: Int, _: T.Type
  ) throws -> (T, T) {
    let axis = Axis(Extended(lower), Extended(upper), cells: n, boundary: .neumann)
    let u = Field<T>(sampling: try Formula(f), in: FunctionSpace<T>(on: Grid(axis)))
    return (u.values.first!, u.values.last!)
  }

  /// ⌊kx⌋ is k − 1 next to 1, sign(x − a) is ±1 next to a, and a number that only stands at the end is none.
  @Test(arguments: [1, 2, 7, 16])
  func stepsAreTakenFromInside(_ n: Int) throws {
    func expect<T: TransformScalar>(_: T.Type) throws {
      for k in [1, 2, 3, 5, 7, 10, 16, 17, 100, 1023] {
        #expect(try end("floor(\(k)*x)", 0, 1, n, T.self) == (0, T(k - 1)), "\(k)")
        #expect(try end("mod(floor(\(k)*x) + 16, 2)", 0, 1, n, T.self) == (0, T((k - 1) % 2)))
      }
      #expect(try end("sign(x - 3)", 3, 5, n, T.self).0 == 1)
      #expect(try end("sign(x + 5)", -7, -5, n, T.self).1 == -1)
      #expect(try end("if(x == 2, 9, 4)", 2, 3, n, T.self) == (4, 4))
    }
    try expect(Double.self)
    try expect(Float.self)
    #if arch(x86_64) || arch(i386)
      try expect(Float80.self)
    #endif
  }

  /// A root has another value at every distance from its end, and a continuous function one of its own.
  @Test func valuesThatAreNoLimitsRemain() throws {
    #expect(try end("(1 - x)^0.25*(1 + heaviside(x - 0.3))", 0, 1, 8, Double.self) == (1, 0))
    #expect(try end("abs(x)", 0, 1, 8, Double.self) == (0, 1))
    #expect(try end("abs(1 - x)^0.4", 0, 1, 8, Double.self) == (1, 0))
    #expect(try end("max(x - 0.5, 0)*exp(x)", 0, 1, 8, Double.self).1 == 0.5 * .exp(1))
  }

  /// At the corner of a seam and an end the limit from inside of the mean over the seam, in either order of
  /// the axes.
  @Test func aSeamMeetsAnEnd() throws {
    let (circle, wall) = (
      Axis(0, 1, cells: 4, boundary: .periodic), Axis(0, 1, cells: 4, boundary: .neumann)
    )
    let first = Field(
      sampling: try Formula("(1 + x)*(2 + floor(3*y))"),
      in: FunctionSpace<Double>(on: Grid(circle, wall)))
    #expect(first.values[4] == 1.5 * 4 && first.values[0] == 1.5 * 2)
    let second = Field(
      sampling: try Formula("(1 + y)*(2 + floor(3*x))"),
      in: FunctionSpace<Double>(on: Grid(wall, circle)))
    #expect(second.values[4 * 4] == 1.5 * 4 && second.values[0] == 1.5 * 2)
  }

  /// ⌊16x⌋ + ⌊16y⌋ at the nodes of free sides would be a strip of the other colour along each, one point
  /// wide and of no area: 49 iterations at n = 255 in place of 10.
  @Test(arguments: [127, 255, 1023])
  func squaresReachFreeSides(_ n: Int) throws {
    for boundary in [Boundary.neumann, .bounded(lower: .neumann, upper: .dirichlet)] {
      let axis = Axis(0, 1, cells: n, boundary: boundary)
      let a = try Formula("1 + 9999*mod(floor(16*x) + floor(16*y), 2)")
      var options = IterationOptions()
      options.preconditioner = .multigrid
      options.tolerance = 1e-8
      let solution = try SecondOrderProblem(
        SecondOrderOperator(.scalar(a), rank: 2), source: try Formula("cos(2*pi*x)")
      ).solve(
        in: FunctionSpace<Double>(on: Grid(axis, axis)), scheme: Scheme(.staggered(order: 2)),
        load: .sampled, options: options)
      let count = try #require(solution.iteration).iterations
      #expect(count <= 25, "\(boundary) \(n): \(count)")
    }
  }
}
