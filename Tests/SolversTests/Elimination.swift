import Discretizations
import Fields
import Grids
import Solvers
import Testing
import Transforms
import _TestSupport

/// Differences of order 2 are solved by elimination along the first axis, without a transform there.
@Suite struct Elimination {
  /// The round-off of a substitution of n steps, each of a few roundings of positive numbers.
  private func stepwise<T: TransformScalar>(_ grid: Grid, _: T.Type) -> T {
    8 * T(grid.axes[0].count + 4) * .ulpOfOne + roundoff(grid.count)
  }

  @Test("Elimination along an axis is division by its symbol, on every kind of end")
  func isDivision() throws {
    for grid in grids {
      try expectDivision(grid, Float.self)
      try expectDivision(grid, Double.self)
      try expectDivision(grid, Extended.self)
    }
  }

  @Test("Long axes lose no digits to the condition n²")
  func longAxis() throws {
    for placement in Placement.allCases {
      for boundary in bounded {
        let axis = Axis(0, 1, cells: 3000, boundary: boundary, placement: placement)
        try expectDivision(Grid(axis), Double.self)
        try expectDivision(Grid(axis, axes(cells: 3)[1]), Double.self)
      }
    }
    // Columns of one tile whose factors become constant early, late and, at the least shift, never.
    for axis in axes(cells: 300) where !axis.isPeriodic {
      try expectDivision(Grid(axis, axes(cells: 40)[2]), Double.self)
      try expectDivision(Grid(axis, axes(cells: 40)[4]), Float.self)
    }
  }

  @Test("The same bits in place and apart, for every number of threads")
  func bits() throws {
    let grid = Grid(axes(cells: 90)[1], axes(cells: 131)[2])
    let f = Field<Double>(in: FunctionSpace(on: grid), values: whiteNoise(grid.count))
    let op = EllipticOperator(diffusion: [1, 2], reaction: 1)
    let scheme = Scheme(.staggered(order: 2))
    let before = Threads.count
    defer { Threads.count = before }
    var results: [[Double]] = []
    for threads in [1, 2, 3] {
      Threads.count = threads
      results.append(try op.solve(f, scheme: scheme).values)
      var u = f
      try op.solve(inPlace: &u, scheme: scheme)
      results.append(u.values)
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  /// Every kind of end at several sizes alone, and in the plane and space with others.
  private var grids: [Grid] {
    let ends = [1, 2, 3, 4, 7, 16, 17].flatMap { axes(cells: $0) }.filter { !$0.isPeriodic }
    let others = axes(cells: 5)
    return ends.map { Grid($0) }
      + ends.enumerated().map { i, axis in Grid(axis, others[i % others.count]) }
      + ends.enumerated().map { i, axis in
        Grid(axis, others[(3 * i + 1) % others.count], others[i % others.count])
      }
  }

  private func expectDivision<T: TransformScalar>(_ grid: Grid, _: T.Type) throws {
    let f = Field<T>(in: FunctionSpace(on: grid), values: whiteNoise(grid.count))
    for (i, reaction) in [Extended(0), 2.5].enumerated() {
      let op = EllipticOperator(
        diffusion: (0..<grid.rank).map { Extended($0 + 1) / 2 }, reaction: reaction)
      if op.isSingular(on: grid) { continue }
      // The other axes are seen by whatever scheme.
      let kinds: [Discretization] = [
        i == 0 ? .staggered(order: 2) : .stencil(order: 2), .spline(degree: 1), .spectral,
      ]
      let scheme = Scheme(Array(kinds.prefix(grid.rank)))
      for load in [Load.functional, .function] {
        let u = try op.solve(f, scheme: scheme, load: load)
        var uHat = Coefficients(f)
        _ = try uHat.divide(by: op, scheme: scheme, load: load)
        let expected = Field(uHat)
        let error = (u - expected).lebesgueNorm(2)
        #expect(
          error <= stepwise(grid, T.self) * expected.lebesgueNorm(2), "\(T.self) \(grid.axes)")
      }
    }
  }
}
