import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Norms and integrals of expressions of discrete solutions.
@Suite struct Integrands {
  private let methods: [Studies.Method] = [
    Method(.stencil(order: 2)), Method(.staggered(order: 4)), Method(.spectral),
    Method(.spline(degree: 1)),
  ]

  private let ends: [Boundary] = [.dirichlet, .neumann, .dirichletNeumann, .neumannDirichlet]

  private func integral(
    _ e: String, of variables: [Integrand.Variable] = [], over place: Integrand.Place = .box
  ) throws -> Quantity.Functional {
    let names = variables.indices.map { ["u", "v", "w"][$0] }
    return .integrand(Integrand(try Formula(e, variables: names), of: variables, over: place))
  }

  private func values(
    _ problem: Problem, _ method: Studies.Method, _ cells: [Int],
    _ functionals: [Quantity.Functional]
  ) throws -> [Double] {
    var options = options([cells])
    options.quantities = functionals.enumerated().map { Quantity("q\($0)", $1) }
    let found = try ConvergenceStudy(problem, [method], options).series().levels[0].quantities
    return try options.quantities.map { try #require(found[$0.name]) }
  }

  /// u = 3 + x − 2y is in every method's reach, so that polynomials in it are integrated exactly.
  @Test func ofALinearSolution() throws {
    let side = BoxSide(axis: 0, side: .upper)
    for x in ends {
      for y in ends where !(x == .neumann && y == .neumann) {
        let problem = try problem([interval(0, 2, x), interval(1, 2, y)], exact: "3 + x - 2*y")
        for method in methods {
          let found = try values(
            problem, method, [6, 5],
            [
              try integral("u^2", of: [.value]),
              try integral("x*v - w", of: [.value, .slope(axis: 0), .slope(axis: 1)]),
              try integral("y", over: .side(side)),
              try integral("u*v", of: [.value, .normal], over: .side(side)),
              try integral("u", of: [.normal], over: .boundary),
              try integral("u", of: [.value], over: .boundary),
            ])
          // ∫(1 + s − 2t)² over s = x, t = y − 1 in [0, 2] × [0, 1]; ∫x + 2; ∫y; ∫(5 − 2y); and
          // ∮: on x = 0, 2 the means 0 and 2, on y = 1, 2 twice the means 2 and 0.
          let exact: [Double] = [2.0 * (1.0 / 3 + 1.0 / 3 + 1), 6, 1.5, 2, 0, 6]
          for (value, known) in zip(found, exact) {
            #expect(abs(value - known) < 1e-11, "\(method.name) \(x) \(y) \(value) \(known)")
          }
        }
      }
    }
  }

  /// With homogeneous data the norms are those of the method's own form: |u|₁² is the energy of −Δ.
  @Test func normsAndEnergy() throws {
    for boundary in [Boundary.dirichlet, .dirichletNeumann] {
      let problem = try problem([interval(0, 1, boundary), unitDirichlet], source: "exp(x)*y")
      for method in methods {
        let found = try values(
          problem, method, [12, 9], [.norm(.homogeneous(1)), .energy, .norm(.l2), .norm(.h(1))])
        #expect(isClose(found[0] * found[0], found[1], roundoff(128)), "\(method.name)")
        #expect(
          isClose(found[3] * found[3], found[1] + found[2] * found[2], roundoff(128)),
          "\(method.name)")
      }
    }
  }

  /// Green's identity of the function that the method means: ∫|∇u|² is its own norm squared.
  @Test func dirichletIntegralsOfTheFunction() throws {
    let problem = try problem([unitDirichlet, unitDirichlet], source: "1")
    for method in [Method(.spectral), Method(.spline(degree: 1))] {
      let found = try values(
        problem, method, [8, 11],
        [
          try integral("u^2 + v^2", of: [.slope(axis: 0), .slope(axis: 1)]),
          .norm(.homogeneous(1)),
        ])
      // Trigonometric squares are beyond a Gauss rule of six points by 1e-9 of them at most.
      #expect(isClose(found[0], found[1] * found[1], 1e-9), "\(method.name)")
    }
  }

  @Test func anIntegrandThatIsNotFiniteIsFound() throws {
    let problem = try problem([unitDirichlet], source: "1")
    let e = try integral("log(u - 5)", of: [.value])
    #expect(throws: StudyError.self) {
      _ = try values(problem, Method(.spline(degree: 1)), [4], [e])
    }
  }

  /// What three levels agree on to round-off is the limit; it has no rate.
  @Test func constantQuantitiesAreTheirLimits() throws {
    var options = options([[4], [8], [16]])
    options.quantities = [Quantity("flux", .fluxBoundary), Quantity("mean", .mean)]
    let series = try ConvergenceStudy(
      try problem([unitDirichlet], source: "1"), [Method(.spline(degree: 1))], options
    ).series()
    let flux = try #require(series.limits["flux"])
    #expect(isClose(flux.value, -1, roundoff(16)) && flux.rate == nil)
    #expect(isClose(try #require(series.limits["mean"]).value, 1.0 / 12, 1e-12))
  }

  /// Cosines have no slope on a side; where its flux is oblique the condition gives it,
  ///
  ///     a_xx ∂u/∂x = g − βu − a_xy ∂u/∂y
  ///
  /// with the order of the values: of u = eˣ cos y  ∫u²∂u/∂x dy = e^{3x} (sin 1 − sin³1 / 3).
  @Test(arguments: [BoxSide(axis: 0, side: .lower), BoxSide(axis: 0, side: .upper)])
  func ofASlopeBesideAnObliqueFlux(_ side: BoxSide) throws {
    let known =
      Double.exp(side.side == .lower ? 0 : 3) * (Double.sin(1) - Double.pow(.sin(1), 3) / 3)
    for beta in [Formula(0), Formula(2)] {
      var problem = Problem(
        domain: Domain([interval(0, 1, .neumann), unitDirichlet]),
        op: SecondOrderOperator(.tensor([[1, 0.3], [0.3, 2]]), rank: 2))
      problem.exact = try Formula("exp(x)*cos(y)")
      if !beta.isZero { problem.robin = [side: beta] }
      let functionals = [
        try integral("u^2*v", of: [.value, .slope(axis: 0)], over: .side(side)),
        try integral("u^2*v", of: [.value, .normal], over: .side(side)),
      ]
      let rows = try [16, 32, 64].map {
        try values(problem, Method(.staggered(order: 2)), [$0, $0], functionals)
      }
      let errors = rows.map { abs($0[0] - known) }
      #expect(errors[1] < errors[0] / 3 && errors[2] < errors[1] / 3, "\(errors)")
      #expect(rows.allSatisfy { $0[1] == (side.side == .lower ? -$0[0] : $0[0]) })
    }
  }
}
