import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// The compact scheme has order 4 in every norm, whatever the reflection of u and of f does.
@Suite struct CompactRates {
  static let norms: [Norm] = [.l2, .h(1), .h(-1), .lInfinity, .energy]

  private func expectFour(
    _ box: [Domain.Interval], exact: String, levels: [[Int]], diffusion: [Formula] = [1],
    reaction: Formula = 0, measures: [Measure] = ["discrete", "spectral"],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let problem = try problem(box, exact: exact, diffusion: diffusion, reaction: reaction)
    let options = options(levels, norms: Self.norms, measures: measures)
    let series = try ConvergenceStudy(problem, [Method(.mehrstellen)], options)
      .run(Float80.self).series[0]
    for norm in Self.norms {
      for measure in measures {
        let fit = series.fits[norm.name]?[measure]
        let found = series.levels.last?.rates[norm.name]?[measure]
        #expect(fit?.predicted == 4, "\(norm) \(measure)", sourceLocation: sourceLocation)
        #expect(
          found.map { abs($0 - 4) < 0.1 } ?? false, "\(norm) \(measure): \(found ?? .nan)",
          sourceLocation: sourceLocation)
      }
    }
  }

  /// Every boundary and placement, odd and even n; u and f do not vanish on the boundary.
  @Test func inOneDimension() throws {
    for placement in Placement.allCases {
      for boundary in [Boundary.dirichlet, .neumann, .dirichletNeumann, .neumannDirichlet] {
        for levels in [[[24], [48]], [[25], [49]]] {
          try expectFour(
            [interval(0, 1, boundary, placement)], exact: "exp(x)*cos(2*x + 1)", levels: levels,
            diffusion: [2], reaction: 1.5)
        }
      }
      try expectFour(
        [interval(0, 2 * .pi, .periodic, placement)], exact: "exp(sin(x))", levels: [[48], [97]],
        reaction: 1)
    }
  }

  @Test func withoutReactionTheMeanIsRemoved() throws {
    try expectFour([circle], exact: "exp(sin(x)) - 1.26606587775200833560", levels: [[48], [96]])
    try expectFour(
      [interval(0, 1, .neumann), circle], exact: "cos(y)*exp(x)", levels: [[24, 40], [48, 80]])
  }

  @Test func inTwoDimensions() throws {
    try expectFour(
      [unitDirichlet, unitDirichlet], exact: "exp(x - y)*cos(x*y) + x",
      levels: [[16, 16], [33, 33]]
    )
    // Per axis: other coefficients, other spacings.
    try expectFour(
      [unitDirichlet, interval(-1, 1, .dirichlet)], exact: "exp(x - y)",
      levels: [[16, 9], [32, 18]],
      diffusion: [1, 0.25], reaction: 2)
    try expectFour(
      [unitDirichlet, circle], exact: "exp(x)*exp(sin(y))", levels: [[20, 60], [40, 120]])
    try expectFour(
      [interval(0, 1, .neumannDirichlet), unitDirichlet], exact: "exp(x - y) + x*y",
      levels: [[16, 17], [32, 34]])
    try expectFour(
      [interval(0, 1, .dirichlet, .cells), interval(0, 1, .neumann, .cells)],
      exact: "exp(x + y/2)", levels: [[24, 24], [48, 48]])
  }

  @Test func inThreeDimensions() throws {
    try expectFour(
      [unitDirichlet, unitDirichlet, unitDirichlet], exact: "exp(x - y)*cos(z) + x*z",
      levels: [[10, 10, 10], [21, 21, 21]], diffusion: [1, 0.5, 2], reaction: 1)
    try expectFour(
      [circle, unitDirichlet, circle], exact: "exp(sin(x))*exp(y)*cos(z)",
      levels: [[48, 12, 24], [96, 24, 48]])
  }

  /// As a trigonometric function above the lifted derivatives: q = 4, so that L² keeps 4 and H¹ has
  /// q − ½.
  @Test func betweenThePointsTheLiftingDecides() throws {
    let problem = try problem([unitDirichlet], exact: "exp(x)*cos(2*x + 1)", reaction: 1)
    let options = options([[64], [128]], norms: [.l2, .h(1)], measures: ["function"])
    for (lifting, rates) in [(0, [4.0, 3.5]), (1, [4, 3.5]), (2, [4, 4])] {
      var method = Studies.Method(.mehrstellen)
      method.lifting = lifting
      let series = try ConvergenceStudy(problem, [method], options).run(Float80.self).series[0]
      for (norm, rate) in zip(options.norms, rates) {
        #expect(series.fits[norm.name]?["function"]?.predicted == rate, "\(norm) \(lifting)")
        let found = try #require(series.levels[1].rates[norm.name]?["function"])
        #expect(abs(found - rate) < 0.1, "\(norm) \(lifting)")
      }
    }
  }

  @Test func aFluxHasTheOrderOfTheSolution() throws {
    var problem = try problem([unitDirichlet, unitDirichlet], exact: "exp(x)*cos(y)")
    problem.source = try Formula("0*x")
    var options = options([[16, 16], [32, 32], [64, 64]])
    // −∂x u at x = 0, integrated over y.
    options.quantities = [
      Quantity("flux", .flux(BoxSide(axis: 0, side: .lower)), known: -0.84147098480789650665)
    ]
    let series = try ConvergenceStudy(problem, [Method(.mehrstellen)], options).series()
    let errors = series.levels.map { abs($0.quantities["flux"]! + 0.84147098480789650665) }
    // The exponent of the last pair, and of the pair before it, which is farther away.
    let rates = (0..<2).map { Double.log2(errors[$0] / errors[$0 + 1]) }
    #expect(abs(rates[1] - 4) < 0.1 && abs(rates[1] - 4) < abs(rates[0] - 4), "\(rates)")
  }
}
