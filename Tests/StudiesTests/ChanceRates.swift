import RealModule
import Studies
import Testing

/// Rates of two triples of levels that agree though none is that of an expansion: the difference of their limits
/// is 0, and says nothing.
@Suite struct ChanceRates {
  private func limit(_ values: [Double], orders: [Double], ratio: Double = 2) throws -> Limit {
    var series = Series()
    series.quantities = ["q"]
    for (i, value) in values.enumerated() {
      let h = Double.pow(ratio, -Double(i))
      var level = Level(cells: [1], h: [h], unknowns: 1)
      level.quantities["q"] = value
      series.levels.append(level)
    }
    series.extrapolateQuantities(orders: orders)
    return try #require(series.limits["q"])
  }

  /// Fluxes of manufactured solutions: a spectral method, whose rate tends to 2, and order 2.
  @Test func foundInTheField() throws {
    let cases: [(values: [Double], orders: [Double], exact: Double)] = [
      ([15.0852328, 15.7559290, 15.8571199, 15.8724001], [], 15.8755247),
      ([3.03470599, 3.08207461, 3.09413089, 3.09719823], [2], 3.098231319),
    ]
    for (values, orders, exact) in cases {
      let limit = try limit(values, orders: orders)
      #expect((limit.value - exact).magnitude <= (try #require(limit.halfWidth)), "\(limit)")
    }
  }

  /// Differences Δ r^{−i}, r = ρ^p, have the limit L(p) = Q + Δ/(r − 1) by any triple; with the exponent a it is
  /// Q + Δ/(ρ^a − 1). The half-width reaches the own one, where p is that to 5 % or above it, a natural number
  /// that p is, and both neighbours else.
  @Test(arguments: [2.0, 3]) func theHalfWidthReachesTheAlternatives(_ rho: Double) throws {
    let rows: [(p: Double, orders: [Double], alternatives: [Double])] = [
      (2.73, [], [2, 3]), (1.5, [], [1, 2]), (0.6, [], [1]), (1.97, [], [2]), (3, [], [3]),
      (2.73, [2], [2]), (1.97, [2], [2]), (2.04, [2, 2], [2]), (4, [2], [2]), (1.5, [2], [1, 2]),
      (1, [2], [1]), (3, [3, 4], [3]), (3.5, [4, 3], [3, 4]), (1.75, [2, 1.75], [1.75]),
    ]
    for row in rows {
      let q = (0..<4).map { 1 - Double.pow(rho, -row.p * Double($0)) }
      let limit = try limit(q, orders: row.orders, ratio: rho)
      let last = q[3] - q[2]
      let reach = row.alternatives.map {
        (last / (Double.pow(rho, row.p) - 1) - last / (Double.pow(rho, $0) - 1)).magnitude
      }.max()!
      #expect((limit.value - 1).magnitude < 1e-11)
      let width = try #require(limit.halfWidth)
      #expect((width - reach).magnitude <= 1e-11, "\(row) \(width) \(reach)")
    }
  }

  /// e = h^a + t h^b with b > a has its zero between L(p) and L(a), for t > 0 and small t < 0.
  @Test(arguments: [(1.0, 2.0), (2, 3), (2, 4), (4, 6), (4, 5)])
  func theLimitLiesBetween(_ a: Double, _ b: Double) throws {
    for t in [-0.05, -0.01, 0.01, 0.1, 0.3, 1, 3, 10, 100] {
      // Without the difference to an earlier limit: the coarser triple is that of a pure power.
      let e = (0..<3).map { i in
        let h = Double.exp2(-Double(i + 2))
        return Double.pow(h, a) + t * Double.pow(h, b)
      }
      let r = (e[0] - e[1]) / (e[1] - e[2])
      let limit = try limit([e[0] + r * (e[0] - e[1])] + e, orders: [a])
      #expect(
        limit.value.magnitude <= (try #require(limit.halfWidth)) * (1 + 1e-9), "\(t) \(limit)")
    }
  }
}
