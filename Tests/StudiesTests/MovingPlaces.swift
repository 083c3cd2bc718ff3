import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Studies
import Testing
import _TestSupport

/// Limits of smooth data where the functional itself depends on where in a cell something lies.
@Suite struct MovingPlaces {
  private let places: [Double] = [0.74, 0.307, 0.5.squareRoot(), 0.9, 1 / Double.pi]

  private func solve(
    _ problem: Problem, _ method: Studies.Method, _ cells: [Int],
    _ quantities: [Quantity.Functional], norms: [Norm] = []
  ) throws -> Series {
    var options = options(cells.map { [$0] }, norms: norms)
    options.quantities = quantities.enumerated().map { Quantity("q\($0)", $1) }
    options.hasLimits = true
    var study = ConvergenceStudy(problem, [method], options)
    study.kind = .solve
    return try study.series()
  }

  private func norms(
    _ function: String, _ interval: Domain.Interval, _ cells: [Int], _ norms: [Norm]
  ) throws -> Series {
    var options = options(cells.map { [$0] }, norms: norms)
    options.hasLimits = true
    let study = NormsStudy(
      Domain([interval]), [.init("u", try Formula(function))], [Method(.staggered(order: 2))],
      options)
    return try study.run().series[0]
  }

  /// e(h) = h² (C φ(θ) + c), φ = θ(1 − θ), θ = frac(x/h): |e| ≤ 7/3 max(|Δ|, |Δ′|/2) with the last two
  /// differences, and ≤ max(|Δ|, …) for c = 0.
  @Test func differencesBoundWhatHasOnePlace() throws {
    for k in 0...64 {
      for c in [0, 0.1, -0.1, -0.125, -2.0 / 9, -0.25, 1.0] + (0..<40).map({ -Double($0) / 160 }) {
        let t = (Double(k) + 0.125) / 64
        var series = Series()
        series.quantities = ["q"]
        for level in 0..<3 {
          let n = Double(1 << level)
          let theta = t * n - (t * n).rounded(.down)
          var row = Level(cells: [1 << level], h: [1 / n], unknowns: 1)
          row.quantities["q"] = (theta * (1 - theta) + c) / (n * n)
          series.levels.append(row)
        }
        series.extrapolateQuantities(expansion: { _ in .differences })
        let limit = try #require(series.limits["q"])
        guard let width = limit.halfWidth else { continue }
        let bound = c == 0 ? width * 3 / 7 : width
        #expect(limit.value.magnitude <= bound * (1 + 1e-12), "\(t) \(c) \(limit)")
        #expect(limit.rate == nil)
        #expect(series.levels.allSatisfy { $0.quantityRates["q"] == nil })
      }
    }
  }

  /// At 0.3 of the interval θ is 0.4, 0.8, 0.6, 0.2 of cells in turn: h² θ(1 − θ) halves to the rates 1 and 3 by
  /// turns, h² itself to 2. Errors against a known value have their own rate all the same.
  @Test func ratesOfDifferencesNeedAnExpansion() throws {
    var series = Series()
    series.quantities = ["moves", "stays", "known"]
    series.known["known"] = 0
    for n in [8.0, 16, 32, 64, 128] {
      let theta = 0.3 * n - (0.3 * n).rounded(.down)
      var row = Level(cells: [Int(n)], h: [1 / n], unknowns: 1)
      row.quantities = [
        "moves": theta * (1 - theta) / (n * n), "stays": 1 / (n * n),
        "known": theta * (1 - theta) / (n * n),
      ]
      series.levels.append(row)
    }
    series.extrapolateQuantities(expansion: { $0 == "stays" ? .whole : .differences })
    for level in series.levels.dropFirst(2) {
      #expect(level.quantityRates["moves"] == nil)
      #expect(isClose(try #require(level.quantityRates["stays"]), 2, 1e-9))
      #expect(level.quantityRates["known"] != nil)
    }
  }

  /// −u″ = 2: linear elements are exact at nodes, and below u by θ(1 − θ) h² between them; so is what
  /// differences mean by a multilinear function.
  @Test(arguments: [8, 13, 16]) func valuesBetweenNodes(_ n: Int) throws {
    var multilinear = Method(.staggered(order: 2))
    multilinear.reconstruction = .multilinear
    for method in [Method(.spline(degree: 1)), multilinear] {
      for x in places {
        let series = try solve(
          try problem([unitDirichlet], source: "2"), method, [n, 2 * n, 4 * n, 8 * n],
          [.value([x])])
        let limit = try #require(series.limits["q0"])
        let width = try #require(limit.halfWidth)
        #expect((limit.value - x * (1 - x)).magnitude <= width, "\(method.name) \(x) \(limit)")
        #expect(limit.rate == nil && width < 4 / Double(n * n))
        #expect(series.levels.allSatisfy { $0.quantityLimits["q0"] == nil })
        #expect(series.notes.contains { $0.contains("`q0`") && $0.contains("no expansion in h") })
      }
    }
  }

  /// A node of every grid, and a third of a cell on every one, have the same place: Richardson's limit.
  @Test(arguments: [1.0 / 2, 3.0 / 8, 1.0 / 3, 2.0 / 3])
  func placesThatStayKeepTheirLimits(_ x: Double) throws {
    for method in [Method(.spline(degree: 1)), Method(.staggered(order: 2))] {
      let series = try solve(
        try problem([unitDirichlet], exact: "sin(pi*x)*exp(x)", reaction: 1), method,
        [8, 16, 32, 64, 128], [.value([x])])
      let limit = try #require(series.limits["q0"])
      // At thirds e = h² (2C/9 + c) ± C′h³, of alternating signs: the limit is as good, the rate is not.
      let isNode = x * 8 == (x * 8).rounded()
      let rate = try #require(limit.rate)
      #expect(!isNode || isClose(rate, 2, 0.05), "\(method.name) \(limit)")
      let exact = Double.sin(.pi * x) * Double.exp(x)
      #expect((limit.value - exact).magnitude <= 4 * (try #require(limit.halfWidth)))
      #expect(series.notes.allSatisfy { !$0.contains("no expansion") })
    }
  }

  /// Along a period the trigonometric function through values with an expansion has it everywhere:
  /// u_h = sin x · 2/(1 + λ_h).
  @Test(arguments: [8, 9, 13]) func trigonometricFunctionsHaveNoCells(_ n: Int) throws {
    for x in places {
      let series = try solve(
        try problem([circle], exact: "sin(x)", reaction: 1), Method(.staggered(order: 2)),
        [n, 2 * n, 4 * n, 8 * n], [.value([x])])
      let limit = try #require(series.limits["q0"])
      #expect(isClose(try #require(limit.rate), 2, 0.01))
      #expect((limit.value - Double.sin(x)).magnitude <= (try #require(limit.halfWidth)))
    }
  }

  /// max u_h is below max u by up to |u″|h²/8, and three nested grids may see one point.
  @Test(arguments: [0.13, 0.307, 0.01]) func extremaBetweenPointsHaveNoLimit(_ s: Double) throws {
    let period = interval(0, 1, .periodic)
    for kind in [Discretization.spline(degree: 1), .staggered(order: 2)] {
      let series = try solve(
        try problem([period], exact: "sin(pi*(x - \(s)))^2", reaction: 1), Method(kind),
        [8, 16, 32, 64], [.max, .min, .norm(.lInfinity), .integral], norms: [.lInfinity, .l2])
      for name in ["q0", "q1", "q2"] { #expect(series.limits[name] == nil, "\(kind) \(name)") }
      #expect(series.limits["q3"] != nil)
      #expect(series.normLimits["Linf"] == nil && series.normLimits["L2"] != nil)
      #expect(series.notes.contains { $0.contains("no limit is known") })
    }
  }

  /// On a point of every grid, half-way between two on all, on some only.
  @Test(arguments: [([8, 16, 32, 64], true), ([7, 21, 63], true), ([7, 14, 28, 56], false)])
  func extremaThatStayKeepTheirLimits(_ cells: [Int], _ stays: Bool) throws {
    let series = try solve(
      try problem([unitDirichlet], source: "1", reaction: 1), Method(.staggered(order: 2)), cells,
      [.max], norms: [.lInfinity])
    // u = 1 − cosh(x − ½)/cosh ½
    let exact = 1 - 1 / Double.cosh(0.5)
    #expect((series.limits["q0"] != nil) == stays)
    #expect((series.normLimits["Linf"] != nil) == stays)
    if let limit = series.limits["q0"] {
      #expect(isClose(try #require(limit.rate), 2, 0.05))
      #expect((limit.value - exact).magnitude <= 1e-6)
    }
  }

  /// ∫|x − s| by the trapezoidal rule is off by h² (θ(1 − θ) − 1/6)… and a multiple of h² at the ends: the
  /// finest value, and a bound.
  @Test(arguments: [8, 13, 17]) func powersOfWhatChangesSign(_ n: Int) throws {
    let free = interval(0, 1, .neumann)
    for s in places {
      let series = try norms(
        "x - \(s)", free, [n, 2 * n, 4 * n, 8 * n], [.l1, .l(3), .l2])
      let known: [String: Double] = [
        "L1": (s * s + (1 - s) * (1 - s)) / 2,
        "L3": .pow((.pow(s, 4) + .pow(1 - s, 4)) / 4, 1.0 / 3),
      ]
      for (name, exact) in known {
        for (measure, limit) in try #require(series.normLimits[name]) {
          let width = try #require(limit.halfWidth, "\(name) \(measure)")
          #expect(
            (limit.value - exact).magnitude <= width + 1e-14, "\(name) \(measure) \(s) \(limit)")
          #expect(limit.rate == nil)
        }
      }
      #expect(series.normLimits["L2"]?.values.allSatisfy { $0.rate != nil } == true)
      #expect(series.notes.contains { $0.contains("`L1`") && !$0.contains("`L2`") })
    }
  }

  /// Of one sign, or with zeros on points of every grid: an expansion.
  @Test(arguments: [("exp(x)", 1.718_281_828_459_045), ("sin(2*pi*x)", 2 / Double.pi)])
  func zerosThatStayKeepTheirLimits(_ function: String, _ exact: Double) throws {
    let series = try norms(function, interval(0, 1, .neumann), [8, 16, 32, 64], [.l1])
    for limit in try #require(series.normLimits["L1"]).values {
      #expect(isClose(try #require(limit.rate), 2, 0.01))
      #expect((limit.value - exact).magnitude <= (try #require(limit.halfWidth)))
    }
  }

  /// The variation of a bump is twice its largest value on the grid.
  @Test func variationsHaveTheExtremasPlaces() throws {
    let tv = Norm(.totalVariation)
    for (s, stays) in [(0.5, true), (0.37, false)] {
      let series = try norms(
        "exp(-8*(x - \(s))^2)", interval(0, 1, .neumann), [8, 16, 32, 64], [tv])
      #expect((series.normLimits[tv.name] != nil) == stays)
      for limit in (series.normLimits[tv.name] ?? [:]).values {
        let exact = 2 - Double.exp(-8 * s * s) - Double.exp(-8 * (1 - s) * (1 - s))
        // On a point of every grid the variation is that of the function.
        #expect(limit.halfWidth == nil && limit.rate == nil, "\(s) \(limit)")
        #expect((limit.value - exact).magnitude <= (limit.halfWidth ?? 1e-13))
      }
    }
  }

  /// A level set of u cuts cells where it will; one beyond the range of u cuts none.
  @Test func levelSetsHaveNoLimit() throws {
    func broken(_ e: String) throws -> Quantity.Functional {
      .integrand(Integrand(try Formula(e, variables: ["u"]), of: [.value], over: .box))
    }
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
      let series = try solve(
        try problem([unitDirichlet], exact: "sin(pi*x)", reaction: 1), Method(kind),
        [8, 16, 32, 64],
        [
          broken("if(u > 0.62, u, 0)"), broken("max(u, 0.3)"), broken("if(u > 2, 0, u)"),
          broken("abs(u)"), broken("if(x > 0.3, u, 0)"),
        ])
      #expect(series.limits["q0"] == nil && series.limits["q1"] == nil, "\(kind)")
      for name in ["q2", "q3", "q4"] {
        let limit = try #require(series.limits[name], "\(kind) \(name)")
        #expect(isClose(try #require(limit.rate), 2, 0.05), "\(kind) \(name) \(limit)")
      }
    }
  }
}
