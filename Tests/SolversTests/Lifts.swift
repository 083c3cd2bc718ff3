import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Functions that take up boundary data.
@Suite struct Lifts {
  static let u2 = "cos(2*x + 1)*(y^2 + 2) + y^3 + x^2*exp(y)"
  static let u3 = "cos(2*x + 1)*(y^2 + z) + y^3*z^2 + x^2*exp(y - z)"

  private func problem(_ a: [Extended], _ data: BoundaryData) -> BoundaryValueProblem {
    BoundaryValueProblem(EllipticOperator(diffusion: a), source: 0, data: data)
  }

  /// |W − u| or |a(∂ₙW − ∂ₙu)| on every side at a few places.
  private func expectData(
    _ lift: Formula, _ u: Formula, on grid: Grid, without free: BoxSide? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for side in grid.sides where side != free {
      let isValue = grid.end(side) == .dirichlet
      let gap =
        isValue
        ? lift - u
        : try lift.derivative(side.coordinate) - u.derivative(side.coordinate)
      var places = grid.axes.map { axis in
        [0.1, 0.37, 0.81].map { Double(axis.lower + $0 * axis.length) }
      }
      places[side.axis] = [Double(side.place(on: grid))]
      let size = gap.values(on: places).map(\.magnitude).max()!
      #expect(size <= 1e3 * Double.ulpOfOne, "\(side.name)", sourceLocation: sourceLocation)
    }
  }

  @Test func theTransfiniteLiftHasAllDataInTwoDimensions() throws {
    let u = try Formula(Self.u2)
    for x in boundaries {
      for y in boundaries where !(x == .periodic && y == .periodic) {
        let grid = Grid(
          Axis(-0.5, 1, cells: 4, boundary: x), Axis(0, 2, cells: 3, boundary: y))
        let a: [Extended] = [2, 0.5]
        let data = try BoundaryData(of: u, on: grid, diffusion: a)
        let lift = try #require(
          try problem(a, data).transfiniteLift(on: grid))
        try expectData(lift, u, on: grid)
      }
    }
  }

  @Test func theTransfiniteLiftHasAllDataInThreeDimensions() throws {
    let u = try Formula(Self.u3)
    for (i, x) in boundaries.enumerated() {
      for (j, y) in boundaries.enumerated() {
        let z = bounded[(i + j) % 4]
        let grid = Grid(
          Axis(-0.5, 1, cells: 4, boundary: x), Axis(0, 2, cells: 3, boundary: y),
          Axis(0, 1, cells: 3, boundary: z))
        let a: [Extended] = [2, 0.5, 1]
        let data = try BoundaryData(of: u, on: grid, diffusion: a)
        let lift = try #require(
          try problem(a, data).transfiniteLift(on: grid))
        try expectData(lift, u, on: grid)
      }
    }
  }

  /// Where nothing is known of u on one side, W has the data of all the others.
  @Test func aFreeSideSpoilsNoOther() throws {
    let u = try Formula(Self.u2)
    for x in bounded {
      for y in bounded {
        let grid = Grid(
          Axis(-0.5, 1, cells: 4, boundary: x), Axis(0, 2, cells: 3, boundary: y))
        let data = try BoundaryData(of: u, on: grid, diffusion: [2, 0.5])
        for side in grid.sides where grid.end(side) == .neumann {
          let lift = try #require(
            try problem([2, 0.5], data).transfiniteLift(on: grid, free: [side]))
          try expectData(lift, u, on: grid, without: side)
        }
      }
    }
  }

  @Test func oneAxisOfData() throws {
    let u = try Formula(Self.u2)
    for x in bounded {
      let grid = Grid(
        Axis(-0.5, 1, cells: 4, boundary: x), Axis(0, 2, cells: 3, boundary: .periodic))
      let data = try BoundaryData(of: u, on: grid, diffusion: [2, 1])
      let lift = try #require(data.lift(axis: 0, on: grid, diffusion: [2, 1]))
      try expectData(lift, u, on: grid)
    }
  }

  @Test func homogeneousDataHaveNone() throws {
    let grid = Grid(Axis(0, 1, cells: 4, boundary: .dirichlet))
    #expect(try problem([1], BoundaryData()).transfiniteLift(on: grid) == nil)
    #expect(BoundaryData().lift(axis: 0, on: grid, diffusion: [1]) == nil)
    #expect(BoundaryData().isHomogeneous)
  }

  /// A polynomial of the lift's degree plus a mode is solved exactly at the points.
  @Test func spectralIsExactOnAPolynomialAndAMode() throws {
    for x in axes(cells: 6) where !x.isPeriodic {
      let grid = Grid(x)
      let op = EllipticOperator(diffusion: [1.5], reaction: grid.hasConstants ? 1 : 0)
      let xi = "(x + 0.25)"
      let polynomial: String
      switch x.basis {
      case .cosine: polynomial = "2*\(xi)^2 - \(xi)"
      default: polynomial = "3 - 2*\(xi)"
      }
      let mode: String
      switch x.basis {
      case .sine: mode = "sin(2*pi*\(xi)/1.75)"
      case .cosine: mode = "cos(2*pi*\(xi)/1.75)"
      case .halfSine: mode = "sin(1.5*pi*\(xi)/1.75)"
      default: mode = "cos(1.5*pi*\(xi)/1.75)"
      }
      let u = try Formula("\(polynomial) + \(mode)")
      let f = Formula(op.reaction) * u - 1.5 * (try u.derivative(.x, order: 2))
      let data = try BoundaryData(of: u, on: grid, diffusion: op.diffusion)
      let space = FunctionSpace<Double>(on: grid)
      let exact = Field(sampling: u, in: space)
      let solution = try BoundaryValueProblem(op, source: f, data: data).solve(
        in: space, scheme: .spectral, load: .sampled)
      #expect((solution.u - exact).largest() <= 16 * roundoff(6) * (1 + exact.largest()))
      // On Neumann cells and nodes the mode is resolved as well: projection is exact, too.
      let projected = try BoundaryValueProblem(op, source: f, data: data).solve(
        in: space, scheme: .spectral, load: .projected, quadrature: 16)
      #expect((projected.u - exact).largest() <= 64 * roundoff(6) * (1 + exact.largest()))
    }
  }

  /// Data of a bilinear function are its own lift: elements solved with boundary nodes, and for
  /// u − W, agree.
  @Test func liftedAndUnliftedElementsAgree() throws {
    let w = try Formula("1 + 2*x - 3*y + 4*x*y")
    let f = try Formula("exp(x*y)")
    for x in bounded where x != .neumann {
      for y in bounded {
        let grid = Grid(
          Axis(0, 1, cells: 5, boundary: x), Axis(0, 2, cells: 4, boundary: y))
        let op = EllipticOperator(diffusion: [1, 1])
        let data = try BoundaryData(of: w, on: grid, diffusion: op.diffusion)
        let space = FunctionSpace<Double>(on: grid)
        let scheme = Scheme(.spline(degree: 1))
        let whole = try BoundaryValueProblem(op, source: f, data: data).solve(
          in: space, scheme: scheme, load: .integrated)
        let rest = try BoundaryValueProblem(op, source: f).solve(
          in: space, scheme: scheme, load: .integrated)
        let gap = (whole.u - rest.u - Field(sampling: w, in: space)).largest()
        #expect(gap <= 64 * roundoff(grid.count) * whole.u.largest())
      }
    }
  }

  /// The same for differences: they are exact on polynomials of degree three.
  @Test(arguments: [2, 4, 6, 8])
  func liftedAndUnliftedDifferencesAgree(_ order: Int) throws {
    let w = try Formula("1 + 2*x - 3*y + 4*x*y")
    let f = try Formula("exp(x*y)")
    for placement in Placement.allCases {
      for x in bounded where x != .neumann {
        for y in bounded {
          let grid = Grid(
            Axis(0, 1, cells: 5, boundary: x, placement: placement),
            Axis(0, 2, cells: 4, boundary: y, placement: placement))
          let op = EllipticOperator(diffusion: [1, 1])
          let data = try BoundaryData(of: w, on: grid, diffusion: op.diffusion)
          let space = FunctionSpace<Double>(on: grid)
          for kind in [Discretization.stencil(order: order), .staggered(order: order), .spectral] {
            let whole = try BoundaryValueProblem(op, source: f, data: data).solve(
              in: space, scheme: Scheme(kind), load: .sampled)
            let rest = try BoundaryValueProblem(op, source: f).solve(
              in: space, scheme: Scheme(kind), load: .sampled)
            let gap = (whole.u - rest.u - Field(sampling: w, in: space)).largest()
            #expect(gap <= 64 * roundoff(grid.count) * whole.u.largest(), "\(kind) \(x) \(y)")
          }
        }
      }
    }
  }

  /// W of depth d has ∂ₙ^{q+2j} u, j ≤ d, on every side, though only f and the data are known: the
  /// equation gives the others.
  @Test(arguments: [1, 2])
  func aDeepLiftHasTheNormalDerivatives(_ depth: Int) throws {
    let u = try Formula("cos(2*x + 1)*(y^2 + 2) + sin(y)*exp(x/2)")
    let a: [Extended] = [2, 0.5]
    let c: Extended = 3
    var f = Formula(c) * u
    for (k, coordinate) in [Coordinate.x, .y].enumerated() {
      f = f - Formula(a[k]) * (try u.derivative(coordinate, order: 2))
    }
    for x in bounded {
      for y in bounded {
        let grid = Grid(Axis(-0.5, 1, cells: 4, boundary: x), Axis(0, 2, cells: 3, boundary: y))
        let data = try BoundaryData(of: u, on: grid, diffusion: a)
        let problem = BoundaryValueProblem(
          EllipticOperator(diffusion: a, reaction: c), source: f, data: data)
        let lift = try #require(try problem.transfiniteLift(on: grid, depth: depth))
        for side in grid.sides {
          let q = grid.end(side) == .dirichlet ? 0 : 1
          for order in stride(from: q, through: q + 2 * depth, by: 2) {
            let gap =
              order == 0
              ? lift - u
              : try lift.derivative(side.coordinate, order: order)
                - u.derivative(side.coordinate, order: order)
            var places = grid.axes.map { axis in
              [0.1, 0.37, 0.81].map { Double(axis.lower + $0 * axis.length) }
            }
            places[side.axis] = [Double(side.place(on: grid))]
            let size = gap.values(on: places).map(\.magnitude).max()!
            // Each pair of derivatives of u and of W is up to 4² = 16 times larger.
            #expect(
              size <= 1e3 * Double.ulpOfOne * Double.pow(16, Double(order)), "\(side.name) \(order)"
            )
          }
        }
      }
    }
  }

  /// The lift of a polynomial of degree 2d + 1 between Dirichlet ends is the polynomial (Lidstone).
  @Test(arguments: [0, 1, 2, 3])
  func lidstonePolynomialsReproducePolynomials(_ depth: Int) throws {
    let grid = Grid(Axis(-0.5, 1, cells: 4, boundary: .dirichlet))
    let x: Formula = .x
    var u: Formula = 1
    for k in 1...(2 * depth + 1) { u = u * (x - Formula(Extended(k) / 7)) }
    let f: Formula = -(try u.derivative(.x, order: 2))
    let data = try BoundaryData(of: u, on: grid, diffusion: [1])
    let problem = BoundaryValueProblem(EllipticOperator(diffusion: [1]), source: f, data: data)
    let lift = try #require(try problem.transfiniteLift(on: grid, depth: depth))
    let gap = (lift - u).values(on: [[-0.5, -0.2, 0.3, 0.77, 1]])
    #expect(gap.allSatisfy { $0.magnitude <= 1e3 * Double.ulpOfOne })
  }
}
