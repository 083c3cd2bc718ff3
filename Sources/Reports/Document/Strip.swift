import Studies

/// A column with its cells and with the fit that stands under it.
struct Strip {
  var column: Table.Column
  /// One cell a level.
  var cells: [Table.Cell]
  /// The fit, on the rate's strip and on that of the value before it.
  var fit: Fit?
  /// The rows of the fit in words: `n = 32 … 256`.
  var range: String?

  /// A value and, with `showsRates`, its rate.
  static func pair(
    _ column: Table.Column, values: [Table.Cell], curve: Curve, range: String?, showsRates: Bool
  ) -> [Strip] {
    let value = Strip(column: column, cells: values, fit: curve.fit, range: range)
    guard showsRates else { return [value] }
    let rate = Table.Column(
      role: .rate, group: column.group, title: "rate", name: column.name + " rate", gap: 2, room: 4)
    return [value, Strip(column: rate, cells: curve.rates, fit: curve.fit, range: range)]
  }

  /// The quotient discrete/spectral.
  static func ratio(_ d: Curve, _ s: Curve, group: Label, gap: Int) -> Strip? {
    let cells = d.ratios(to: s)
    guard cells.contains(where: { $0.value != nil }) else { return nil }
    return Strip(
      column: Table.Column(role: .ratio, group: group, title: "d/s", name: "", gap: gap, room: 6),
      cells: cells)
  }
}

extension Series {
  /// The first and last level of a fit in words; nil without a slope.
  func range(of fit: Fit?) -> String? {
    guard let fit, fit.rate != nil, let rows = fit.rows, let first = rows.first,
      let last = rows.last, levels.indices.contains(first), levels.indices.contains(last)
    else { return nil }
    return "n = \(levels[first].label) … \(levels[last].label)"
  }

  /// What the measures found of a norm, in the order of the columns.
  func curves(of norm: String, digits: Digits) -> [Curve] {
    measures.compactMap { Curve(self, norm: norm, measure: $0, digits: digits) }
  }

  /// Every value of a norm, for the choice of its digits.
  func values(of norm: String) -> [Double] {
    levels.flatMap { level in (level.values[norm] ?? [:]).values }
      + [known[norm]].compactMap(\.self)
  }

  /// Whether the mean was subtracted before this norm was taken.
  func removesMean(_ norm: String) -> Bool {
    levels.contains { ($0.marks[norm] ?? [:]).values.contains(.meanRemoved) }
  }
}
