import RealModule

/// Finest values in place of Richardson's limits, and how far they may be off.
extension Series {
  /// The finest value, ± 7/3 D, D the larger of the last difference and what the one before makes expect.
  ///
  /// Where a jump at s is sampled, e(h) = C h (θ − ½) + O(h²), θ = frac(s/h) or one less that. Since
  /// frac(2t) is 2 frac(t) or one less,
  ///
  ///     e(2h) − e(h) = C h (4θ′ − 2 − 2θ + 1)/2 = ± C h/2,    |e(h)| ≤ C h/2:
  ///
  /// every difference is half of the one before, up to its sign. Three of a sign look like an expansion
  /// of rate 1, and are none; D bounds the error but for O(h²), of which 4/3 D is to be more: with
  /// e(h) = h (θ − ½) + k h² θ (1 − θ) at θ → 1 the differences are h/2 − k h² and the error h/2. With several
  /// jumps differences may cancel, which the one before is less likely to do, too.
  ///
  /// Of a power, e(h) = C h^p, D is (ρ^p − 1) |e|: enough for ρ^p ≥ 10/7. A rate below, as of a singular
  /// solution, makes expect more, (Q₃ − Q₂)/(ρ^p − 1).
  static func bareLimit(_ q: [Double], h: [Double], rate: Richardson? = nil) -> Limit {
    let difference = max((q[2] - q[1]).magnitude, (q[1] - q[0]).magnitude * h[2] / h[1])
    let expected = rate.map { ($0.limit - q[2]).magnitude } ?? 0
    return Limit(value: q[2], halfWidth: max(7 * difference / 3, expected))
  }

  /// The same where a kink is sampled; nil but for levels that halve h.
  ///
  /// Between the nodes of linear elements, and where a trapezoidal sum meets a kink,
  ///
  ///     e(h) = h² (C θ (1 − θ) + c),    θ = frac(x/h)
  ///
  /// With μ′ ≤ ½ the distance of x/2h from a whole number and μ that of x/h, μ = 2μ′ or 1 − 2μ′,
  ///
  ///     e(2h) − e(h) = h² (2Cμ′ + 3c),    e(h) = h² (2Cμ′ (1 − 2μ′) + c)
  ///
  /// so that |e(h)| ≤ |e(2h) − e(h)| for c = 0. Else let C = 1, h = 1, c = −ξ: |2μ′ − 3ξ| ≤ D and
  /// |2μ″ − 3ξ| ≤ D/2 with the distance μ″ of x/4h. Where μ′ = 2μ″ they give μ′ ≤ 3D/2 and
  /// 3ξ ≥ 2μ′ − D, and e ≤ 2μ′ − ξ ≤ (4μ′ + D)/3 ≤ 7D/3; all other cases have less. Several such places
  /// may cancel.
  static func boundedLimit(_ q: [Double], h: [Double]) -> Limit? {
    guard zip(h, h.dropFirst()).allSatisfy({ ($0 / $1 - 2).magnitude <= 1e-9 }) else { return nil }
    return bareLimit(q, h: h)
  }
}

extension Limit {
  /// The same, whose values may be off by some noise.
  func widened(by noise: Double) -> Limit {
    Limit(value: value, halfWidth: halfWidth.map { $0 + noise }, rate: rate)
  }
}
