import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Each depth of a lifting raises the rates that a reflection's jump limits, as predicted.
@Suite struct LiftedRates {
  struct Setting: Sendable, CustomTestStringConvertible {
    let kind: Discretization
    let load: Method.Load?
    let depth: Int
    var testDescription: String { "\(kind), depth \(depth)" }
  }

  private static let list: [(Discretization, Method.Load?, Int)] = [
    (.spectral, nil, 1), (.spectral, nil, 2), (.spectral, .projected, 1),
    (.staggered(order: 4), nil, 1), (.stencil(order: 4), nil, 1), (.stencil(order: 6), nil, 1),
    (.stencil(order: 6), nil, 2), (.spline(degree: 2), nil, 1), (.spline(degree: 3), nil, 1),
  ]
  static let settings = list.map { Setting(kind: $0.0, load: $0.1, depth: $0.2) }

  static let boxes: [([Domain.Interval], String)] = [
    ([unitDirichlet], "exp(x)"),
    ([interval(0, 1, .neumann)], "exp(x)"),
    ([interval(0, 1, .dirichletNeumann, .cells)], "exp(x) + x^2"),
    ([unitDirichlet, interval(0, 1, .neumannDirichlet)], "exp(x - y/2) + x*y"),
  ]

  @Test(arguments: settings, boxes.indices)
  func areThePredictedOnes(_ setting: Setting, _ box: Int) throws {
    let (intervals, exact) = Self.boxes[box]
    let problem = try problem(
      intervals, exact: exact, diffusion: intervals.map { _ in 1 }, reaction: 1)
    var method = Method(setting.kind, load: setting.load)
    method.lifting = setting.depth
    // Depth 2 reaches the round-off of extended precision soon.
    let n = (intervals.count == 1 ? 64 : 32) / setting.depth
    let norms: [Norm] = [.l2, .h(1)]
    let study = ConvergenceStudy(
      problem, [method],
      options([n, 2 * n].map { m in intervals.map { _ in m } }, norms: norms))
    let series = try #require(try study.run(Float80.self).series.first)
    for norm in norms {
      let predicted = try #require(series.fits[norm.name]?["discrete"]?.predicted)
      let found = try #require(series.levels[1].rates[norm.name]?["discrete"])
      #expect((found - predicted).magnitude < 0.15, "\(norm): \(found), predicted \(predicted)")
    }
  }

  /// The functional line of Helmholtz and screened problems alike: the lift knows c.
  @Test func theAdviceNamesTheDepth() throws {
    let problem = try problem([unitDirichlet], exact: "exp(x)", reaction: 1)
    var method = Method(.spectral)
    let study = ConvergenceStudy(problem, [method], options([[16]], norms: [.l2]))
    #expect(try study.advice().first?.contains("lifting = 1") == true)
    method.lifting = 4
    let deep = ConvergenceStudy(problem, [method], options([[16]], norms: [.l2]))
    let rate = try #require(try deep.predictions().first?.prediction.rate)
    // The first jump that depth 4 leaves is that of ∂^10 u.
    #expect(rate == 10)
  }

  /// Beside coefficients that vary a lift is not defined: the message says what is unknown. At depth 0
  /// the first jump is that of u, or of the flux a ∂u where a is not even about the side, and theory
  /// predicts its rate.
  @Test func besideVaryingCoefficientsTheRateIsThatOfDepthZero() throws {
    for (boundary, exact, a, c, b, rates) in [
      (Boundary.dirichlet, "exp(x)", "1 + x", "0", "0", [2, 1.5]),
      (.dirichlet, "sin(pi*x)", "1 + x", "0", "0", [2, 1.5]),
      (.dirichlet, "exp(x)", "2 + cos(2*pi*x)", "0", "0", [2, 1.5]),
      (.dirichlet, "exp(x)", "1", "1 + x", "0", [2, 1.5]),
      (.dirichlet, "exp(x)", "1", "0", "1 + x", [2, 1.5]),
      (.neumann, "exp(x)", "1 + x", "1", "0", [2, 2]),
      (.neumann, "cos(pi*x)", "1 + x", "1", "0", [2, 2]),
    ] as [(Boundary, String, String, String, String, [Double])] {
      var problem = Problem(
        domain: Domain([interval(0, 1, boundary)]),
        op: SecondOrderOperator(
          .scalar(try Formula(a)), advection: [try Formula(b)], reaction: try Formula(c), rank: 1))
      problem.exact = try Formula(exact)
      let kinds: [Discretization] = [.spectral] + (b == "0" ? [.staggered(order: 4)] : [])
      for kind in kinds {
        var method = Method(kind)
        let study = ConvergenceStudy(
          problem, [method], options([[64], [128]], norms: [.l2, .h(1)]))
        let predicted = try study.predictions().map { $0.prediction.rate }
        #expect(predicted == rates, "\(exact) \(a) \(kind): \(predicted)")
        #expect(try study.advice().isEmpty)
        let series = try study.series()
        for (norm, rate) in zip([Norm.l2, .h(1)], rates) {
          let found = try #require(series.levels[1].rates[norm.name]?["discrete"])
          #expect(abs(found - rate) < 0.05, "\(exact) \(a) \(kind) \(norm): \(found)")
        }
        method.lifting = 1
        let lifted = ConvergenceStudy(problem, [method], options([[8]]))
        #expect {
          _ = try lifted.check()
        } throws: {
          "\($0)".contains("unknown on a Dirichlet side: take `lifting = 0`")
        }
      }
    }
    // Where neither u nor the flux jumps, the method has its own rate.
    let smooth = try problem(
      [unitDirichlet], exact: "sin(pi*x)", diffusion: [try Formula("2 + cos(2*pi*x)")])
    let own = ConvergenceStudy(
      smooth, [Method(.staggered(order: 4)), Method(.spectral)], options([[32], [64]]))
    let predictions = try own.predictions().map(\.prediction)
    #expect(predictions[0].rate == 4 && predictions[1].isExponential)
    let rate = try #require(try own.run().series[0].levels[1].rates["L2"]?["discrete"])
    #expect(abs(rate - 4) < 0.05)
  }
}
