import Discretizations
import Formulas
import Grids
import Norms
import Studies
import Testing
import _TestSupport

/// Limits of what has no expansion in h: a jump at s moves in its cell as frac(s/h).
@Suite struct BrokenLimits {
  private let places: [Double] = [0.307, 0.37, 0.5.squareRoot(), 0.9, 1 / Double.pi]

  private func series(
    _ source: String, _ cells: [Int]
  ) throws -> Series {
    var options = options(cells.map { [$0] })
    options.quantities = [Quantity("q", .value([0.25]))]
    options.hasLimits = true
    var study = ConvergenceStudy(
      try problem([unitDirichlet], source: source), [Method(.staggered(order: 2))], options)
    study.kind = .solve
    return try study.series()
  }

  /// −u″ = [x > s] on (0, 1), u = 0 at the ends. With θ the share of the cell before the first point
  /// behind s, and G = (1 − y)/4 beside it, the sum of the scheme is off by
  ///
  ///     e(h) = h G(s) (½ − θ) + h² G′ (θ − θ²)/2,    |G′| = ¼
  ///
  /// so that |e(h)| ≤ |e(2h) − e(h)| + h² |G′| (1/8 + 1/8 + 4/8), which 7/3 of the difference is more than,
  /// though three levels may show the rate 1 to all digits.
  @Test(arguments: [5, 16, 17, 23]) func theLastDifferencesBoundTheError(_ n: Int) throws {
    var shown = 0
    for s in places {
      let series = try series("heaviside(x - \(s))", [n, 2 * n, 4 * n, 8 * n])
      guard let limit = series.limits["q"] else { continue }
      shown += 1
      let exact = (1 - s) * (1 - s) / 8
      let width = try #require(limit.halfWidth)
      #expect((limit.value - exact).magnitude <= width, "\(s) \(limit)")
      // Richardson's would have the digits of the rate.
      #expect(limit.rate == nil && width > 1e-5, "\(s) \(limit)")
      #expect(series.levels.allSatisfy { $0.quantityLimits["q"] == nil })
      #expect(series.notes.contains { $0.contains("`source` breaks inside the box") })
    }
    #expect(shown > 0)
  }

  @Test func theUsersJump() throws {
    let series = try series("heaviside(x - 0.307)", [16, 32, 64, 128])
    let limit = try #require(series.limits["q"])
    // Richardson has 0.05908 here, at a rate of 1.00 and with a half-width of 0.
    #expect(limit.value == series.levels[3].quantities["q"])
    #expect((limit.value - 0.060031125).magnitude <= (try #require(limit.halfWidth)))
    let norm = try #require(series.normLimits["L2"]?["discrete"])
    let values = series.values(.l2, "discrete").map { $0! }
    #expect(norm.value == values[3] && norm.rate == nil)
    #expect(try #require(norm.halfWidth) >= (values[3] - values[2]).magnitude)
  }

  /// Data without a break, a break on the end of the box, and one on a point of every grid, where the
  /// trapezoidal rule has its mean: the method's own rate, and Richardson's limit.
  @Test(arguments: ["exp(x)", "abs(x)*exp(x)", "(1 + heaviside(x - 1/2))*exp(x)"])
  func expansionsKeepTheirLimits(_ source: String) throws {
    let series = try series(source, [16, 32, 64, 128])
    let limit = try #require(series.limits["q"])
    #expect(isClose(try #require(limit.rate), 2, 0.01))
    #expect(series.notes.allSatisfy { !$0.contains("breaks inside") })
  }

  /// ‖[x > s]‖ in L¹ by the trapezoidal rule: off by h (½ − θ), and no more, at every s.
  @Test(arguments: [16, 17, 23]) func normsOfAJump(_ n: Int) throws {
    var options = options([[n], [2 * n], [4 * n], [8 * n]], norms: [.l1])
    options.hasLimits = true
    var shown = 0
    for s in places {
      let study = NormsStudy(
        Domain([interval(0, 1, .neumann)]),
        [.init("jump", try Formula("heaviside(x - \(s))"))], [Method(.staggered(order: 2))],
        options)
      let series = try study.run().series[0]
      let limits: [Limit] = Array((series.normLimits["L1"] ?? [:]).values)
      for limit in limits where limit.halfWidth != nil {
        shown += 1
        #expect((limit.value - (1 - s)).magnitude <= limit.halfWidth! + 1e-13, "\(s) \(limit)")
        #expect(limit.rate == nil && limit.halfWidth! > 1e-4)
      }
    }
    #expect(shown > 0)
  }
}
