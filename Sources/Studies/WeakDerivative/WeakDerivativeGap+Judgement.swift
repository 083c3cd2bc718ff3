import RealModule

extension WeakDerivativeGap {
  /// A limit below this share of the finest gap is none, one above the rest of it is one: it only
  /// decides the word, never a number.
  private static let share = 0.25

  /// Rates, the limit, and the verdict.
  ///
  /// - Parameter obstacle: Why a gap above 0 has no limit that values could show: u or v break elsewhere in
  ///   their cells from grid to grid, and the gap of three levels may be that of one other place.
  mutating func judge(key: RateKey, obstacle: String?) {
    judge(key: key)
    guard let obstacle, verdict != .holds else { return }
    limit = nil
    noLimit = obstacle
    for i in rows.indices { rows[i].limit = nil }
  }

  private mutating func judge(key: RateKey) {
    let h = rows.map { key.abscissa($0.level) }
    for i in rows.indices.dropFirst() where rows[i].mark == nil {
      rows[i].rate = observedRate(rows[i - 1].gap, rows[i].gap, key: h[i - 1], h[i])
    }
    if rows.allSatisfy({ $0.mark == .floor }) {
      for i in rows.indices { rows[i].mark = .exact }
    }
    fit = Fit(h: h, errors: rows.map { $0.mark == nil ? $0.gap : nil })
    guard let last = rows.last else { return }
    guard last.mark == nil else {
      limit = Limit(value: 0, halfWidth: last.gap)
      verdict = .holds
      return
    }
    let asymptotic = rows.firstIndex { $0.mark == nil }!
    let extrapolation = Extrapolation(
      rows[asymptotic...].map(\.gap), h: Array(h[asymptotic...]))
    for (i, estimate) in extrapolation.estimates.enumerated() {
      rows[asymptotic + i].limit = estimate
    }
    limit = extrapolation.limit
    if let value = limit?.value.magnitude {
      if value <= Self.share * last.gap {
        verdict = .holds
        // What the extrapolation leaves of 0 is its error.
        let halfWidth = max(value, limit?.halfWidth ?? 0)
        limit = Limit(value: 0, halfWidth: halfWidth, rate: limit?.rate)
      } else if value >= (1 - Self.share) * last.gap {
        verdict = .fails
      }
      return
    }
    // Without a limit: a gap that grows, or that stays the same to round-off.
    let gaps = rows.suffix(3).map(\.gap)
    guard gaps.count == 3 else { return }
    if gaps[2] >= gaps[1] {
      verdict = .fails
      let change = (gaps[2] - gaps[1]).magnitude
      if change <= 1e-12 * gaps[2] { limit = Limit(value: gaps[2], halfWidth: change) }
    }
  }
}
