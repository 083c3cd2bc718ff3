import RealModule

/// x ↦ x^s on an interval of positive numbers, by one look-up and six terms of a series.
///
/// 2⁸ pieces an octave; with a number c near each piece whose inverse is short,
///
///     x^s = c^s (1 + r)^s,   r = x/c − 1,   |r| ≤ 2⁻⁹ (1 + 2⁻⁸)
///
/// Exact but for (2 + |s|) ε; |s| ≤ 4. 0^s is 0.
struct PowerTable: Sendable {
  /// 1/c and c^s of each piece.
  private let pieces: [(inverse: Double, power: Double)]
  private let first: Int
  /// s, s(s−1)/2, …
  private let series: (Double, Double, Double, Double, Double, Double)

  /// nil for an interval that is not positive, of too many octaves, or a power that is too high.
  init?(_ s: Double, from lower: Double, to upper: Double) {
    guard s.magnitude <= 4, lower >= .leastNormalMagnitude, upper < 0x1p1000, lower <= upper
    else { return nil }
    first = PowerTable.piece(lower) - 1
    let last = PowerTable.piece(upper) + 1
    guard last - first < 1 << 15 else { return nil }
    pieces = (first...last).map { piece in
      let middle = Double(bitPattern: UInt64(piece) << 44 | 1 << 43)
      // 20 bits are enough, and x/c is then rounded once.
      let inverse = Double(bitPattern: (1 / middle).bitPattern & ~0xffff_ffff)
      return (inverse, Double.pow(inverse, -s))
    }
    var terms = [1.0]
    for j in 0..<6 { terms.append(terms[j] * (s - Double(j)) / Double(j + 1)) }
    series = (terms[1], terms[2], terms[3], terms[4], terms[5], terms[6])
  }

  /// How many pieces an interval has: what making its table costs.
  static func count(from lower: Double, to upper: Double) -> Int {
    piece(upper) - piece(lower) + 3
  }

  /// The exponent and the first eight bits of the significand.
  private static func piece(_ x: Double) -> Int { Int(x.bitPattern >> 44) }

  /// Raises every number of a row, which lie in the interval or are 0.
  func raise(_ row: UnsafeMutableBufferPointer<Double>) {
    let (a, b, c, d, e, f) = series
    pieces.withUnsafeBufferPointer { pieces in
      for k in row.indices {
        let x = row[k]
        if x == 0 { continue }
        let piece = pieces[PowerTable.piece(x) - first]
        let r = x * piece.inverse - 1
        let sum = r * (a + r * (b + r * (c + r * (d + r * (e + r * f)))))
        row[k] = piece.power + piece.power * sum
      }
    }
  }
}
