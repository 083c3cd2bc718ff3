extension Series {
  /// Marks the rows whose rate is off by more than 0.05 since u_H, which stands for u, is not much
  /// finer than they are.
  ///
  ///     e(h)^m = C (h^q + k H^q)
  ///     bias of a rate = log((1 + k (H/h₁)^q)/(1 + k (H/h₂)^q)) / (m log(h₁/h₂))
  ///
  /// with the m and k of ``ReferenceGap``. q is what the finest two rows that are no round-off say by
  /// the first equation. Where axes have a k each, a row is marked if one of them alone would mark it.
  mutating func markBias(
    against finest: Level, floors: [String: [Measure: [NoiseFloor]]], key: RateKey,
    gap: (_ norm: String, _ measure: Measure) -> ReferenceGap
  ) {
    let x = levels.map { key.abscissa($0) / key.abscissa(finest) }
    for norm in norms {
      for measure in measures where measure != "residual" {
        let noise = floors[norm]?[measure] ?? []
        let sound = levels.indices.prefix { i in
          levels[i].values[norm]?[measure].map { $0 > noise[i].height } ?? false
        }
        guard let b = sound.last, b > 0, x[b - 1] > x[b], x[b] > 1 else { continue }
        let gap = gap(norm, measure)
        let errors = [b - 1, b].map { levels[$0].values[norm]![measure]! }
        for oppositions in gap.oppositions(of: levels.map(\.cells), in: finest.cells) {
          let places = zip(x, oppositions).map { ReferenceGap.Place(x: $0, opposition: $1) }
          let q = gap.exponent(errors[0] / errors[1], from: places[b - 1], to: places[b])
          for i in sound {
            var before = places[max(0, i - 1)]
            if i == 0 { before.x *= x[0] / x[1] }
            guard gap.bias(q, from: before, to: places[i]).magnitude > 0.05 else { continue }
            levels[i].marks[norm, default: [:]][measure] = .biased
          }
        }
      }
    }
  }
}
