import RealModule

/// log(e₁/e₂) / log(h₁/h₂): the rate between two rows.
///
/// nil where the row does not lower h, or where an error is zero or not finite.
func observedRate(_ e1: Double, _ e2: Double, key h1: Double, _ h2: Double) -> Double? {
  guard h2 < h1, e1 > 0, e2 > 0, e1.isFinite, e2.isFinite else { return nil }
  return Double.log(e1 / e2) / Double.log(h1 / h2)
}

extension RateKey {
  /// The abscissa of a level. For `unknowns` it is N^{−1/d}, so that a rate is one in h.
  func abscissa(_ level: Level) -> Double {
    switch self {
    case .h: level.h.max()!
    case .hx: level.h[0]
    case .hy: level.h[1]
    case .hz: level.h[2]
    case .unknowns: Double.pow(Double(level.unknowns), -1 / Double(level.h.count))
    }
  }
}
