import RealModule

extension Equivalence {
  /// Limits, powers and the verdict, from the levels.
  ///
  /// Limits are those of the tabulated constants; powers and verdict are of the constants without
  /// the factor h^scale.
  ///
  /// - Parameter lastModes: the wave number of the last mode of each axis, where it has one, a list
  ///   a level; empty where nothing is called a checkerboard.
  package mutating func judge(key: RateKey, lastModes: [[Int?]] = []) {
    let h = levels.map { key.abscissa(Level(cells: $0.cells, h: $0.h, unknowns: $0.unknowns)) }
    let lower = levels.map(\.lower)
    let upper = levels.map(\.upper)
    var reasons: [String] = []
    let isOneSided = verdict == .embedded || verdict == .notEmbedded
    if !isOneSided {
      if let i = levels.lastIndex(where: { $0.lower == 0 }) {
        let last = lastModes.indices.contains(i) ? lastModes[i] : []
        reasons.append(Self.zero(levels[i], lastModes: last))
        if lower.allSatisfy({ $0 == 0 }) { limits.lower = Limit(value: 0, halfWidth: 0) }
      } else if lower.allSatisfy({ $0 != nil }) {
        reasons += judge(lower.map { $0! }, h, \.lower, "lower")
      }
    }
    if let level = levels.last(where: { $0.upper == nil }) {
      reasons.append("the upper constant is infinite" + Self.mode(level.upperMode))
    } else {
      reasons += judge(upper.map { $0! }, h, \.upper, "upper")
    }
    if !reasons.isEmpty { verdict = isOneSided ? .notEmbedded : .notEquivalent }
    reason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
  }

  private mutating func judge(
    _ values: [Double], _ h: [Double],
    _ side: WritableKeyPath<EquivalenceConstants<Double>, Double?>, _ name: String
  ) -> [String] {
    let spacings = levels.map { $0.h.max()! }
    // The trend is judged on norms, whose squares tell a logarithm from a power.
    let own = zip(values, spacings).map { value, h in
      let ratio = scale == 0 ? value : value / Double.pow(h, scale)
      return isSquared ? ratio.squareRoot() : ratio
    }
    let trend = ConstantTrend(own, h: h, tolerance: noise)
    let factor: Double = isSquared ? 2 : 1
    powers[keyPath: side] = factor * trend.power
    powerHalfWidths[keyPath: side] = trend.halfWidth.map { factor * $0 }
    let isTabulated = scale == 0 && !isSquared
    let limit =
      isTabulated ? trend.limit : ConstantTrend(values, h: h, tolerance: noise).limit
    if name == "lower" { limits.lower = limit } else { limits.upper = limit }
    guard trend.isDegenerate else { return [] }
    isDegenerate = true
    let isGrowing = own.last! > own.first!
    return [
      "the \(name) constant \(isGrowing ? "grows" : "falls") "
        + (trend.isLogarithmic
          ? "slower than any power"
          : "like h^\(Self.spelled(factor * trend.power, factor * (trend.halfWidth ?? 0)))")
    ]
  }

  /// Relative differences that say nothing: round-off of a square root of a ratio of sums, or the
  /// residual of an iteration, which bounds its error from above (an error is of its square).
  private var noise: Double {
    max(64 * Double.ulpOfOne, levels.compactMap(\.residual).max() ?? 0)
  }

  /// The multiple of ½ that the power may be, or else two decimals: `-1`, `0.5`, `-0.98`; two digits of a
  /// small one.
  private static func spelled(_ power: Double, _ halfWidth: Double) -> String {
    let simple = (2 * power).rounded() / 2
    let isSimple = simple != 0 && (power - simple).magnitude <= max(halfWidth, 0.005)
    var shown = isSimple ? simple : (power * 100).rounded() / 100
    if !isSimple, power != 0, power.magnitude < 0.1 {
      let places = Double.pow(10, 1 - Double.log10(power.magnitude).rounded(.down))
      shown = (power * places).rounded() / places
    }
    return shown == shown.rounded() ? "\(Int(shown))" : "\(shown)"
  }

  /// Why a lower constant is 0: what the left norm does not see.
  private static func zero(_ level: EquivalenceLevel, lastModes: [Int?]) -> String {
    guard let k = level.lowerMode, !lastModes.isEmpty,
      zip(k, lastModes).allSatisfy({ $0 == 0 || $0 == $1 }), k.contains(where: { $0 != 0 })
    else { return "the lower constant is 0" + mode(level.lowerMode) }
    let names = zip(k, level.cells).map { k, n in k == 0 ? "0" : 2 * k == n ? "n/2" : "n" }
    let name = names.count == 1 ? names[0] : "(" + names.joined(separator: ", ") + ")"
    return "the checkerboard (mode \(name)) is not seen"
  }

  /// ` at the mode 128`
  private static func mode(_ k: [Int]?) -> String {
    guard let k else { return "" }
    if k.allSatisfy({ $0 == 0 }) { return " at the constants" }
    let name = k.count == 1 ? "\(k[0])" : "(" + k.map(String.init).joined(separator: ", ") + ")"
    return " at the mode " + name
  }
}

extension EquivalenceLevel {
  /// The number of cells, which grows with the unknowns.
  fileprivate var unknowns: Int { cells.reduce(1, *) }
}
