import RealModule

/// Where a positive constant goes as h → 0, by its values on a sequence of grids.
struct ConstantTrend {
  /// The limit; nil where the constant has none, or too few levels show it.
  var limit: Limit?
  /// p in constant ~ h^p; 0 where it tends to a limit.
  var power = 0.0
  /// How far the power may be off: the change of the rate from level to level, or what its
  /// extrapolation adds.
  var halfWidth: Double?
  /// The constant grows or falls, but slower than any power.
  var isLogarithmic = false

  /// Whether the constant leaves every interval of positive numbers.
  var isDegenerate: Bool { power != 0 || isLogarithmic }

  /// A power below this cannot be told from a limit by two levels.
  private static let coarsePower = 0.25
  /// Increments that fall by less than this share are taken for constant, which is a logarithm.
  private static let steadiness = 0.03

  /// Decides by the increments of s = q and s² (or of s = q⁻¹ and s², if q falls) per unit of log 1/h:
  ///
  ///     q → limit with rate p:  those of s² fall like h^p
  ///     s² ~ log 1/h:           those of s² are constant
  ///     s ~ log 1/h:            those of s² grow, those of s are constant
  ///     s ~ h^{−p}:             both grow, like h^{−2p} and h^{−p}
  ///
  /// However small p is, the increments of h^{−p} grow as s does, and those of log 1/h do not: what lies
  /// nearer to the first, by the logarithm of the growth, is a power.
  ///
  /// Powers of the logarithm between ½ and 1, and s² = a + b log 1/h + c log² 1/h, lie in between: those
  /// of s² grow, those of s fall.
  ///
  /// A limit is Richardson's, repeated as long as that narrows it down.
  init(_ q: [Double], h: [Double], tolerance: Double) {
    guard let last = q.last, q.count > 1, h[q.count - 1] < h[q.count - 2] else { return }
    let recent = q.suffix(3)
    let spread = recent.max()! - recent.min()!
    if spread <= tolerance * last {
      limit = Limit(value: last, halfWidth: spread)
      return
    }
    switch growth(q, h) {
    case .bounded: limit = Self.extrapolate(q, h)
    case .logarithmic: isLogarithmic = true
    case .powerlike: (power, halfWidth) = Self.power(q, h)
    }
  }

  private enum Growth {
    case bounded, logarithmic, powerlike
  }

  private func growth(_ q: [Double], _ h: [Double]) -> Growth {
    let n = q.count
    let isGrowing = q[n - 1] > q[n - 2]
    let s = q.suffix(3).map { isGrowing ? $0 : 1 / $0 }
    if n > 2, h[n - 2] < h[n - 3] {
      let steps = [Double.log(h[n - 3] / h[n - 2]), Double.log(h[n - 2] / h[n - 1])]
      func change(of s: [Double]) -> Double {
        (s[2] - s[1]) / steps[1] / ((s[1] - s[0]) / steps[0])
      }
      if s[1] > s[0] {
        if change(of: s.map { $0 * $0 }) < 1 - Self.steadiness { return .bounded }
        // From the middle of the first step to that of the second s has grown by (s₂/s₀)^½.
        let growth = Double.log(s[2] / s[0]) / 2
        return Double.log(change(of: s)) > growth / 2 ? .powerlike : .logarithmic
      }
    }
    // Two levels, or constants that go up and down (with the parity of n, say).
    let rate = Fit(h: h, errors: q).rate ?? 0
    return rate.magnitude >= Self.coarsePower ? .powerlike : .bounded
  }

  /// The rate between the last two levels, extrapolated where three rates go to a limit: the values
  /// are exact, and the last rate is the nearest to asymptotic.
  private static func power(_ q: [Double], _ h: [Double]) -> (Double, halfWidth: Double?) {
    let rates = (1..<q.count).compactMap { observedRate(q[$0 - 1], q[$0], key: h[$0 - 1], h[$0]) }
    guard let last = rates.last else { return (0, nil) }
    guard rates.count > 1 else { return (last, nil) }
    if rates.count > 2, rates.count == q.count - 1,
      let r = Richardson(Array(rates.suffix(3)), h: Array(h.suffix(3)))
    {
      return (r.limit, (r.limit - last).magnitude)
    }
    return (last, (last - rates[rates.count - 2]).magnitude)
  }

  /// The limit of a sequence whose differences fall like powers of h; its half-width is how far the
  /// last two estimates of the best column lie apart.
  private static func extrapolate(_ q: [Double], _ h: [Double]) -> Limit? {
    var column = q
    var levels = h
    var rate: Double?
    var best: Limit?
    while column.count > 2 {
      var next: [Double] = []
      for i in 2..<column.count {
        guard let r = Richardson(Array(column[(i - 2)...i]), h: Array(levels[(i - 2)...i])) else {
          next = []
          continue
        }
        next.append(r.limit)
        if i == column.count - 1, rate == nil { rate = r.rate }
      }
      guard let value = next.last else { break }
      let before = next.count > 1 ? next[next.count - 2] : column[column.count - 1]
      let limit = Limit(value: value, halfWidth: (value - before).magnitude, rate: rate)
      if let best, limit.halfWidth! >= best.halfWidth! { break }
      best = limit
      levels = Array(levels.suffix(next.count))
      column = next
    }
    if let best { return best }
    // Differences that have become round-off, or fall in no order that has a rate.
    let n = q.count
    guard n > 2 else { return nil }
    let change = (q[n - 1] - q[n - 2]).magnitude
    guard change <= (q[n - 2] - q[n - 3]).magnitude else { return nil }
    return Limit(value: q[n - 1], halfWidth: change)
  }
}
