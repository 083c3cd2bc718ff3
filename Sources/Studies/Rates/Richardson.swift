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
  package mutating func extrapolateQuantities() {
    for name in quantities {
      for i in levels.indices {
        if let known = known[name], i > 0 {
          levels[i].quantityRates[name] = rate(at: i, name, known)
          continue
        }
        guard i >= 2, let r = richardson(name, i) else { continue }
        levels[i].quantityRates[name] = r.rate
        levels[i].quantityLimits[name] = r.limit
      }
      if let limit = limit(of: { $0.quantities[name] }) { limits[name] = limit }
    }
  }

  /// Fills the limits of the norms by every measure.
  mutating func extrapolateNorms() {
    for norm in norms {
      for measure in measures {
        if let limit = limit(of: { $0.values[norm]?[measure] }) {
          normLimits[norm, default: [:]][measure] = limit
        }
      }
    }
  }

  /// The limit from the last three levels; the three before them say how far it may be off. What
  /// three levels agree on to round-off is the limit itself.
  private func limit(of value: (Level) -> Double?) -> Limit? {
    guard let i = levels.indices.last, i >= 2 else { return nil }
    let last = ((i - 2)...i).compactMap { value(levels[$0]) }
    if last.count == 3, let a = last.min(), let b = last.max(),
      b - a <= 64 * Double.ulpOfOne * max(a.magnitude, b.magnitude)
    {
      return Limit(value: last[2])
    }
    guard let r = richardson(i, value) else { return nil }
    var limit = Limit(value: r.limit, rate: r.rate)
    if i >= 3, let before = richardson(i - 1, value) {
      limit.halfWidth = (r.limit - before.limit).magnitude
    }
    return limit
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
