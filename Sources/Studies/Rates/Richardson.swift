import RealModule

/// Richardson's rate and limit from three levels with one ratio.
struct Richardson {
  let rate: Double
  let limit: Double
  /// How far the limit may be off for what may be off in the values.
  let noise: Double
  private let last: [Double]
  private let ratio: Double

  /// For Q₁, Q₂, Q₃ at h, h/ρ, h/ρ², and r = ρ^p:
  ///
  ///     p = log((Q₁ − Q₂)/(Q₂ − Q₃)) / log ρ,    Q = Q₃ + (Q₃ − Q₂)/(r − 1)
  ///     |dQ| ≤ ν (1 + 2/(r − 1) + 2 (1 + r)/(r − 1)²),    ν ≥ |dQᵢ|
  ///
  /// nil if the ratios differ, the differences change sign, are noise, or do not fall.
  ///
  /// - Parameters:
  ///   - noise: What an iteration may leave of a value.
  ///   - epsilon: The relative round-off of a value.
  init?(
    _ q: [Double], h: [Double], noise nu: Double = 0, roundoff epsilon: Double = .ulpOfOne
  ) {
    let rho = h[0] / h[1]
    guard rho > 1, abs(h[1] / h[2] - rho) <= 1e-9 * rho else { return nil }
    let first = q[1] - q[0]
    let second = q[2] - q[1]
    guard first != 0, second != 0, first / second > 1 else { return nil }
    // Differences that are noise of the values have no rate.
    let roundoff = 64 * epsilon * q.map(\.magnitude).max()!
    guard second.magnitude > max(roundoff, 2 * nu) else { return nil }
    let r = first / second
    rate = Double.log(r) / Double.log(rho)
    limit = q[2] + second / (r - 1)
    noise = max(roundoff, nu) * (1 + 2 / (r - 1) + 2 * (1 + r) / ((r - 1) * (r - 1)))
    last = [q[1], q[2]]
    ratio = rho
  }

  /// The limit by an exponent a in place of the rate, Q₃ + (Q₃ − Q₂)/(ρ^a − 1).
  func limit(by a: Double) -> Double {
    last[1] + (last[1] - last[0]) / (Double.pow(ratio, a) - 1)
  }
}

extension Series {
  /// Fills the rates and limits of the quantities: against known values where there are some, else
  /// Richardson's.
  ///
  /// - Parameters:
  ///   - expansion: What is left of a quantity's expansion in h.
  ///   - obstacle: Why a quantity has no limit, whatever its values show.
  ///   - orders: The method's own rates, where they are known.
  ///   - isOwn: Whether a rate is the method's own.
  package mutating func extrapolateQuantities(
    expansion: (_ name: String) -> Expansion = { _ in .whole },
    obstacle: (_ name: String) -> String? = { _ in nil },
    orders: [Double] = [],
    isOwn: (_ rate: Double) -> Bool = { _ in true }
  ) {
    for name in quantities {
      let expansion = expansion(name)
      let value = { (level: Level) in level.quantities[name] }
      // Where only differences bound the error they have no rate.
      noLimits[name] =
        obstacle(name) ?? (expansion < .differences ? growth(of: value, name) : nil)
      for i in levels.indices {
        if let known = known[name], i > 0 {
          levels[i].quantityRates[name] = rate(at: i, name, known)
          continue
        }
        guard i >= 2, let r = richardson(i, value, name) else { continue }
        // The rate of differences is that of the error by an expansion alone: of h² g(θ) with two θ in turn
        // it is 1 and 3, for ever.
        if expansion < .bare { levels[i].quantityRates[name] = r.rate }
        // One rate alone is no expansion if it is not the method's own.
        let isBacked =
          isOwn(r.rate) || richardson(i - 1, value, name) != nil
          || richardson(i + 1, value, name) != nil
        if noLimits[name] == nil, isBacked, expansion.admits(r.rate, isOwn) {
          levels[i].quantityLimits[name] = r.limit
        }
      }
      guard noLimits[name] == nil else { continue }
      limits[name] = limit(of: value, name, expansion, LeadingExponents(own: orders), isOwn)
    }
  }

  /// Fills the limits of the norms by every measure.
  ///
  /// - Parameters:
  ///   - expansion: What is left of a norm's expansion in h.
  ///   - obstacle: Why a norm has no limit, whatever its values show.
  ///   - orders: The method's own rates, where they are known.
  ///   - isOwn: Whether a rate is the method's own.
  mutating func extrapolateNorms(
    expansion: (_ norm: String, _ measure: Measure) -> Expansion,
    obstacle: (_ norm: String, _ measure: Measure) -> String? = { _, _ in nil },
    orders: (_ norm: String) -> [Double] = { _ in [] },
    isOwn: (_ norm: String, _ measure: Measure, _ rate: Double) -> Bool
  ) {
    for norm in norms {
      for measure in measures {
        let column = Series.column(norm, measure)
        let value = { (level: Level) in level.values[norm]?[measure] }
        let expansion = expansion(norm, measure)
        noLimits[column] =
          obstacle(norm, measure) ?? (expansion < .differences ? growth(of: value, column) : nil)
        guard noLimits[column] == nil else { continue }
        let exponents = LeadingExponents(own: orders(norm))
        let limit = limit(of: value, column, expansion, exponents) { isOwn(norm, measure, $0) }
        if let limit { normLimits[norm, default: [:]][measure] = limit }
      }
    }
  }

  /// The limit from the last three levels; the three before them say how far it may be off, and where they
  /// have no rate the limit is one only if its own is the method's. What three levels agree on to what is
  /// noise is the limit itself.
  private func limit(
    of value: (Level) -> Double?, _ column: String, _ expansion: Expansion,
    _ exponents: LeadingExponents, _ isOwn: (Double) -> Bool
  ) -> Limit? {
    guard let i = levels.indices.last, i >= 2, expansion != .none else { return nil }
    let rows = levels[(i - 2)...i]
    let last = rows.compactMap(value)
    guard last.count == 3, let a = last.min(), let b = last.max() else { return nil }
    let same = 64 * roundoff * max(a.magnitude, b.magnitude)
    // The digits of a `Double` that are printed are all sure; of less precise values some are not.
    let noise = max(noise(of: column, i), roundoff > Double.ulpOfOne ? same : 0)
    if b - a <= same { return Limit(value: last[2], halfWidth: noise > b - a ? noise : nil) }
    let h = rows.map { $0.h.max()! }
    if expansion == .differences { return Self.boundedLimit(last, h: h)?.widened(by: noise) }
    if b - a <= 2 * noise { return Limit(value: last[2], halfWidth: noise) }
    guard let r = richardson(i, value, column) else { return nil }
    let before = richardson(i - 1, value, column)
    guard expansion.admits(r.rate, isOwn), before.map({ expansion.admits($0.rate, isOwn) }) ?? true
    else { return Self.bareLimit(last, h: h, rate: r).widened(by: noise) }
    guard let before else { return isOwn(r.rate) ? Limit(value: r.limit, rate: r.rate) : nil }
    let spread = (r.limit - before.limit).magnitude + exponents.spread(of: r)
    return Limit(value: r.limit, halfWidth: spread + r.noise, rate: r.rate)
  }

  private func richardson(
    _ i: Int, _ value: (Level) -> Double?, _ column: String
  ) -> Richardson? {
    guard i >= 2, i < levels.count else { return nil }
    let rows = ((i - 2)...i).map { levels[$0] }
    let q = rows.compactMap(value)
    guard q.count == 3 else { return nil }
    return Richardson(
      q, h: rows.map { $0.h.max()! }, noise: noise(of: column, i), roundoff: roundoff)
  }

  /// What the iterations of three levels may leave of a column.
  private func noise(of column: String, _ i: Int) -> Double {
    levels[(i - 2)...i].reduce(0) { max($0, $1.noise[column] ?? 0) }
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
    case .bare, .differences, .none: false
    }
  }
}
