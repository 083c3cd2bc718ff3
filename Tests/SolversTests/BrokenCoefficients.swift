import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing
import Transforms
import _TestSupport

/// Coefficients and data that jump or have kinks by `if`, `abs`, `min`, `max`: what a formula's
/// derivative misses there is a delta, and a method that would take it refuses.
@Suite struct BrokenCoefficients {
  private let fd2 = Scheme(.staggered(order: 2))
  private let jump = "if(x < 1/2, 1, 10)"

  private func wall(_ n: Int, _ placement: Placement = .nodes) -> Axis {
    Axis(0, 1, cells: n, boundary: .dirichlet, placement: placement)
  }

  private func upper(_ axis: Int, _ text: String) throws -> BoundaryData {
    BoundaryData([BoxSide(axis: axis, side: .upper): try Formula(text)])
  }

  /// −(a u′)′ = 0, u(0) = 0, u(1) = 1: u(1/4) = 5/11, by those that do not differentiate a.
  @Test func dataBesideAJump() throws {
    let op = SecondOrderOperator(.scalar(try Formula(jump)), rank: 1)
    let problem = SecondOrderProblem(op, source: 0, data: try upper(0, "1"))
    let space = FunctionSpace<Double>(on: Grid(wall(16)))
    for (scheme, load) in [(fd2, LoadRule.sampled), (Scheme(.spline(degree: 1)), .integrated)] {
      let u = try problem.solve(in: space, scheme: scheme, load: load).u
      #expect(abs(u.values[3] - 5.0 / 11) < 1e-8)
    }
    for scheme in [Scheme.spectral, Scheme(.staggered(order: 4))] {
      #expect(throws: SolverError.self, "\(scheme)") {
        try problem.solve(in: space, scheme: scheme, load: .sampled)
      }
    }
    let cells = FunctionSpace<Double>(on: Grid(wall(16, .cells)))
    #expect(throws: SolverError.self) {
      try problem.solve(in: cells, scheme: Scheme(.spline(degree: 1)), load: .integrated)
    }
  }

  /// A datum with a kink on the side, beside a coefficient that varies and beside one that does not.
  @Test func dataWithAKink() throws {
    let (nodes, cells) = (Grid(wall(8), wall(8)), Grid(wall(8, .cells), wall(8, .cells)))
    let data = try upper(1, "0.5 - abs(x - 0.5)")
    let varying = SecondOrderProblem(
      SecondOrderOperator(.scalar(try Formula("1 + x")), rank: 2), source: 0, data: data)
    for scheme in [Scheme.spectral, Scheme(.staggered(order: 4))] {
      #expect(throws: SolverError.self, "\(scheme)") {
        try varying.solve(in: FunctionSpace<Double>(on: nodes), scheme: scheme, load: .sampled)
      }
    }
    let constant = BoundaryValueProblem(
      EllipticOperator(diffusion: [1, 1]), source: 0, data: data)
    for (kind, load) in [
      (Discretization.spline(degree: 1), LoadRule.integrated), (.mehrstellen, .sampled),
    ] {
      #expect(throws: SolverError.self, "\(kind)") {
        try constant.solve(in: FunctionSpace<Double>(on: cells), scheme: Scheme(kind), load: load)
      }
    }
  }

  /// A branch that does not change in the box is the formula of its branch.
  @Test func harmlessBranches() throws {
    let space = FunctionSpace<Double>(on: Grid(wall(8), wall(8)))
    func solve(_ a: String, _ g: String) throws -> Field<Double> {
      try SecondOrderProblem(
        SecondOrderOperator(.scalar(try Formula(a)), rank: 2), source: 0, data: try upper(1, g)
      ).solve(in: space, scheme: .spectral, load: .sampled).u
    }
    let gap =
      try solve("if(x < 2, 1 + abs(x), 7)", "max(x*(1 - x), -1)") - solve("1 + x", "x*(1 - x)")
    #expect(gap.largest() < 1e-8)
  }

  private func error(
    _ op: SecondOrderOperator, _ text: String, on grid: Grid, _ scheme: Scheme, _ load: LoadRule
  ) throws -> Double {
    let u = try Formula(text)
    var data = BoundaryData()
    for side in grid.sides { data.values[side] = u.trace(on: side, of: grid) }
    let space = FunctionSpace<Double>(on: grid)
    var options = IterationOptions()
    options.tolerance = 1e-11
    let problem = SecondOrderProblem(op, source: try op.applied(to: u), data: data)
    let solution = try problem.solve(in: space, scheme: scheme, load: load, options: options)
    return (solution.u - Field(sampling: u, in: space)).largest()
  }

  /// b·∇u needs no ∇·b: of order 2 for a smooth u, wherever b jumps.
  @Test func advectionThatJumps() throws {
    let line = SecondOrderOperator(
      .scalar(1), advection: [try Formula("if(x < 0.47, 1, 3)")], rank: 1)
    let plane = SecondOrderOperator(
      .scalar(1), advection: [1, try Formula("if(y < 1/2, 1, 3)")], rank: 2)
    let step = SecondOrderOperator(
      .scalar(1), advection: [try Formula("1 + 2*heaviside(x - 0.47)")], rank: 1)
    for (op, u) in [(line, "exp(x)"), (step, "exp(x)"), (plane, "exp(x)*cos(y)")] {
      let errors = try [16, 32].map { n in
        try error(op, u, on: Grid((0..<op.rank).map { _ in wall(n) }), fd2, .sampled)
      }
      #expect(errors[0] < 1e-3 && errors[0] / errors[1] > 3.5, "\(errors)")
    }
  }

  /// −a : D²u is −∇·(a∇u) + (∇·a)·∇u for elements; ∇·a is no function where a₁₁ jumps along x, and is 0
  /// where it jumps along y.
  @Test func nondivergenceOfAJump() throws {
    func errors(_ a: [String], _ scheme: Scheme, _ load: LoadRule) throws -> [Double] {
      let op = SecondOrderOperator(
        .diagonal(try a.map { try Formula($0) }), form: .nondivergence, rank: 2)
      return try [8, 16].map {
        try error(op, "exp(x)*cos(y)", on: Grid(wall($0), wall($0)), scheme, load)
      }
    }
    let p1 = Scheme(.spline(degree: 1))
    #expect(throws: SolverError.self) { try errors([jump, "1"], p1, .integrated) }
    for (a, scheme, load) in [
      ([jump, "1"], fd2, LoadRule.sampled), (["1", jump], p1, .integrated),
    ] {
      let found = try errors(a, scheme, load)
      #expect(found[0] < 0.02 && found[0] / found[1] > 3, "\(found)")
    }
  }
}
