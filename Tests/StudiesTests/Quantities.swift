import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Functionals of discrete solutions.
@Suite struct Quantities {
  private let methods: [Studies.Method] = [
    Method(.stencil(order: 2)), Method(.staggered(order: 2)), Method(.spectral),
    Method(.spline(degree: 1)),
  ]

  private func quantities(
    _ problem: Problem, _ method: Studies.Method, _ cells: [[Int]], _ list: [Quantity]
  ) throws -> [[String: Double]] {
    var options = options(cells)
    options.quantities = list
    return try ConvergenceStudy(problem, [method], options).series().levels.map(\.quantities)
  }

  /// A linear function is in every method's reach: every functional of it is exact.
  @Test func areExactForALinearSolution() throws {
    for x in bounded {
      for y in bounded where !(x == .neumann && y == .neumann) {
        for method in methods {
          var problem = try problem(
            [interval(0, 2, x), interval(1, 2, y)], exact: "3 + x - 2*y", diffusion: [2, 0.5])
          problem.exact = try Formula("3 + x - 2*y")
          let found = try quantities(
            problem, method, [[6, 4]],
            [
              Quantity("integral", .integral), Quantity("mean", .mean), Quantity("min", .min),
              Quantity("max", .max), Quantity("energy", .energy),
              Quantity("value", .value([0.7, 1.3])),
              Quantity("x.lower", .flux(BoxSide(axis: 0, side: .lower))),
              Quantity("x.upper", .flux(BoxSide(axis: 0, side: .upper))),
              Quantity("y.lower", .flux(BoxSide(axis: 1, side: .lower))),
              Quantity("y.upper", .flux(BoxSide(axis: 1, side: .upper))),
              Quantity("boundary", .fluxBoundary),
            ])[0]
          let exact = [
            "integral": 2.0, "mean": 1, "min": -1, "max": 3, "energy": 8, "value": 1.1,
            "x.lower": -2, "x.upper": 2, "y.lower": 2, "y.upper": -2, "boundary": 0,
          ]
          for (name, value) in exact {
            #expect(
              abs(found[name]! - value) < 1e-12, "\(method.name) \(x) \(y) \(name) \(found[name]!)")
          }
        }
      }
    }
  }

  /// By what a second-order error falls when h is halved: 4. A sine series of data that do not
  /// vanish at the corners leaves h² log n, which from 32 to 64 is 3.3, in three dimensions from
  /// 16 to 32 3.2.
  private func ratio(_ method: Studies.Method) -> Double {
    method.kinds == [.spectral] ? 2.8 : 3.4
  }

  /// The largest error over all sides, since one alone may change its sign.
  private func expectSecondOrder(
    _ found: [[String: Double]], _ exact: [(String, Double)], _ method: Studies.Method,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let errors = found.map { level in
      exact.reduce(0) { max($0, abs(level[$1.0]! - $1.1)) }
    }
    #expect(
      errors[2] < 1e-9 || errors[1] / errors[2] > ratio(method), "\(method.name) \(errors)",
      sourceLocation: sourceLocation)
  }

  /// ∫ a ∂u/∂n over a side, recovered weakly, is of the order of the solution on every side, not one
  /// less.
  @Test func fluxesAreOfSecondOrderOnEverySide() throws {
    // By hand, over the sides of [0, 1] × [0, 2]:
    let exact = "exp(x/2)*(1 + y^2) + x^2*y"
    // ∫₀² ∂u/∂x dy = exp(x/2)/2 (2 + 8/3) + 2x · 2;  ∫₀¹ ∂u/∂y dx = 2y · 2(√e − 1) + 1/3
    let e2 = 1.648721270700128
    let fluxes: [(BoxSide, Double)] = [
      (BoxSide(axis: 0, side: .lower), -(7.0 / 3)),
      (BoxSide(axis: 0, side: .upper), e2 * 7 / 3 + 4),
      (BoxSide(axis: 1, side: .lower), -(1.0 / 3)),
      (BoxSide(axis: 1, side: .upper), 8 * (e2 - 1) + 1.0 / 3),
    ]
    for x in bounded {
      for y in bounded {
        let problem = try problem(
          [interval(0, 1, x), interval(0, 2, y)], exact: exact, reaction: 1)
        for method in methods {
          let found = try quantities(
            problem, method, [[16, 16], [32, 32], [64, 64]],
            fluxes.map { Quantity($0.0.name, .flux($0.0)) })
          expectSecondOrder(found, fluxes.map { ($0.0.name, $0.1) }, method)
        }
      }
    }
  }

  @Test func fluxesWithAPeriodicSideAndInThreeDimensions() throws {
    // u = (x² + x) (2 + cos y) on [0,1] × circle: ∫ ∂u/∂x dy = (2x + 1) 4π.
    let strip = try problem(
      [unitDirichlet, circle], exact: "(x^2 + x + x^4)*(2 + cos(y))", reaction: 0.5)
    let lower = BoxSide(axis: 0, side: .lower)
    let upper = BoxSide(axis: 0, side: .upper)
    for method in methods {
      let found = try quantities(
        strip, method, [[16, 16], [32, 32], [64, 64]],
        [Quantity("l", .flux(lower)), Quantity("u", .flux(upper))])
      expectSecondOrder(found, [("l", -4 * .pi), ("u", 28 * .pi)], method)
    }
    // u = x⁴ + x y z + z³ on the unit cube: ∫∫ ∂u/∂z over z = 1 is 1/4 + 3; over z = 0, 1/4.
    for z in [Boundary.dirichlet, .dirichletNeumann] {
      let cube = try problem(
        [unitDirichlet, interval(0, 1, .neumannDirichlet), interval(0, 1, z)],
        exact: "x^4 + x*y*z + z^3*(1 + y^2)")
      for method in methods {
        let found = try quantities(
          cube, method, [[8, 8, 8], [16, 16, 16], [32, 32, 32]],
          [
            Quantity("z.lower", .flux(BoxSide(axis: 2, side: .lower))),
            Quantity("z.upper", .flux(BoxSide(axis: 2, side: .upper))),
            Quantity("x.upper", .flux(BoxSide(axis: 0, side: .upper))),
            Quantity("y.upper", .flux(BoxSide(axis: 1, side: .upper))),
          ])
        // ∂x: 4 + ∫∫ y z = 4 + 1/4;  ∂y at 1: ∫∫ x z + 2 z³ = 1/4 + 1/2
        expectSecondOrder(
          found,
          [("z.lower", -0.25), ("z.upper", 0.25 + 4), ("x.upper", 4.25), ("y.upper", 0.75)], method)
      }
    }
  }

  @Test func theBoundaryFluxIsTheSumOfTheSides() throws {
    let problem = try problem([unitDirichlet, unitDirichlet], source: "exp(x*y)")
    let sides = [0, 1].flatMap { axis in Side.allCases.map { BoxSide(axis: axis, side: $0) } }
    for method in methods {
      let found = try quantities(
        problem, method, [[32, 32], [64, 64]],
        sides.map { Quantity($0.name, .flux($0)) } + [Quantity("boundary", .fluxBoundary)])
      let gaps = found.map { level in
        abs(level["boundary"]! - sides.reduce(0) { $0 + level[$1.name]! })
      }
      #expect(gaps[0] / gaps[1] > 3 || gaps[1] < 1e-9, "\(method.name) \(gaps)")
    }
  }

  @Test func theEnergyOfASolutionIsTheWorkOfItsSource() throws {
    // a(u, u) = ∫ f u: with f = 1 the integral.
    for method in methods {
      let found = try quantities(
        try problem([unitDirichlet, unitDirichlet], source: "1", reaction: 2), method, [[16, 16]],
        [Quantity("energy", .energy), Quantity("integral", .integral)])[0]
      // The sine series of 1 is not integrated by the grid: its own integral differs by h².
      let tolerance = Method(.spectral).name == method.name ? 2e-3 : 1e-14
      #expect(abs(found["energy"]! - found["integral"]!) < tolerance, "\(method.name)")
    }
  }

  @Test func arithmeticOfFunctionals() throws {
    let sum = Quantity(
      name: "G", functionals: [("a", .max), ("b", .min)], arithmetic: { 4 * $0[0] - $0[1] })
    let found = try quantities(
      try problem([unitDirichlet], exact: "1 + x"), methods[0], [[8]], [sum])[0]
    #expect(abs(found["G"]! - 7) < 1e-13)
  }

  @Test func aFluxThroughAPeriodicSideIsRefused() throws {
    #expect(throws: StudyError.self) {
      try quantities(
        try problem([circle], source: "sin(x)"), methods[0], [[8]],
        [Quantity("f", .flux(BoxSide(axis: 0, side: .lower)))])
    }
  }
}

private let bounded: [Boundary] = [.dirichlet, .neumann, .dirichletNeumann, .neumannDirichlet]
