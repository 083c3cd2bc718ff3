import Discretizations
import Fields
import Formulas
import Grids
import Norms
import Solvers
import Testing
import _TestSupport

/// ∫ a|∇u|² + c u² with coefficients that vary.
@Suite struct EnergyForms {
  private let schemes: [Discretization] = [
    .staggered(order: 2), .staggered(order: 4), .staggered(order: 8), .stencil(order: 2),
    .centred(order: 2), .centred(order: 4), .spectral, .spline(degree: 1),
  ]
  private let grids: [Grid] =
    AxisKind.all.flatMap { kind in [1, 2, 3, 4, 5, 7, 8].map { Grid(kind.axis($0, -0.5, 2)) } }
    + AxisKind.mixtures

  private func noise(_ space: FunctionSpace<Double>, _ seed: UInt64) -> Field<Double> {
    Field(in: space, values: whiteNoise(space.count, seed: seed))
  }

  /// The size of A u's round-off: the largest eigenvalue of the form times |u|.
  private func size(_ grid: Grid) -> Double {
    grid.axes.reduce(1) { $0 + 16 / Double($1.spacing * $1.spacing) }
  }

  /// Constant coefficients: the multiplier of the operator's own symbol, on every kind of axis.
  @Test func constantCoefficientsAreASymbol() throws {
    let op = { (rank: Int) in
      EllipticOperator(diffusion: Array([2, 3, 0.5].prefix(rank)), reaction: 0.75)
    }
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      let a = op(grid.rank)
      for kind in schemes {
        let scheme = Scheme(kind)
        let form = try EnergyForm(
          diffusion: a.diffusion.map { Formula($0) }, reaction: Formula(a.reaction),
          scheme: scheme, in: space)
        let diagonal = DiagonalForm(try #require(a.symbol(scheme, on: grid)), in: space)
        let u = noise(space, 3)
        let gap = form.applied(to: u) - diagonal.applied(to: u)
        #expect(
          gap.largest() <= roundoff(grid.count) * 3 * size(grid), "\(kind) \(grid)")
      }
    }
  }

  /// (A u, v) = (u, A v), whatever the coefficients.
  @Test func theFormIsSymmetric() throws {
    let a = try Formula("2 + sin(3*x)*if(x < 0.4, 1, 0.2)")
    let c = try Formula("x^2")
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      for kind in schemes {
        let form = try EnergyForm(
          diffusion: [a], reaction: c, scheme: Scheme(kind), in: space)
        let (u, v) = (noise(space, 1), noise(space, 2))
        let bound = 3 * size(grid) * Double(grid.volume)
        #expect(
          abs(form(u, v) - form(v, u)) <= roundoff(grid.count) * bound, "\(kind) \(grid)")
        #expect(form(u) >= 0)
      }
    }
  }

  /// a |u′|² of a staggered difference is the sum over the cells between the points.
  @Test func theEnergyIsTheSumOverCells() throws {
    let axis = Axis(0, 2, cells: 5, boundary: .dirichlet)
    let space = FunctionSpace<Double>(on: Grid(axis))
    let a = try Formula("1 + x^2")
    let form = try EnergyForm(
      diffusion: [a], reaction: 3, scheme: Scheme(.staggered(order: 2)), in: space)
    let u = noise(space, 7)
    let closed = [0] + u.values + [0]
    let h = 0.4
    var expected = 0.0
    for j in 0..<5 {
      let x = (Double(j) + 0.5) * h
      let slope = (closed[j + 1] - closed[j]) / h
      expected += h * (1 + x * x) * slope * slope
    }
    expected += 3 * h * closed.reduce(0) { $0 + $1 * $1 }
    #expect(isClose(form(u), expected, roundoff(5)))
  }

  /// Linear elements with a linear coefficient: the element's mean of a, exactly.
  @Test func elementsIntegrateTheCoefficient() throws {
    let axis = Axis(0, 1, cells: 6, boundary: .neumann)
    let space = FunctionSpace<Double>(on: Grid(axis))
    let form = try EnergyForm(
      diffusion: [try Formula("1 + x^3")], scheme: Scheme(.spline(degree: 1)), in: space)
    let u = noise(space, 7)
    let h = 1.0 / 6
    let expected = (0..<6).reduce(0.0) { sum, j in
      let (l, r) = (Double(j) * h, Double(j + 1) * h)
      let slope = (u.values[j + 1] - u.values[j]) / h
      return sum + (r - l + (r * r * r * r - l * l * l * l) / 4) * slope * slope
    }
    #expect(isClose(form(u), expected, roundoff(6)))
  }

  /// An analytic coefficient and function: the trigonometric energy is exact to round-off.
  @Test func spectralEnergiesAreExact() throws {
    // ∫₀^π (2 + cos 2x) cos² x dx = π + π/4.
    let space = FunctionSpace<Double>(on: Grid(Axis(0, .pi, cells: 12, boundary: .dirichlet)))
    let form = try EnergyForm(
      diffusion: [try Formula("2 + cos(2*x)")], scheme: .spectral, in: space)
    let u = Field(sampling: try Formula("sin(x)"), in: space)
    #expect(isClose(form(u), .pi * 5 / 4, roundoff(12)))
  }

  @Test func coefficientsMustNotBeNegative() throws {
    let space = FunctionSpace<Double>(on: Grid(Axis(0, 1, cells: 8, boundary: .dirichlet)))
    for kind in schemes {
      #expect(throws: SolverError.self) {
        _ = try EnergyForm(diffusion: [try Formula("x - 1/2")], scheme: Scheme(kind), in: space)
      }
      #expect(throws: SolverError.self) {
        _ = try EnergyForm(
          diffusion: [1], reaction: try Formula("-x"), scheme: Scheme(kind), in: space)
      }
    }
  }

  @Test func stencilsHaveNoFirstDerivative() throws {
    let space = FunctionSpace<Double>(on: Grid(Axis(0, 1, cells: 8, boundary: .dirichlet)))
    #expect(throws: SolverError.self) {
      _ = try EnergyForm(diffusion: [1], scheme: Scheme(.stencil(order: 4)), in: space)
    }
  }
}
