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
  /// - Parameters:
  ///   - expansion: What is left of a quantity's expansion in h.
  ///   - isOwn: Whether a rate is the method's own.
  package mutating func extrapolateQuantities(
    expansion: (_ name: String) -> Expansion = { _ in .whole },
    isOwn: (_ rate: Double) -> Bool = { _ in true }
  ) {
    for name in quantities {
      let expansion = expansion(name)
      func isTaken(_ rate: Double) -> Bool { expansion.admits(rate, isOwn) }
      for i in levels.indices {
        if let known = known[name], i > 0 {
          levels[i].quantityRates[name] = rate(at: i, name, known)
          continue
        }
        guard i >= 2, let r = richardson(i, { $0.quantities[name] }) else { continue }
        // The rate of differences is that of the error by an expansion alone: of h² g(θ) with two θ in turn
        // it is 1 and 3, for ever.
        if expansion < .differences { levels[i].quantityRates[name] = r.rate }
        if isTaken(r.rate) { levels[i].quantityLimits[name] = r.limit }
      }
      limits[name] = limit(of: { $0.quantities[name] }, expansion, isTaken)
    }
  }

  /// Fills the limits of the norms by every measure.
  ///
  /// - Parameters:
  ///   - expansion: What is left of a norm's expansion in h.
  ///   - isOwn: Whether a rate is the method's own.
  mutating func extrapolateNorms(
    expansion: (_ norm: String, _ measure: Measure) -> Expansion,
    isOwn: (_ norm: String, _ measure: Measure, _ rate: Double) -> Bool
  ) {
    for norm in norms {
      for measure in measures {
        let expansion = expansion(norm, measure)
        let limit = limit(of: { $0.values[norm]?[measure] }, expansion) { rate in
          expansion.admits(rate) { isOwn(norm, measure, $0) }
        }
        if let limit { normLimits[norm, default: [:]][measure] = limit }
      }
    }
  }

  /// The limit from the last three levels; the three before them say how far it may be off. What
  /// three levels agree on to round-off is the limit itself.
  private func limit(
    of value: (Level) -> Double?, _ expansion: Expansion, _ isTaken: (Double) -> Bool
  ) -> Limit? {
    guard let i = levels.indices.last, i >= 2, expansion != .none else { return nil }
    let rows = levels[(i - 2)...i]
    let last = rows.compactMap(value)
    if last.count == 3, let a = last.min(), let b = last.max(),
      b - a <= 64 * Double.ulpOfOne * max(a.magnitude, b.magnitude)
    {
      return Limit(value: last[2])
    }
    let h = rows.map { $0.h.max()! }
    if expansion == .differences { return last.count == 3 ? Self.boundedLimit(last, h: h) : nil }
    guard let r = richardson(i, value) else { return nil }
    let before = i >= 3 ? richardson(i - 1, value) : nil
    guard isTaken(r.rate), before.map({ isTaken($0.rate) }) ?? true else {
      return Self.bareLimit(last, h: h)
    }
    return Limit(
      value: r.limit, halfWidth: before.map { (r.limit - $0.limit).magnitude }, rate: r.rate)
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

extension Expansion {
  /// Whether Richardson's limit with this rate is one.
  fileprivate func admits(_ rate: Double, _ isOwn: (Double) -> Bool) -> Bool {
    switch self {
    case .whole: true
    case .leading: isOwn(rate)
    case .differences, .none: false
    }
  }
}
