import RealModule

/// Integrals of |v·ω|^p over the unit sphere of d dimensions.
struct SphericalMoments {
  let rank: Int
  let p: Double

  /// ∫_S |v·ω|^p dω for |v| = 1: 2π^{(d−1)/2} Γ((p+1)/2) / Γ((p+d)/2); |S| d^{−1} for p = 2.
  var power: Double {
    let d = Double(rank)
    return 2 * Double.pow(.pi, (d - 1) / 2) * quotient((p + 1) / 2, (p + d) / 2)
  }

  /// ∫_S |ω₁| |v·ω|^p dω for |v| = 1 and v₁ = ±sin φ:
  ///
  ///     2π^{d/2−1} Γ((p+1)/2)/Γ((p+d+1)/2) · ( cos^p φ + p sin φ ∫_0^φ cos^{p−1} )
  ///
  /// The bracket is ₂F₁(−½, −p/2; ½; sin²φ), which is E|X||Y|^p of two normal variables of correlation
  /// sin φ (Nabeya 1951) but for its factor at φ = 0.
  func tilted(sine: Double) -> Double {
    let d = Double(rank)
    let y = min(sine * sine, 1)
    let bracket = Double.pow(1 - y, p / 2) + p * y.squareRoot() * cosineIntegral(y)
    return 2 * Double.pow(.pi, d / 2 - 1) * quotient((p + 1) / 2, (p + d + 1) / 2) * bracket
  }

  /// ∫_0^φ cos^{p−1}, y = sin²φ: an incomplete Beta function, by its series from the nearer end.
  private func cosineIntegral(_ y: Double) -> Double {
    if y <= 0.5 { return half(y, 0.5, 1 - p / 2) }
    return 0.5 * Double.pow(.pi, 0.5) * quotient(p / 2, (p + 1) / 2) - half(1 - y, p / 2, 0.5)
  }

  /// ½ ∫_0^y t^{a−1}(1 − t)^{−b} dt = ½ y^a Σ (b)_n/n! yⁿ/(a + n), y ≤ ½
  private func half(_ y: Double, _ a: Double, _ b: Double) -> Double {
    var term = 1.0
    var sum = 0.0
    for n in 0..<400 {
      let summand = term / (a + Double(n))
      sum += summand
      if n > Int(b.magnitude), summand.magnitude <= sum.magnitude * 1e-17 { break }
      term *= (b + Double(n)) / Double(n + 1) * y
    }
    return Double.pow(y, a) * sum / 2
  }

  private func quotient(_ a: Double, _ b: Double) -> Double {
    Double.exp(Double.logGamma(a) - Double.logGamma(b))
  }
}
