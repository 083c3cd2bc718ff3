import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms

/// FISHPACK's drivers for coefficients that vary: the discretisation's own error, to the published
/// digits. Solved in extended precision, so that nothing else is left.
@Suite struct PublishedDrivers {
  private func solve(_ problem: SecondOrderProblem, on grid: Grid) throws -> Field<Float80> {
    var options = IterationOptions()
    options.tolerance = 1e-16
    return try problem.solveNonsymmetric(
      in: FunctionSpace<Float80>(on: grid), scheme: Scheme(.stencil(order: 2)), load: .sampled,
      options: options
    ).u
  }

  private func expect(
    _ id: String, _ found: Float80, _ published: Double, relative tolerance: Double
  ) {
    let gap = abs(Double(found) / published - 1)
    #expect(gap <= tolerance, "\(id): found \(found), published \(published)")
  }

  private let strip = Grid(
    Axis(0, 1, cells: 20, boundary: .bounded(lower: .neumann, upper: .dirichlet)),
    Axis(-.pi, .pi, cells: 40, boundary: .periodic))

  @Test("references: fishpack-genbun#1")
  func genbun() throws {
    // (1 + x)² u_xx − 2(1 + x) u_x + u_yy = 3(1 + x)⁴ sin y
    let op = SecondOrderOperator(
      .diagonal([try Formula("(1 + x)^2"), 1]), advection: [try Formula("2*(1 + x)"), 0],
      form: .nondivergence, rank: 2)
    let exact = try Formula("(1 + x)^4*sin(y)")
    let u = try solve(try manufactured(op, exact, on: strip), on: strip)
    let error = (u - Field(sampling: exact, in: u.space)).largest()
    expect("fishpack-genbun#1", error, 0.00964062912725572, relative: 1e-10)
  }

  @Test("references: fishpack-sepx4#1")
  func sepx4() throws {
    // FISHPACK's u_x + u is given at both ends: outwards β is −1 below and 1 above.
    let grid = Grid(
      Axis(0, 1, cells: 32, boundary: .neumann), Axis(0, 1, cells: 32, boundary: .dirichlet))
    let op = SecondOrderOperator(
      .diagonal([try Formula("(1 + x)^2"), 1]), advection: [try Formula("-2*(1 + x)"), 0],
      reaction: try Formula("x"), form: .nondivergence, rank: 2)
    let exact = try Formula("(x*y)^3 + 1")
    // a ∂u/∂n + aβ u: a is 1 below and 4 above.
    let robin: [BoxSide: Formula] = [
      BoxSide(axis: 0, side: .lower): -1, BoxSide(axis: 0, side: .upper): 4,
    ]
    let u = try solve(try manufactured(op, exact, robin: robin, on: grid), on: grid)
    let reference = Field(sampling: exact, in: u.space)
    let error = zip(u.values, reference.values).map { abs($0 - $1) / abs($1) }.max()!
    expect("fishpack-sepx4#1", error, 0.000159850337215328, relative: 5e-10)
  }

  /// v + iw as v cos z + w sin z: −i(v + iw) is the derivative along a circle of four points, whose
  /// centred difference 2/π · ∂ is made exact by b = π/2.
  @Test("references: fishpack-cmgnbn#1")
  func cmgnbn() throws {
    let grid = Grid(strip.axes + [Axis(0, 2 * .pi, cells: 4, boundary: .periodic)])
    let b = Formula(Formula.Constant(-Extended.pi / 2))
    let op = SecondOrderOperator(
      .diagonal([try Formula("(1 + x)^2"), 1, 0]),
      advection: [try Formula("2*(1 + x)"), 0, b], form: .nondivergence, rank: 3)
    // −L u + i u = −(3 − i)(1 + x)⁴ sin y
    let exact = try Formula("(1 + x)^4*sin(y)*cos(z)")
    var problem = try manufactured(op, exact, on: grid)
    problem = SecondOrderProblem(
      op, source: try Formula("(1 + x)^4*sin(y)*(sin(z) - 3*cos(z))"), data: problem.data)
    let u = try solve(problem, on: grid)
    let e = u - Field(sampling: exact, in: u.space)
    var error: Float80 = 0
    for i in stride(from: 0, to: e.values.count, by: 4) {
      error = max(error, Float80.hypot(e.values[i], e.values[i + 1]))
    }
    expect("fishpack-cmgnbn#1", error, 0.00916199590891393, relative: 1e-10)
  }
}
