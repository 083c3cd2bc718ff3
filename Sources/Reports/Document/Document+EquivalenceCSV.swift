import Studies

extension Document {
  /// The constants of every pair as comma-separated values: one row a level, all digits; the wave
  /// numbers of a mode are separated by blanks, and an infinite constant is `inf`.
  static func csv(of equivalences: [Equivalence]) -> String {
    let rank = equivalences.flatMap(\.levels).map(\.cells.count).max() ?? 1
    let axes = rank == 1 ? [""] : Array(["x", "y", "z"].prefix(rank))
    let hasVariant = equivalences.contains { $0.variant != nil }
    var rows = [
      (hasVariant ? ["variant"] : []) + ["pair", "left", "right"] + axes.map { "n" + $0 }
        + axes.map { "h" + $0 } + ["lower", "lower mode", "upper", "upper mode"]
    ]
    for pair in equivalences {
      for level in pair.levels {
        let sizes = axes.indices.map {
          level.cells.indices.contains($0) ? "\(level.cells[$0])" : ""
        }
        let widths = axes.indices.map { level.h.indices.contains($0) ? "\(level.h[$0])" : "" }
        rows.append(
          (hasVariant ? [pair.variant ?? ""] : []) + [pair.pair, pair.left, pair.right] + sizes
            + widths + [
              level.lower.map { "\($0)" } ?? "", Self.mode(level.lowerMode),
              level.upper.map { "\($0)" } ?? "inf", Self.mode(level.upperMode),
            ])
      }
    }
    return rows.map { $0.map(\.csvField).joined(separator: ",") + "\n" }.joined()
  }

  private static func mode(_ k: [Int]?) -> String {
    (k ?? []).map(String.init).joined(separator: " ")
  }
}
