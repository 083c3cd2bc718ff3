import Studies

/// One constant over the levels, and what stands under it.
struct ConstantColumn {
  let values: [Double?]
  let modes: [[Int]?]
  let limit: Limit?
  let power: Double?
  let known: Double?
  let note: String?

  init(
    _ values: [Double?], _ modes: [[Int]?], _ pair: Equivalence, _ side: Side
  ) {
    self.values = values
    self.modes = modes
    let isLower = side == .lower
    limit = isLower ? pair.limits.lower : pair.limits.upper
    power = isLower ? pair.powers.lower : pair.powers.upper
    known = isLower ? pair.known.lower : pair.known.upper
    let note = isLower ? pair.knownNotes.lower : pair.knownNotes.upper
    self.note = note.flatMap { $0.count > Equivalence.longestLabel ? nil : $0 }
  }

  enum Side { case lower, upper }

  private var digits: Digits {
    let finite = values.compactMap(\.self).filter(\.isFinite)
    let largest = finite.map(\.magnitude).max() ?? 0
    return largest >= 0.01 && largest < 10 ? .fixed(6) : .column(finite, significant: 7)
  }

  func constant(_ i: Int) -> Table.Cell { values[i].map(cell) ?? Table.Cell() }

  private func cell(_ x: Double) -> Table.Cell {
    Table.Cell(x == 0 ? "0" : digits(x), value: x.isFinite ? x : nil)
  }

  func mode(_ i: Int) -> Table.Cell {
    guard let k = modes[i] else { return .blank }
    let text = k.map(String.init).joined(separator: ", ")
    return Table.Cell(k.count == 1 ? text : "(\(text))", value: k.count == 1 ? Double(k[0]) : nil)
  }

  var limitCell: Table.Cell { limit.map { cell($0.value) } ?? .blank }

  /// Shown where it reaches the printed digits.
  var halfWidth: Table.Cell {
    guard let limit, let width = limit.halfWidth, width > 5e-7 * limit.value.magnitude else {
      return .blank
    }
    return Table.Cell(String(Digits.halfWidth(width).dropFirst()), value: width)
  }

  var powerCell: Table.Cell {
    guard let power, power != 0 else { return .blank }
    return Table.Cell(Digits.fixed(2)(power), value: power)
  }

  /// `✓ 1e-12`: the limit, or else the finest constant, agrees with the closed form up to this.
  var knownCell: Table.Cell {
    guard let known, let found = limit?.value ?? values.last ?? nil, found.isFinite else {
      return .blank
    }
    let difference = (found - known).magnitude
    let agrees = difference <= max(5e-7 * known.magnitude, limit?.halfWidth ?? 0)
    return Table.Cell((agrees ? "✓ " : "✗ ") + Self.bound(difference))
  }

  /// The power of ten above a difference: `1e-12`.
  private static func bound(_ x: Double) -> String {
    guard x > 0 else { return "0" }
    let text = Digits.scientific(0)(x)
    guard let e = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: e)...])
    else { return text }
    return "1e\(text.hasPrefix("1e") && x <= Double("1e\(exponent)")! ? exponent : exponent + 1)"
  }
}
