import RealModule

/// What a sequence tends to, by Richardson's extrapolation with the rates that it shows itself,
/// repeated as long as it converges.
///
///     Q = L + c₁ h^p + c₂ h^q + …:  each pass removes the leading power that is left
///
/// The half-width is the difference of the last two estimates that the deepest pass allows.
struct Extrapolation {
  /// The estimate after each entry; nil before the third.
  private(set) var estimates: [Double?]
  /// L
  private(set) var limit: Limit?

  init(_ q: [Double], h: [Double]) {
    estimates = q.map { _ in nil }
    guard q.count >= 3 else { return }
    var column = q
    var steps = h
    var rate: Double?
    var best: (value: Double, halfWidth: Double?)?
    while column.count >= 3 {
      let next = (2..<column.count).map {
        Richardson(Array(column[($0 - 2)...$0]), h: Array(steps[($0 - 2)...$0]))
      }
      // Coarse rows may be far from their asymptotics: only an unbroken end counts.
      let sound = next.reversed().prefix { $0 != nil }.compactMap(\.self).reversed()
      guard let last = sound.last else { break }
      let values = sound.map(\.limit)
      let change =
        values.count > 1 ? (values[values.count - 1] - values[values.count - 2]).magnitude : nil
      if let halfWidth = best?.halfWidth, let change, change >= halfWidth { break }
      if rate == nil {
        rate = last.rate
        for (i, value) in values.enumerated() { estimates[q.count - values.count + i] = value }
      }
      // One estimate alone is not better known than what it is made of.
      if best == nil || change != nil || values.count > 1 {
        best = (last.limit, change ?? best.map { ($0.value - last.limit).magnitude })
      }
      column = values
      steps = Array(steps.suffix(values.count))
    }
    limit = best.map { Limit(value: $0.value, halfWidth: $0.halfWidth, rate: rate) }
  }
}
