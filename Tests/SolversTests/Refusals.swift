import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing

/// What a scheme cannot take is refused, and said.
@Suite struct Refusals {
  private let grid = Grid(Axis(0, 1, cells: 4, boundary: .dirichlet))

  private func solve(
    _ op: EllipticOperator, _ kind: Discretization, _ load: LoadRule, data: BoundaryData = .init(),
    on grid: Grid? = nil
  ) throws(SolverError) {
    _ = try BoundaryValueProblem(op, source: 1, data: data).solve(
      in: FunctionSpace<Double>(on: grid ?? self.grid), scheme: Scheme(kind), load: load)
  }

  private let laplacian = EllipticOperator(diffusion: [1])

  @Test func splinesOfHigherDegreeOnABoundedAxis() {
    for p in [2, 3] {
      #expect(throws: SolverError.self) {
        try solve(laplacian, .spline(degree: p), .integrated)
      }
    }
  }

  @Test func splinesWithTooFewDerivatives() throws {
    let circle = Grid(Axis(0, 1, cells: 8, boundary: .periodic))
    let biharmonic = EllipticOperator(diffusion: [1], reaction: 1, power: 2)
    #expect(throws: SolverError.self) {
      try solve(biharmonic, .spline(degree: 1), .integrated, on: circle)
    }
    try solve(biharmonic, .spline(degree: 2), .integrated, on: circle)
  }

  @Test func boundaryDataOfAnotherPower() {
    let data = BoundaryData([BoxSide(axis: 0, side: .lower): 1])
    #expect(throws: SolverError.self) {
      try solve(EllipticOperator(diffusion: [1], power: 2), .spectral, .sampled, data: data)
    }
  }

  @Test func loadsThatAMethodDoesNotHave() {
    #expect(throws: SolverError.self) {
      try solve(laplacian, .stencil(order: 2), .integrated)
    }
    #expect(throws: SolverError.self) {
      try solve(laplacian, .stencil(order: 2), .projected)
    }
    #expect(throws: SolverError.self) {
      try solve(laplacian, .spline(degree: 1), .projected)
    }
  }

  @Test func theMeanOfTheSchemesRightHandSideIsReported() throws {
    // ∫ f + ∫ g = 0, but the grid's sum of f is off by the trapezoidal rule's h²/12 [f′].
    let axis = Axis(0, 1, cells: 8, boundary: .neumann)
    let f = try Formula("x^2 - 1/3")
    let solution = try BoundaryValueProblem(laplacian, source: f).solve(
      in: FunctionSpace<Double>(on: Grid(axis)), scheme: Scheme(.stencil(order: 2)), load: .sampled)
    #expect(abs(solution.meanDefect - 1.0 / 384) <= 16 * Double.ulpOfOne)
    #expect(abs(solution.u.mean) <= 16 * Double.ulpOfOne)
  }
}
