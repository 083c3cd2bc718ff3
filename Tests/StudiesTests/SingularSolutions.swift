import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Solutions that are not analytic where some power or logarithm begins: no rate is predicted that they
/// do not have.
@Suite struct SingularSolutions {
  private func study(
    _ exact: String, _ intervals: [Domain.Interval] = [unitDirichlet],
    levels: [[Int]] = [[64], [128]]
  ) throws -> ConvergenceStudy {
    ConvergenceStudy(
      try problem(intervals, exact: exact),
      [Method(.spline(degree: 1)), Method(.staggered(order: 2)), Method(.spectral)],
      options(levels, norms: [.l2, .h(1)]))
  }

  /// Nodal errors of x^p are h^p in L² and h^{p − 1/2} in H¹ until the method's own rate is less: what is
  /// predicted is observed, and above that nothing is.
  @Test(arguments: [0.5, 1.5, 2.2, 2.7, 3.5, 4.5, 9.5])
  func powersAtAnEnd(_ p: Double) throws {
    let series = try study("x^\(p)*(1-x)").run(Float80.self).series
    let own = [8.0, 2]
    for (i, norm) in [Norm.l2, .h(1)].enumerated() {
      for (series, own) in zip(series, own) {
        let fit = try #require(series.fits[norm.name]?["discrete"])
        let truth = min(own, p - Double(i) / 2)
        if let predicted = fit.predicted {
          #expect(predicted == own && own == truth, "\(series.method) \(norm)")
        } else {
          #expect(fit.reason == "not predicted: u is singular where x = 0")
          #expect(own + Double(i) + 1 > p - 1)
        }
      }
      let spectral = try #require(series[2].fits[norm.name]?["discrete"])
      #expect(spectral.predictedWord == nil && spectral.predicted ?? 0 <= p)
    }
    let found = try #require(series[1].levels.last?.rates["L2"]?["discrete"])
    // Where both rates nearly meet they are mixed: h^{p − 2} is 1/3 at p = 2.2.
    if abs(p - 2) > 0.3 { #expect(abs(found - min(2, p)) < 0.1, "\(found)") }
  }

  /// x^p is in H¹ of an interval for p > 1/2, r^q in the plane for q > 0, and in space for q > −1/2; x^p in L²
  /// for p > −1/2.
  @Test func normsThatUDoesNotHaveAreInfinite() throws {
    let cases: [(String, Int, [Norm])] = [
      ("x^0.3", 1, [.h(1)]), ("sqrt(x)*(1 + x)", 1, [.h(1)]), ("x^0.51", 1, []), ("x^0.75", 1, []),
      ("exp(x)", 1, []), ("atan2(y, x)", 2, [.h(1)]), ("hypot(x, y)^0.05", 2, []),
      ("hypot(x, y)^0.05*atan2(y, x)", 2, []), ("log(1e-300 + x^2 + y^2)", 2, [.h(1)]),
      ("(x^2 + y^2 + z^2)^0.05", 3, []),
    ]
    for (u, rank, infinite) in cases {
      var problem = try problem(
        [Domain.Interval](repeating: unitDirichlet, count: rank), exact: u, source: "0")
      if rank > 1 { problem.singularPoints = [[Double](repeating: 0, count: rank)] }
      let study = ConvergenceStudy(
        problem, [Method(.staggered(order: 2))],
        options(
          [[Int](repeating: 4, count: rank)], norms: [.l2, .h(1)], measures: ["function"]))
      let series = try study.series()
      for norm in [Norm.l2, .h(1)] {
        let isInfinite = infinite.contains(norm)
        #expect(series.marks(norm, "function") == [isInfinite ? .infinite : nil], "\(u) \(norm)")
        #expect((series.values(norm, "function")[0] == nil) == isInfinite, "\(u) \(norm)")
      }
      #expect(series.notes.contains { $0.contains("H1 by function: infinite") } != infinite.isEmpty)
    }
  }

  @Test func whereSomethingVanishes() throws {
    let square = [unitDirichlet, unitDirichlet]
    let singular: [(String, [Domain.Interval])] = [
      ("log(x + 1e-300)*x^2", [unitDirichlet]), ("x*log(2 - x)^1.5", [interval(0, 1, .dirichlet)]),
      ("asin(x)", [unitDirichlet]),
      ("(x^2 + y^2)^0.8", square), ("((x - 0.3001)^2 + (y - 0.6003)^2)^0.8", square),
      ("hypot(x, y)^3", square), ("y*x^1.5", square), ("(sin(pi*x)*sin(pi*y))^1.5", square),
    ]
    for (u, box) in singular {
      let study = try study(u, box, levels: [box.map { _ in 16 }])
      for found in try study.predictions() {
        #expect(
          found.prediction.rate == nil && !found.prediction.isExponential,
          "\(u): \(found.method) \(found.norm) \(found.prediction)")
        #expect(found.prediction.reason?.hasPrefix("not predicted: u is singular where") == true)
      }
    }
    // Powers of what does not vanish, even powers of hypot, and what cancels as it is built.
    let smooth: [(String, [Domain.Interval])] = [
      ("sqrt(x + 1)", [unitDirichlet]), ("log(2 + x)", [unitDirichlet]),
      ("(1.25 - cos(2*pi*x))^0.3", [unitDirichlet]), ("1/(1 + 25*x^2)", [unitDirichlet]),
      ("x*sqrt(x)*sqrt(x)", [unitDirichlet]), ("hypot(x, y)^2", square),
      ("hypot(x, y)^4*exp(x)", square), ("hypot(x + 1, y)", square),
      ("sqrt(0.001 + (x - 0.5)^2 + y^2)", square), ("tan(x)", [unitDirichlet]),
    ]
    for (u, box) in smooth {
      let study = try study(u, box, levels: [box.map { _ in 16 }])
      for found in try study.predictions() {
        #expect(
          found.prediction.rate != nil || found.prediction.isExponential,
          "\(u): \(found.method) \(found.norm) \(found.prediction.reason ?? "")")
      }
    }
  }

  /// Exact values at the nodes: what oversampling sees between them is the interpolant's error, û_k ~ k^{−3}.
  @Test func oversamplingLeavesTheValuesAtTheNodes() throws {
    for (u, rates) in [("sin(pi*x)^3", [8.0, 8]), ("exp(x)", [2.5, 1.5])] {
      var options = options(
        [[32], [64], [128]], norms: [.l2, .h(1)], measures: ["discrete", "spectral"])
      options.oversample = 4
      let study = ConvergenceStudy(
        try problem([unitDirichlet], exact: u), [Method(.spline(degree: 1))], options)
      let series = try study.run(Float80.self).series[0]
      for (i, norm) in [Norm.l2, .h(1)].enumerated() {
        for (measure, rate) in [("discrete", 8), ("spectral", rates[i])] as [(Measure, Double)] {
          // Of exp(x) the quadrature is exact to round-off.
          if measure == "discrete", rates[0] < 8 { continue }
          let fit = try #require(series.fits[norm.name]?[measure])
          #expect(fit.predicted == rate, "\(u) \(norm) \(measure)")
          let found = try #require(series.levels[1].rates[norm.name]?[measure])
          #expect(abs(found - rate) < 0.1, "\(u) \(norm) \(measure): \(found)")
        }
      }
    }
  }

  /// Far from a point source the error is h² |x − x₀|^{−2}: every shell has as much of it in L¹.
  @Test func aPointSourceHasALogarithmWhereRatesMeet() throws {
    let problem = try rough([unitDirichlet, unitDirichlet], points: [PointSource(at: [0.3, 0.6])])
    var options = options([[16, 16], [32, 32]], norms: [.l(1), .l2])
    options.references = [.next]
    let series = try ConvergenceStudy(problem, [Method(.staggered(order: 2))], options).run()
      .series[0]
    let meeting = try #require(series.fits["L1"]?["discrete"])
    #expect(meeting.predicted == 2 && meeting.reason?.hasSuffix("(up to a logarithm)") == true)
    let plain = try #require(series.fits["L2"]?["discrete"])
    #expect(plain.predicted == 1 && plain.reason?.contains("logarithm") == false)
  }
}
