import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Rates that the solution's reflection at the ends allows: what is predicted is what is found.
///
/// In extended precision where q > 3, so that no column ends at round-off before it is asymptotic.
@Suite struct BoundaryRates {
  /// A kind of bounded axis, and a solution whose reflection jumps at its ends.
  struct Setting: Sendable, CustomTestStringConvertible {
    let boundary: Boundary
    let placement: Placement
    let exact: String
    /// q at Dirichlet ends is 2 + 2 · depth, at Neumann ends 3 + 2 · depth.
    let depth: Int

    var testDescription: String { "\(boundary), \(placement), depth \(depth)" }
  }

  static let settings: [Setting] = {
    let solutions: [(Boundary, [String])] = [
      (.dirichlet, ["exp(x)", "exp(x) - x^2/2 + (1 - e)*x^3/6"]),
      (.neumann, ["exp(x)", "exp(x) - x^3/6 + (1 - e)*x^4/24"]),
      (.dirichletNeumann, ["exp(x)", "exp(x) - x^2/2 - e*x^3/6"]),
      (.neumannDirichlet, ["exp(1 - x)", "exp(1 - x) - (1 - x)^2/2 - e*(1 - x)^3/6"]),
    ]
    return solutions.flatMap { boundary, list in
      Placement.allCases.flatMap { placement in
        list.enumerated().map {
          Setting(
            boundary: boundary, placement: placement, exact: $0.element, depth: $0.offset)
        }
      }
    }
  }()

  static let methods: [Studies.Method] =
    [
      Method(.spectral), Method(.spectral, load: .projected), Method(.spline(degree: 1)),
      Method(.spline(degree: 1), load: .interpolated), multilinear,
    ] + [2, 4, 6].flatMap { [Method(.staggered(order: $0)), Method(.stencil(order: $0))] }

  private static let multilinear: Studies.Method = {
    var method = Method(.stencil(order: 2))
    method.reconstruction = .multilinear
    return method
  }()

  /// A tie of two rates leaves √log n: 1/(2 log n) of a rate, which only H^{1/2} has here.
  private func tolerance(_ norm: Norm) -> Double { norm == .h(0.5) ? 0.125 : 0.1 }

  private func expectPredicted(
    _ problem: Problem, _ method: Studies.Method, _ options: StudyOptions,
    extended: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let study = ConvergenceStudy(problem, [method], options)
    let series = try (extended ? study.run(Float80.self) : study.run()).series[0]
    for norm in options.norms {
      for measure in options.measures {
        guard let fit = series.fits[norm.name]?[measure] else { continue }
        let found = series.levels.compactMap { $0.rates[norm.name]?[measure] }.last
        guard let predicted = fit.predicted, let found else {
          Issue.record(
            "\(method.name) \(norm) \(measure): \(fit.predictedWord ?? fit.reason ?? "no rate")",
            sourceLocation: sourceLocation)
          continue
        }
        #expect(
          abs(found - predicted) <= tolerance(norm),
          "\(method.name) \(method.load?.rawValue ?? "") \(norm) \(measure): \(fit.reason ?? "")",
          sourceLocation: sourceLocation)
      }
    }
  }

  @Test(arguments: settings)
  func areThePredictedOnes(_ setting: Setting) throws {
    let problem = try problem(
      [interval(0, 1, setting.boundary, setting.placement)], exact: setting.exact, reaction: 1)
    let norms: [Norm] = [.l2, .h(1), .h(-1), .h(0.5), .lInfinity]
    var options = options(
      [], norms: norms, measures: ["discrete", "spectral", "function"])
    for method in Self.methods {
      // Errors of order 6 and more are round-off beyond n = 256.
      options.levels = setting.depth == 0 ? [[256], [512]] : [[128], [256]]
      options.norms = norms
      options.oversample = 1
      // H^{-1} of a projection: h^6 from aliased low modes and h^6.5 from the tail, still mixed.
      if method.load == .projected, setting.depth == 1 { options.norms.removeAll { $0 == .h(-1) } }
      try expectPredicted(problem, method, options, extended: setting.depth > 0)
      if method.load == .interpolated || method.reconstruction == .multilinear { continue }
      options.oversample = 4
      var padded = options
      padded.measures = ["spectral"]
      // The low modes of a projection are aliased on the finer grid, too, but 4^{q+1} times less:
      // H^{-1} sees them only beyond these levels.
      if method.load == .projected { padded.norms.removeAll { $0 == .h(-1) } }
      try expectPredicted(problem, method, padded, extended: setting.depth > 0)
    }
  }

  @Test func aProjectionHasTheTailsRateInEveryLebesgueNorm() throws {
    // q + 1/p: a layer 1/n wide on which the error is n^{−q} high.
    let problem = try problem([unitDirichlet], exact: "exp(x)")
    let options = options(
      [[512], [1024]], norms: [.l(1.5), .l2, .l(4), .l(8), .lInfinity],
      measures: ["function"])
    try expectPredicted(problem, Method(.spectral, load: .projected), options)
  }

  @Test func ratesInTwoDimensionsAreThoseOfTheWorstEnd() throws {
    let boxes: [([Domain.Interval], String)] = [
      ([unitDirichlet, interval(0, 1, .neumannDirichlet)], "exp(x - y) + x*y"),
      ([interval(0, 1, .neumann, .cells), unitDirichlet], "exp(x)*sin(pi*y)"),
      ([interval(0, 1, .dirichletNeumann), circle], "exp(x)*(100 + cos(y))"),
      ([interval(0, 1, .dirichlet, .cells), interval(0, 1, .neumann, .cells)], "exp(x + y/2)"),
    ]
    for (box, exact) in boxes {
      let problem = try problem(box, exact: exact, reaction: 1)
      let options = options(
        [[64, 64], [128, 128]], norms: [.l2, .h(1)],
        measures: ["discrete", "spectral", "function"])
      for kind in [
        Discretization.spectral, .staggered(order: 2), .stencil(order: 4), .spline(degree: 1),
      ] {
        try expectPredicted(problem, Method(kind), options)
      }
    }
  }

  @Test func centredDifferencesAreNotPredictedAtEnds() throws {
    let study = ConvergenceStudy(
      try problem([interval(0, 1, .dirichlet, .cells)], exact: "exp(x)"),
      [Method(.centred(order: 2))], options([[16]], norms: [.h(1)], measures: ["spectral"]))
    let prediction = try #require(try study.predictions().first?.prediction)
    #expect(prediction.rate == nil && !prediction.isExponential && prediction.reason != nil)
    // The checkerboard does not converge in H¹ at all here.
    let last = try study.levels([[128], [256]]).levels[1].rates["H1"]?["spectral"]
    #expect(try #require(last) < 0.1)
  }

  @Test func aSmoothReflectionIsExponential() throws {
    let problem = try problem([unitDirichlet], exact: "sin(pi*x)*exp(cos(pi*x))", reaction: 1)
    let study = ConvergenceStudy(
      problem, [Method(.spectral)], options([[4], [8], [16]], norms: [.h(1)]))
    let series = try study.series()
    let fit = try #require(series.fits["H1"]?["discrete"])
    #expect(fit.predictedWord == "exp" && fit.predicted == nil && fit.rate == nil)
    #expect(series.marks(.h(1), "discrete") == [nil, .exponential, .floor])
  }
}

extension ConvergenceStudy {
  /// The one series on other levels.
  fileprivate func levels(_ levels: [[Int]]) throws -> Series {
    var study = self
    study.options.levels = levels
    return try study.series()
  }
}
