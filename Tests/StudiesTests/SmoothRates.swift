import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Rates of smooth periodic solutions: the method's own, in every norm.
@Suite struct SmoothRates {
  /// Every scheme and order, with its rate by comparison at the points.
  static let schemes: [(Discretization, Double)] =
    [2, 4, 6, 8].flatMap {
      [(.staggered(order: $0), Double($0)), (.stencil(order: $0), Double($0))]
    } + [
      (.centred(order: 2), 2), (.centred(order: 4), 4), (.spline(degree: 1), 2),
      (.spline(degree: 2), 4), (.spline(degree: 3), 4),
    ]

  static let norms: [Norm] = [.l2, .h(1), .h(-1), .h(0.5), .lInfinity, .energy]

  private func run(
    _ kind: Discretization, _ measures: [Measure], placement: Placement = .nodes,
    load: LoadRule? = nil
  ) throws -> Series {
    let box = [
      interval(0, 2 * .pi, .periodic, placement), interval(-1, 1, .periodic, placement),
    ]
    let problem = try problem(box, exact: "exp(sin(x))*cos(pi*y) + sin(x)", reaction: 1)
    let options = options(
      [[64, 48], [128, 96]], norms: Self.norms,
      measures: measures)
    return try ConvergenceStudy(problem, [Method(kind, load: load)], options)
      .run(Float80.self).series[0]
  }

  @Test(arguments: schemes)
  func everySchemeHasItsRateInEveryNorm(_ kind: Discretization, _ rate: Double) throws {
    for placement in Placement.allCases {
      let series = try run(kind, ["discrete", "spectral"], placement: placement)
      for norm in Self.norms {
        for measure in ["discrete", "spectral"] {
          let fit = try #require(series.fits[norm.name]?[measure])
          let found = try #require(series.levels[1].rates[norm.name]?[measure])
          #expect(fit.predicted == rate, "\(norm) \(measure)")
          // The next term of the error is h² smaller: of it, times the square of the order.
          #expect(abs(found - rate) < 0.1, "\(norm) \(measure)")
        }
      }
    }
  }

  /// The function itself: p + 1 − s for splines; differences mean trigonometric functions.
  @Test(arguments: schemes)
  func theFunctionHasItsRate(_ kind: Discretization, _ rate: Double) throws {
    let series = try run(kind, ["function"])
    for (norm, s) in [(Norm.l2, 0.0), (.h(1), 1), (.lInfinity, 0)] {
      var expected = rate
      if case .spline(let p) = kind { expected = Double(p) + 1 - s }
      let fit = try #require(series.fits[norm.name]?["function"])
      let found = try #require(series.levels[1].rates[norm.name]?["function"])
      #expect(fit.predicted == expected, "\(norm)")
      #expect(abs(found - expected) < 0.1, "\(norm)")
    }
  }

  @Test(arguments: [1, 2, 3])
  func interpolatedAndSampledLoadsOfSplines(_ p: Int) throws {
    for load in [LoadRule.interpolated, .sampled] {
      let series = try run(.spline(degree: p), ["discrete", "function"], load: load)
      for norm in [Norm.l2, .h(1)] {
        for measure in ["discrete", "function"] {
          let fit = try #require(series.fits[norm.name]?[measure])
          let found = try #require(series.levels[1].rates[norm.name]?[measure])
          let predicted = try #require(fit.predicted)
          #expect(abs(found - predicted) < 0.1, "\(load) \(norm) \(measure)")
        }
      }
    }
  }

  @Test func spectralIsExponentialThenRoundOff() throws {
    let problem = try problem([circle, circle], exact: "exp(sin(x))*cos(2*y)", reaction: 1)
    let options = options(
      [8, 16, 32, 64].map { [$0, $0] }, norms: [.l2, .h(1)], measures: ["discrete", "spectral"])
    let series = try ConvergenceStudy(problem, [Method(.spectral)], options).series()
    for measure in options.measures {
      #expect(series.marks(.h(1), measure) == [nil, .exponential, .floor, .floor])
      #expect(series.fits["H1"]?[measure]?.predictedWord == "exp")
      #expect(series.fits["H1"]?[measure]?.rate == nil)
    }
    // The drawn table.
    let printed = [7.45e-3, 1.52e-7]
    for (value, drawn) in zip(series.values(.h(1), "discrete"), printed) {
      #expect(abs(value! - drawn) < 0.006 * drawn)
    }
  }
}
