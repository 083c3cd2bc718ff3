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
}
