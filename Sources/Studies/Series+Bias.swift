import RealModule

extension Series {
  /// Marks the rows whose rate is off by more than 0.05 since u_H, which stands for u, is not much
  /// finer than they are.
  ///
  ///     e(h)^m = C (h^{mp} − H^{mp})
  ///     bias of a rate = log((1 − (H/h₁)^{mp})/(1 − (H/h₂)^{mp})) / (m log(h₁/h₂))
  ///
  /// with m as ``ConvergenceStudy/biasPower(_:norm:_:)`` says. p is what the finest two rows that are no
  /// round-off say by the first equation.
  mutating func markBias(
    against finest: Double, floors: [String: [Measure: [Double]]], key: RateKey,
    power: (_ norm: String, _ measure: Measure) -> Double
  ) {
    let h = levels.map(key.abscissa)
    for norm in norms {
      for measure in measures where measure != "residual" {
        let noise = floors[norm]?[measure] ?? []
        let sound = levels.indices.prefix { i in
          levels[i].values[norm]?[measure].map { $0 > noise[i] } ?? false
        }
        guard let b = sound.last, b > 0, h[b - 1] > h[b], h[b] > finest else { continue }
        let m = power(norm, measure)
        let errors = [b - 1, b].map { levels[$0].values[norm]![measure]! }
        let mp = Self.exponent(
          Double.pow(errors[0] / errors[1], m), h[b - 1] / finest, h[b] / finest)
        for i in sound {
          let before = i > 0 ? h[i - 1] : h[0] * h[0] / h[1]
          guard bias(mp, before / finest, h[i] / finest) / m > 0.05 else { continue }
          levels[i].marks[norm, default: [:]][measure] = .biased
        }
      }
    }
  }

  /// p with (x^p − 1)/(y^p − 1) = ratio; the quotient rises with p from log x / log y.
  private static func exponent(_ ratio: Double, _ x: Double, _ y: Double) -> Double {
    var (low, high) = (1e-3, 64.0)
    for _ in 0..<60 {
      let p = (low + high) / 2
      let quotient = (Double.pow(x, p) - 1) / (Double.pow(y, p) - 1)
      if quotient < ratio { low = p } else { high = p }
    }
    return low
  }
}

/// How much too high the rate between the errors at x and y times the reference's h is.
private func bias(_ p: Double, _ x: Double, _ y: Double) -> Double {
  guard x > y, y > 1 else { return 0 }
  let gap = (1 - Double.pow(x, -p)) / (1 - Double.pow(y, -p))
  return Double.log(gap) / Double.log(x / y)
}
