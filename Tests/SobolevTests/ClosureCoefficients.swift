import Sobolev
import Testing
import _TestSupport

/// A closure stands in an operator where its formula would, and gives the same numbers.
@Suite struct ClosureCoefficients {
  private let formulas: (a: Formula, b: Formula, f: Formula) = (
    1 + .x * .y, 2 - .y, .x * (1 + .y)
  )
  private let closures = (
    a: Formula { x, y in 1 + x * y }, b: Formula { x, y in 2 - y },
    f: Formula { x, y in x * (1 + y) }
  )

  private func box(_ boundary: Boundary, _ n: Int, _ m: Int) -> FunctionSpace<Double> {
    FunctionSpace(
      on: Grid(
        Axis(0, 1, cells: n, boundary: boundary), Axis(0, 1, cells: m, boundary: boundary)))
  }

  @Test(arguments: [
    Scheme(.staggered(order: 2)), Scheme(.staggered(order: 4)), Scheme(.spline(degree: 1)),
    .spectral,
  ])
  func everySchemeTakesThemAsFormulas(_ scheme: Scheme) throws {
    for boundary in [Boundary.dirichlet, .neumann, .periodic] {
      for (n, m) in [(8, 7), (2, 3)] {
        let space = box(boundary, n, m)
        let p = -.divergence(formulas.a * .gradient) + formulas.b
        let q = -.divergence(closures.a * .gradient) + closures.b
        let u = try p.solve(formulas.f, in: space, scheme: scheme)
        let v = try q.solve(closures.f, in: space, scheme: scheme)
        #expect(v.iterations == u.iterations)
        #expect(
          try (v.u - u.u).norm(.l2) <= roundoff(space.count) * u.u.norm(.l2),
          "\(scheme) \(boundary)")
      }
    }
  }

  /// The diagonal, a matrix, and data on Robin and Neumann sides.
  @Test(arguments: [Discretization.staggered(order: 2), .spline(degree: 1)])
  func everyPlaceTakesThem(_ kind: Discretization) throws {
    let space = box(.neumann, 9, 6)
    let (west, north) = (BoxSide(axis: 0, side: .lower), BoxSide(axis: 1, side: .upper))
    func solve(_ a: Formula, _ b: Formula, _ f: Formula) throws -> [Field<Double>] {
      try [
        -.divergence([a, b] * .gradient), -.divergence([[a, 0], [0, b]] * .gradient) + a,
      ].map {
        try $0.solve(
          f, in: space, scheme: Scheme(kind), data: BoundaryData([north: f]), robin: [west: b]
        ).u
      }
    }
    let u = try solve(formulas.a, formulas.b, formulas.f)
    let v = try solve(closures.a, closures.b, closures.f)
    for (u, v) in zip(u, v) {
      #expect(try (v - u).norm(.l2) <= roundoff(space.count) * u.norm(.l2))
    }
  }

  /// Differences of the divergence form take ½ ∇·b where there is one; elements and the nondivergence
  /// form take b alone.
  @Test func advectionNeedsNoDivergence() throws {
    let space = box(.dirichlet, 8, 8)
    let A = -.divergence(.gradient) + .advection([closures.a, closures.b])
    let elements = Scheme(.spline(degree: 1))
    let u = try A.solve(closures.f, in: space, scheme: elements).u
    let B = -.divergence(.gradient) + .advection([formulas.a, formulas.b])
    let v = try B.solve(formulas.f, in: space, scheme: elements).u
    #expect(try (v - u).norm(.l2) <= 1e-9 * u.norm(.l2))
    // Of order 2 both b·δu and the half of it and of its adjoint are b·∇u + O(h²): they come together.
    let gaps = try [16, 32].map { n in
      let space = box(.dirichlet, n, n)
      let scheme = Scheme(.staggered(order: 2))
      let u = try A.solve(closures.f, in: space, scheme: scheme).u
      let v = try B.solve(formulas.f, in: space, scheme: scheme).u
      return try (v - u).norm(.l2)
    }
    #expect(abs(gaps[0] / gaps[1] - 4) < 0.5, "\(gaps)")
  }

  @Test func aWrongSignIsFound() throws {
    let space = FunctionSpace<Double>(on: Grid(.dirichlet(length: 1, cells: 8)))
    let A = -.divergence(Formula { x in x - 0.5 } * .gradient)
    #expect {
      _ = try A.solve(1, in: space, scheme: Scheme(.staggered(order: 2)))
    } throws: { error in
      guard case SolverError.coefficient("diffusion", let value, let point) = error else {
        return false
      }
      return value == point[0] - 0.5 && value < 0
    }
  }
}
