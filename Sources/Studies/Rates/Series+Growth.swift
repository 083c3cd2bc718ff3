import RealModule

extension Series {
  /// That a column grows like log 1/h, or like its root, and is not finite; nil where its last three levels
  /// do not show it.
  ///
  /// Shells 2^{−j−1} ≤ |x| < 2^{−j} that have as much each add as much to Q from grid to grid, where Q is an
  /// energy, or to Q², where it is the root of one: the rate of the differences is 0. Richardson's limit
  /// Q + Δ/(ρ^p − 1) is infinite there, and is what round-off and lower terms make of p beside 0. That is no
  /// proof: a rate below ½ where Q is near half of its limit looks alike, whose limit is not known either.
  func growth(of value: (Level) -> Double?, _ column: String) -> String? {
    let rows = levels.suffix(3)
    let q = rows.compactMap(value)
    let h = rows.map { $0.h.max()! }
    guard q.count == 3, h[0] > h[1], abs(h[1] / h[2] - h[0] / h[1]) <= 1e-9 * h[0] / h[1] else {
      return nil
    }
    let noise = rows.reduce(64 * roundoff * q.map(\.magnitude).max()!) {
      max($0, $1.noise[column] ?? 0)
    }
    guard (q[2] - q[1]).magnitude > 2 * noise else { return nil }
    func rate(_ q: [Double]) -> Double? {
      let quotient = (q[1] - q[0]) / (q[2] - q[1])
      guard quotient > 0, quotient.isFinite else { return nil }
      return Double.log(quotient) / Double.log(h[0] / h[1])
    }
    guard let own = rate(q) else { return nil }
    let words = "grows by as much from grid to grid, like log 1/h"
    if Fit.agree(own, 0) { return "not finite, as it seems: it \(words)" }
    // Of √(j + a) rates are 0.72/(j + a); a rate of ½ and more is another power.
    guard own < 0.5, q.allSatisfy({ $0 > 0 }), q[2] > q[1],
      let square = rate(q.map { $0 * $0 }), Fit.agree(square, 0)
    else { return nil }
    return "not finite, as it seems: its square \(words)"
  }
}
