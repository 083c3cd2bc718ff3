import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Norms of functions that break at a place which moves in its cell: what samples know of is a break next to it,
/// and three levels may have it at one place.
@Suite struct MovingFunctions {
  private let kinds: [(name: String, kind: Discretization)] = [
    ("fd2", .staggered(order: 2)), ("P1", .spline(degree: 1)), ("spectral", .spectral),
  ]

  private func series(
    _ function: String, _ interval: Domain.Interval, _ cells: [Int], _ norms: [Norm]
  ) throws -> Series {
    var options = options(cells.map { [$0] }, norms: norms)
    options.hasLimits = true
    return try NormsStudy(
      Domain([interval]), [.init("u", try Formula(function))],
      kinds.map { Method($0.name, [$0.kind]) }, options
    ).run().series[0]
  }

  private func line(_ boundary: Boundary, _ placement: Placement) -> Domain.Interval {
    Domain.Interval(0, 1, boundary: boundary, placement: placement)
  }

  /// ∫ |u|^p and ∫ |u′|² by 16 Gauss points on eighths of each piece.
  private func known(_ function: String, _ breaks: [Double]) throws -> [String: Double] {
    let u = try Formula(function)
    let slope = try? u.derivative(.x)
    let rule = GaussRule(points: 16)
    let ends = ([0] + breaks + [1]).sorted()
    func integral(_ f: (Double) -> Double) -> Double {
      zip(ends, ends.dropFirst()).reduce(0) { sum, piece in
        (0..<8).reduce(sum) { sum, k in
          let width = (piece.1 - piece.0) / 8
          return zip(rule.points, rule.weights).reduce(sum) {
            $0 + width * Double($1.1) * f(piece.0 + width * (Double(k) + Double($1.0)))
          }
        }
      }
    }
    func value(_ f: Formula, _ x: Double) -> Double { f.value(at: [x]) }
    let square = integral { value(u, $0) * value(u, $0) }
    let slopes = slope.map { slope in integral { value(slope, $0) * value(slope, $0) } }
    return [
      "L1": integral { value(u, $0).magnitude },
      "L2": square.squareRoot(),
      "L4": .pow(integral { .pow(value(u, $0), 4) }, 0.25),
      "H1": slopes.map { (square + $0).squareRoot() } ?? .nan,
    ]
  }

  /// (1 + x) [x > 0.37] in cells: 8, 16, 32 and 64 of them have 0.37 at 3/8, and tend with the rate 2 to the norm of
  /// (1 + x) [x > 3/8].
  @Test func oneWrongPlace() throws {
    let u = "heaviside(x - 0.37)*(1 + x)"
    for cells in [[8, 16, 32], [8, 16, 32, 64]] {
      let series = try series(
        u, line(.neumann, .cells), cells, [.l1, .l2, .h(-1), .h(0.25, .bessel)])
      #expect(series.normLimits.isEmpty, "\(series.normLimits)")
      #expect(
        series.reasonWithoutLimit("L2", "fd2")?.contains("`u` breaks inside the box") == true)
      #expect(series.notes.contains { $0.contains("no limit") && $0.contains("`L2`") })
    }
  }

  /// A limit that is given has its ± beside it, or is a value that all levels agree on.
  @Test(arguments: [5, 8, 12]) func limitsThatAreGivenHold(_ n: Int) throws {
    var given = 0
    for s in [0.37, 0.3751, 0.307, 0.9, 0.5, 0.25, 1 / Double.pi] {
      let functions: [(u: String, isContinuous: Bool)] = [
        ("heaviside(x - \(s))*(1 + x)", false), ("abs(x - \(s))*exp(x)", true),
        ("if(x < \(s), 1, 3 - x)", false), ("max(x, \(s))", true),
        ("sign(x - \(s)) + 2*x", false),
        ("sin(pi*x)*heaviside(x - \(s))", false), ("if(x <= \(s), x, 1)", false),
      ]
      for (function, isContinuous) in functions {
        // 2x − 1 is 0 at ½.
        let known = try known(function, s == 0.5 ? [s] : [s, 0.5])
        for boundary in [Boundary.periodic, .dirichlet, .neumann] {
          for placement in Placement.allCases {
            let series = try series(
              function, line(boundary, placement), [n, 2 * n, 4 * n, 8 * n],
              [.l1, .l2, .l(4)] + (isContinuous && boundary == .neumann ? [.h(1)] : []))
            for (name, limits) in series.normLimits {
              for (measure, limit) in limits {
                given += 1
                let error = (limit.value - known[name]!).magnitude
                #expect(
                  error <= (limit.halfWidth ?? 0) + 1e-12,
                  "\(function) \(boundary) \(placement) \(n) \(name) \(measure) \(limit) \(error)")
              }
            }
          }
        }
      }
    }
    #expect(given > 500)
  }

  /// Breaks between cells of every grid leave the rates that they have on both sides.
  @Test func planesOfAllGridsKeepTheirLimits() throws {
    for (u, norms) in [
      ("heaviside(x - 3/8)*(1 + x)", [Norm.l1, .l2, .l(4)]),
      ("abs(x - 3/8)*exp(x)", [.l1, .l2, .l(4), .h(1)]),
      ("if(x < 1/4, 1, if(x < 5/8, 3, x))", [.l1, .l2, .l(4)]),
    ] {
      let known = try known(u, [0.25, 0.375, 0.625])
      let series = try series(u, line(.neumann, .cells), [8, 16, 32, 64, 128], norms)
      for norm in norms {
        let limit = try #require(series.normLimits[norm.name]?["fd2"], "\(u) \(norm)")
        // The middles of cells are exact for what is linear: values that agree have no ±.
        let width = limit.halfWidth ?? 0
        #expect((limit.value - known[norm.name]!).magnitude <= width + 1e-13, "\(u) \(norm)")
        #expect(width < 1e-3, "\(u) \(norm) \(limit)")
      }
    }
  }

  /// Beside a jump at a Dirichlet end, where no node is, the sum over nodes is off by h θ or h (θ − 1): for
  /// s next behind a node the same on all grids.
  @Test func endsMayCancelBreaks() throws {
    for (boundary, u) in [
      (Boundary.dirichlet, "heaviside(x - 0.3751)"), (.periodic, "heaviside(x - 0.3751)"),
      (.neumann, "if(x > 0, if(x < 0.3751, 1, 2), 3)"),
    ] {
      let series = try series(u, line(boundary, .nodes), [8, 16, 32, 64], [.l1, .l2])
      #expect(series.normLimits.isEmpty, "\(boundary) \(series.normLimits)")
    }
  }

  /// Where the second derivative jumps, sums are off by h³ g(θ): the rate of second order is seen, and no ± of three
  /// levels knows of g. At nodes the differences bound a sum over the points.
  @Test func smootherBreaksLeaveDifferences() throws {
    let u = "1 + x + max(x - 0.37, 0)^2"
    let known = try known(u, [0.37])
    let series = try series(u, line(.neumann, .nodes), [16, 32, 64, 128], [.l2, .h(1)])
    #expect(series.normLimits[Norm.h(1).name]?["fd2"] == nil)
    let limit = try #require(series.normLimits[Norm.l2.name]?["fd2"])
    #expect((limit.value - known[Norm.l2.name]!).magnitude <= (try #require(limit.halfWidth)))
  }

  /// In the plane: across a plane off the grids, along a circle, on planes of all grids.
  @Test func breaksInThePlane() throws {
    func limits(_ u: String) throws -> [String: [Measure: Limit]] {
      var options = options([8, 16, 32, 64].map { [$0, $0] }, norms: [.l2, .h(-1)])
      options.hasLimits = true
      let side = line(.neumann, .cells)
      return try NormsStudy(
        Domain([side, side]), [.init("u", try Formula(u))], [Method(.staggered(order: 2))], options
      ).run().series[0].normLimits
    }
    #expect(try limits("1 + y*heaviside(x - 0.37)").isEmpty)
    #expect(try limits("if(x^2 + y^2 < 1/2, 1, 2)").isEmpty)
    let limit = try #require(try limits("1 + y*heaviside(x - 3/8)")["L2"]?["discrete"])
    // ∫ 1 + (2y + y²) [x > 3/8] = 1 + 4/3 · 5/8
    let exact = (1 + 4.0 / 3 * 5 / 8).squareRoot()
    #expect((limit.value - exact).magnitude <= (try #require(limit.halfWidth)))
  }

  /// Σ |Δu| of what rises is u(1) − u(0), wherever it jumps.
  @Test func variationsHaveNoPlace() throws {
    let tv = Norm(.totalVariation)
    let series = try series(
      "x + heaviside(x - 0.37)", line(.neumann, .nodes), [8, 16, 32, 64], [tv])
    let limit = try #require(series.normLimits[tv.name]?["fd2"])
    #expect(isClose(limit.value, 2, 1e-13))
  }

  /// (1 + x) [x > s] has the derivative [x > s] + (1 + s) δ_s, whose second part has the norm
  /// (1 + s) √(sinh s sinh(1 − s)/sinh 1) on functions that vanish at the ends.
  @Test func gapsOfMovingBreaksHaveNoLimit() throws {
    for (s, stays) in [(0.37, false), (0.375, true)] {
      let study = WeakDerivativeStudy(
        Domain([line(.neumann, .cells)]),
        ("u", .formula(try Formula("heaviside(x - \(s))*(1 + x)"))),
        candidate: ("v", .formula(try Formula("heaviside(x - \(s))"))), alpha: [1],
        options([8, 16, 32, 64].map { [$0] }))
      let results = try study.run()
      let gap = results.weakDerivatives[0]
      #expect(gap.verdict == .fails)
      let exact =
        (1 + s) * (Double.sinh(s) * Double.sinh(1 - s) / Double.sinh(1)).squareRoot()
      #expect((gap.limit != nil) == stays)
      #expect(gap.rows.allSatisfy { stays || $0.limit == nil })
      if let limit = gap.limit {
        #expect((limit.value - exact).magnitude <= (try #require(limit.halfWidth)), "\(limit)")
      } else {
        #expect(gap.noLimit?.contains("`u`, `v` break inside the box") == true)
        #expect(results.series[0].noLimits["gap"] == gap.noLimit)
      }
    }
  }

  /// A constant of the energy of a coefficient that breaks off the planes of the grids is that of another
  /// coefficient.
  @Test func constantsOfMovingCoefficientsHaveNoLimit() throws {
    for (s, stays) in [("0.37", false), ("3/8", true)] {
      var problem = Problem(
        domain: Domain([unitDirichlet]),
        op: SecondOrderOperator(.scalar(try Formula("if(x < \(s), 1, 10)")), rank: 1))
      problem.source = 1
      let method = Method(.staggered(order: 2))
      var study = EquivalenceStudy(
        problem.domain,
        [
          NormPair("energy", .init(.l2, by: method), over: .init(Norm(.energy), by: method)),
          NormPair(
            "plain", .init(.l2, by: method), over: .init(.homogeneous(1), by: method)),
        ], options([8, 16, 32, 64].map { [$0] }), methods: [method])
      study.problem = problem
      let results = try study.run()
      #expect((results.equivalences[0].limits.upper != nil) == stays)
      #expect(results.equivalences[1].limits.upper != nil)
      #expect(results.caption.contains { $0.hasPrefix("energy: no limit: `diffusion`") } == !stays)
    }
  }
}
