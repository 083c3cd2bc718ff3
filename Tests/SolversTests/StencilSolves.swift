import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// A(solve f) = f, the residual taken by sums over neighbours.
@Suite struct StencilSolves {
  static let sizes = [1, 2, 3, 4, 5, 7, 8, 12, 13]

  /// Solves for a right-hand side that the operator made and for white noise, and compares.
  ///
  /// The round-off of û is that of f, and of u that of û: the residual may be round-off of f, or
  /// of u times ‖A‖.
  private func expectSolved<T: TransformScalar>(
    _ op: EllipticOperator, _ scheme: Scheme, on grid: Grid, _: T.Type,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let physical = PhysicalOperator(op: op, scheme: scheme)
    let space = FunctionSpace<T>(on: grid)
    let unknowns = Field(in: space, values: whiteNoise(grid.count, seed: 3, T.self))
    var right = physical.apply(unknowns)
    // A u is 0 where the kernel is the whole space, and as computed round-off, which has a mean.
    let noise = roundoff(grid.count) * T(physical.bound(on: grid))
    if right.largest() <= noise { right = Field(in: space) }
    let u = try op.solve(right, scheme: scheme)
    // Splines: the load is a functional, the result values at the points; B_p ≥ 1/2 (p = 2), 1/3.
    let c = scheme.isGalerkin ? u.splineCoefficients(scheme) : u
    let condition = grid.axes.indices.reduce(T(1)) { product, a in
      switch scheme[a] {
      case .spline(2): 2 * product
      case .spline(3): 3 * product
      default: product
      }
    }
    let gap = (physical.apply(c) - right).largest()
    let size = right.largest() + T(physical.bound(on: grid)) * condition * u.largest()
    #expect(
      gap <= 4 * roundoff(grid.count) * size, "\(scheme) \(grid.axes)",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: stencilKinds)
  func everyAxisKindAndSize(_ kind: Discretization) throws {
    for n in Self.sizes {
      for axis in axes(cells: n) {
        for c: Extended in [0, 1.75] {
          let op = EllipticOperator(diffusion: [0.8], reaction: c)
          try expectSolved(op, Scheme(kind), on: Grid(axis), Double.self)
        }
      }
    }
  }

  @Test func everyPairOfAxisKinds() throws {
    let pairs: [[Discretization]] = [
      [.staggered(order: 2)], [.stencil(order: 4), .centred(order: 2)],
      [.staggered(order: 6), .stencil(order: 8)], [.spline(degree: 1)],
      [.spline(degree: 1), .stencil(order: 2)],
    ]
    for (i, x) in axes(cells: 5).enumerated() {
      for (j, y) in axes(cells: 4).enumerated() {
        let op = EllipticOperator(diffusion: [0.8, 3], reaction: 1.25)
        try expectSolved(
          op, Scheme(pairs[(i + j) % pairs.count]), on: Grid(x, y), Double.self)
      }
    }
  }

  @Test func mixturesInThreeDimensions() throws {
    let (a, b, c) = (axes(cells: 4), axes(cells: 5), axes(cells: 3))
    for i in a.indices {
      for shift in [1, 4] {
        let grid = Grid(a[i], b[(i + shift) % 10], c[(i + 3 * shift) % 10])
        let op = EllipticOperator(diffusion: [1, 0.5, 2], reaction: i.isMultiple(of: 2) ? 0 : 1)
        try expectSolved(op, Scheme(.staggered(order: 4)), on: grid, Double.self)
        try expectSolved(
          op, Scheme([.stencil(order: 6), .staggered(order: 2), .centred(order: 4)]), on: grid,
          Double.self)
      }
    }
  }

  @Test func inFloatAndExtended() throws {
    for axis in axes(cells: 6) {
      for kind in stencilKinds {
        let op = EllipticOperator(diffusion: [2], reaction: 1)
        try expectSolved(op, Scheme(kind), on: Grid(axis), Float.self)
        try expectSolved(op, Scheme(kind), on: Grid(axis), Float80.self)
      }
    }
  }

  @Test func noiseIsSolvedWhereNothingIsInTheKernel() throws {
    for x in axes(cells: 9) {
      for y in axes(cells: 6) {
        let grid = Grid(x, y)
        let op = EllipticOperator(diffusion: [1, 2], reaction: 0.5)
        let scheme = Scheme(.stencil(order: 4))
        let f = Field(
          in: FunctionSpace<Double>(on: grid), values: whiteNoise(grid.count, seed: 7))
        let physical = PhysicalOperator(op: op, scheme: scheme)
        let u = try op.solve(f, scheme: scheme)
        let gap = (physical.apply(u) - f).largest()
        #expect(
          gap <= 4 * roundoff(grid.count)
            * (f.largest() + Double(physical.bound(on: grid)) * u.largest()))
      }
    }
  }

  @Test(arguments: [2, 4, 6, 8])
  func theBiharmonicStencilIsTheStencilTwice(_ order: Int) throws {
    let scheme = Scheme(.stencil(order: order))
    for x in axes(cells: 6) {
      for y in axes(cells: 5) {
        let grid = Grid(x, y)
        let once = PhysicalOperator(
          op: EllipticOperator(diffusion: [1, 0.5]), scheme: scheme)
        let twice = EllipticOperator(diffusion: [1, 0.5], power: 2)
        let right = once.apply(
          once.apply(
            Field(in: FunctionSpace<Double>(on: grid), values: whiteNoise(grid.count))))
        let u = try twice.solve(right, scheme: scheme)
        let gap = (once.apply(once.apply(u)) - right).largest()
        let bound = Double(once.bound(on: grid))
        #expect(
          gap <= 4 * roundoff(grid.count) * (right.largest() + bound * bound * u.largest()))
      }
    }
  }
}
