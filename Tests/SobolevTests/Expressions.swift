import Sobolev
import Testing
import _TestSupport

/// An operator that is written as an expression is the one that the formula means.
@Suite struct Expressions {
  private let a: Formula = 2 + .sin(.x) * .cos(.y)
  private let b: Formula = 0.5 * .sin(.x + .y)

  private var operators: [(DifferentialOperator, Formula)] {
    let (u, v) = (test.dx, test.dy)
    func div(_ p: Formula, _ q: Formula) -> Formula {
      try! p.derivative(.x) + q.derivative(.y)
    }
    return [
      (1 - .divergence(.gradient), test.u - div(u, v)),
      (-.divergence(a * .gradient) + 1, test.u - div(a * u, a * v)),
      (-.divergence([a, 3] * .gradient) + a, a * test.u - div(a * u, 3 * v)),
      (
        2 - .divergence([[a, b], [b, 3]] * .gradient),
        2 * test.u - div(a * u + b * v, b * u + 3 * v)
      ),
      (
        -(.divergence(a * .gradient) + .divergence([1, 2] * .gradient)) + 1,
        test.u - div(a * u + u, a * v + 2 * v)
      ),
      (
        -.divergence(2 * (a * .gradient)) - .divergence([[1, b], [b, 1]] * (3 * .gradient)) + 1,
        test.u - div(2 * a * u + 3 * u + 3 * b * v, 2 * a * v + 3 * b * u + 3 * v)
      ),
      (
        -.divergence(a * .gradient) + .advection([b, 1]) - .advection([1, b]) + 3,
        3 * test.u - div(a * u, a * v) + (b - 1) * u + (1 - b) * v
      ),
    ]
  }

  private var test: (u: Formula, dx: Formula, dy: Formula) {
    let u: Formula = .sin(.x) * .cos(2 * .y) + .cos(.x + .y)
    return (u, try! u.derivative(.x), try! u.derivative(.y))
  }

  /// Trigonometric polynomials: the products are resolved, and so is A u.
  @Test func appliesAsItsFormula() throws {
    let space = FunctionSpace<Double>(on: Grid(.periodic(cells: 24), .periodic(cells: 24)))
    let u = Field(sampling: test.u, in: space)
    for (A, formula) in operators {
      let f = Field(sampling: formula, in: space)
      #expect(try (A(u) - f).norm(.l2) <= 32 * roundoff(space.count) * f.norm(.l2))
    }
  }

  /// A (A⁻¹ f) = f and A⁻¹ (A u) = u to the iteration's tolerance.
  @Test func solveIsTheInverse() throws {
    let space = FunctionSpace<Double>(on: Grid(.periodic(cells: 24), .periodic(cells: 24)))
    let u = Field(sampling: test.u, in: space)
    for (A, formula) in operators {
      let byField = try A.solve(try A(u)).u
      #expect(try (byField - u).norm(.h(1)) <= 1e-8 * u.norm(.h(1)))
      let byFormula = try A.solve(formula, in: space).u
      #expect(try (byFormula - u).norm(.h(1)) <= 1e-8 * u.norm(.h(1)))
    }
  }

  /// Every scheme takes a field as it takes its formula.
  @Test(arguments: [Discretization.staggered(order: 2), .staggered(order: 4), .spectral])
  func fieldsAndFormulasAgree(_ kind: Discretization) throws {
    for boundary in [Boundary.dirichlet, .neumann, .periodic] {
      let space = FunctionSpace<Double>(
        on: Grid(
          Axis(0, 1, cells: 12, boundary: boundary), Axis(0, 1, cells: 9, boundary: boundary)))
      let f: Formula = 1 + .x * .y
      let A = -.divergence((1 + .x * .x) * .gradient) + 2
      let scheme = Scheme(kind)
      let u = try A.solve(f, in: space, scheme: scheme).u
      let v = try A.solve(Field(sampling: f, in: space), scheme: scheme).u
      #expect(u.values == v.values, "\(kind) \(boundary)")
    }
  }

  /// ∫f + ∫g = 0 is asked of an operator that removes constants, whatever its coefficients.
  @Test func incompatibleDataAreRefused() throws {
    let space = FunctionSpace<Double>(
      on: Grid(.neumann(length: 1, cells: 16), .neumann(length: 1, cells: 16)))
    for a in [Formula(1), 1 + .x] {
      let A = -.divergence(a * .gradient)
      for attempt in [
        { _ = try A.solve(Formula(2), in: space) },
        { _ = try A.solve(Field(sampling: 2, in: space)) },
      ] as [() throws -> Void] {
        #expect {
          try attempt()
        } throws: { error in
          guard case SolverError.incompatible(let mean) = error else { return false }
          return abs(mean - 2) < roundoff(space.count)
        }
      }
      // What flows out balances what is made inside.
      let out = BoundaryData([BoxSide(axis: 0, side: .upper): -2])
      let u = try A.solve(2, in: space, scheme: Scheme(.staggered(order: 2)), data: out).u
      #expect(u.mean.magnitude <= roundoff(space.count))
    }
  }

  /// The sign that makes it elliptic is the caller's.
  @Test func aWrongSignIsRefused() throws {
    let space = FunctionSpace<Double>(on: Grid(.periodic(cells: 8)))
    let f = Field(sampling: .sin(.x), in: space)
    #expect {
      _ = try (.divergence((2 + .sin(.x)) * .gradient) + 1).solve(f)
    } throws: { error in
      guard case SolverError.coefficient("diffusion", let value, _) = error else { return false }
      return value < 0
    }
  }
}
