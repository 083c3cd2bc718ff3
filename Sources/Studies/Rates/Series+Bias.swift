extension Series {
  /// Marks the rows whose rate is off by more than 0.05 since u_H, which stands for u, is not much
  /// finer than they are.
  ///
  ///     e(h)^m = C (h^q + k H^q)
  ///     bias of a rate = log((1 + k (H/h₁)^q)/(1 + k (H/h₂)^q)) / (m log(h₁/h₂))
  ///
  /// with the m and k of ``ReferenceGap``. q is what the finest two rows that are no round-off say by
  /// the first equation.
  mutating func markBias(
    against finest: Double, floors: [String: [Measure: [Double]]], key: RateKey,
    gap: (_ norm: String, _ measure: Measure) -> ReferenceGap
  ) {
    let h = levels.map(key.abscissa)
    for norm in norms {
      for measure in measures where measure != "residual" {
        let noise = floors[norm]?[measure] ?? []
        let sound = levels.indices.prefix { i in
          levels[i].values[norm]?[measure].map { $0 > noise[i] } ?? false
        }
        guard let b = sound.last, b > 0, h[b - 1] > h[b], h[b] > finest else { continue }
        let gap = gap(norm, measure)
        let errors = [b - 1, b].map { levels[$0].values[norm]![measure]! }
        let q = gap.exponent(errors[0] / errors[1], h[b - 1] / finest, h[b] / finest)
        for i in sound {
          let before = i > 0 ? h[i - 1] : h[0] * h[0] / h[1]
          guard gap.bias(q, before / finest, h[i] / finest).magnitude > 0.05 else { continue }
          levels[i].marks[norm, default: [:]][measure] = .biased
        }
      }
    }
  }
}
