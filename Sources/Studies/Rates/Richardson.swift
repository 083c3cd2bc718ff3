import RealModule

/// Richardson's rate and limit from three levels with one ratio.
struct Richardson {
  let rate: Double
  let limit: Double

  /// For Q₁, Q₂, Q₃ at h, h/ρ, h/ρ²:
  ///
  ///     p = log((Q₁ − Q₂)/(Q₂ − Q₃)) / log ρ,    Q = Q₃ + (Q₃ − Q₂)/(ρ^p − 1)
  ///
  /// nil if the ratios differ, the differences change sign or vanish, or do not fall.
  init?(_ q: [Double], h: [Double]) {
    let rho = h[0] / h[1]
    guard rho > 1, abs(h[1] / h[2] - rho) <= 1e-9 * rho else { return nil }
    let first = q[1] - q[0]
    let second = q[2] - q[1]
    guard first != 0, second != 0, first / second > 1 else { return nil }
    // Differences that are round-off of the values have no rate.
    let noise = 64 * Double.ulpOfOne * q.map(\.magnitude).max()!
    guard second.magnitude > noise else { return nil }
    rate = Double.log(first / second) / Double.log(rho)
    limit = q[2] + second / (first / second - 1)
  }
}

extension Series {
  /// Fills the rates and limits of the quantities: against known values where there are some, else
  /// Richardson's.
  ///
  /// - Parameter expands: Whether a rate is that of an expansion in h.
  /// - Returns: Whether a limit is a finest value, since its rate is none.
  @discardableResult
  package mutating func extrapolateQuantities(
    expands: (_ rate: Double) -> Bool = { _ in true }
  ) -> Bool {
    var isBare = false
    for name in quantities {
      for i in levels.indices {
        if let known = known[name], i > 0 {
          levels[i].quantityRates[name] = rate(at: i, name, known)
          continue
        }
        guard i >= 2, let r = richardson(name, i) else { continue }
        levels[i].quantityRates[name] = r.rate
        if expands(r.rate) { levels[i].quantityLimits[name] = r.limit }
      }
      guard let limit = limit(of: { $0.quantities[name] }, expands) else { continue }
      limits[name] = limit
      if limit.isBare { isBare = true }
    }
    return isBare
  }

  /// Fills the limits of the norms by every measure.
  ///
  /// - Parameter expands: Whether a rate is that of an expansion in h.
  /// - Returns: Whether a limit is a finest value, since its rate is none.
  @discardableResult
  mutating func extrapolateNorms(
    expands: (_ norm: String, _ measure: Measure, _ rate: Double) -> Bool = { _, _, _ in true }
  ) -> Bool {
    var isBare = false
    for norm in norms {
      for measure in measures {
        let limit = limit(of: { $0.values[norm]?[measure] }) { expands(norm, measure, $0) }
        guard let limit else { continue }
        normLimits[norm, default: [:]][measure] = limit
        if limit.isBare { isBare = true }
      }
    }
    return isBare
  }

  /// The limit from the last three levels; the three before them say how far it may be off. What
  /// three levels agree on to round-off is the limit itself.
  private func limit(of value: (Level) -> Double?, _ expands: (Double) -> Bool) -> Limit? {
    guard let i = levels.indices.last, i >= 2 else { return nil }
    let last = ((i - 2)...i).compactMap { value(levels[$0]) }
    if last.count == 3, let a = last.min(), let b = last.max(),
      b - a <= 64 * Double.ulpOfOne * max(a.magnitude, b.magnitude)
    {
      return Limit(value: last[2])
    }
    guard let r = richardson(i, value) else { return nil }
    let before = i >= 3 ? richardson(i - 1, value) : nil
    guard expands(r.rate), before.map({ expands($0.rate) }) ?? true else {
      return bareLimit(last, h: ((i - 2)...i).map { levels[$0].h.max()! })
    }
    return Limit(
      value: r.limit, halfWidth: before.map { (r.limit - $0.limit).magnitude }, rate: r.rate)
  }

  /// The finest value, ± the last difference, or what the one before makes expect.
  ///
  /// Where a jump at s is sampled, e(h) = C h (θ − ½) + O(h²), θ = frac(s/h) or one less that. Since
  /// frac(2t) is 2 frac(t) or one less,
  ///
  ///     e(2h) − e(h) = C h (4θ′ − 2 − 2θ + 1)/2 = ± C h/2,    |e(h)| ≤ C h/2:
  ///
  /// every difference is half of the one before, up to its sign. Three of a sign look like an expansion
  /// of rate 1, and are none; the last difference bounds the error. With several jumps differences may
  /// cancel, which the one before is less likely to do, too.
  private func bareLimit(_ q: [Double], h: [Double]) -> Limit {
    let halfWidth = max((q[2] - q[1]).magnitude, (q[1] - q[0]).magnitude * h[2] / h[1])
    return Limit(value: q[2], halfWidth: halfWidth)
  }

  private func richardson(_ name: String, _ i: Int) -> Richardson? {
    richardson(i) { $0.quantities[name] }
  }

  private func richardson(_ i: Int, _ value: (Level) -> Double?) -> Richardson? {
    let rows = ((i - 2)...i).map { levels[$0] }
    let q = rows.compactMap(value)
    return q.count == 3 ? Richardson(q, h: rows.map { $0.h.max()! }) : nil
  }

  private func rate(at i: Int, _ name: String, _ known: Double) -> Double? {
    guard let a = levels[i - 1].quantities[name], let b = levels[i].quantities[name] else {
      return nil
    }
    let key = RateKey(rawValue: rateBy) ?? .h
    return observedRate(
      (a - known).magnitude, (b - known).magnitude, key: key.abscissa(levels[i - 1]),
      key.abscissa(levels[i]))
  }
}
