import Studies

/// What one measure found of one norm on all levels of a series, as text.
struct Curve {
  let measure: Measure
  let values: [Table.Cell]
  /// How far values may be off, where they are estimates.
  let halfWidths: [Table.Cell]
  /// |value − known|, in a study `norms`.
  let errors: [Table.Cell]
  let rates: [Table.Cell]
  let marks: [Mark?]
  let fit: Fit?

  /// nil if the series holds neither a number nor a mark for it.
  init?(_ series: Series, norm: String, measure: Measure, digits: Digits) {
    func entries<Value>(_ path: (Level) -> [String: [Measure: Value]]) -> [Value?] {
      series.levels.map { path($0)[norm]?[measure] }
    }
    let numbers = entries(\.values)
    let marks = entries(\.marks)
    if numbers.allSatisfy({ $0 == nil }), marks.allSatisfy({ $0 == nil }) { return nil }

    self.measure = measure
    self.marks = marks
    values = zip(numbers, marks).map { Curve.value($0, mark: $1, digits) }
    halfWidths = entries(\.halfWidths).map { width in
      width.map { Table.Cell(Digits.halfWidth($0), value: $0) } ?? .blank
    }
    errors = entries(\.errors).map { Curve.value($0, mark: nil, .scientific(2)) }
    rates = zip(entries(\.rates), marks).map(Curve.rate)
    fit = series.fits[norm]?[measure]
  }

  /// Whether both print the same on every level: one column serves for both.
  ///
  /// A level where both have hit round-off is not compared, unless there is no other.
  func agrees(with other: Curve) -> Bool {
    let levels = values.indices
    let compared = levels.filter { marks[$0] != .floor || other.marks[$0] != .floor }
    return (compared.isEmpty ? Array(levels) : compared).allSatisfy {
      values[$0].text == other.values[$0].text && errors[$0].text == other.errors[$0].text
    }
  }

  /// The quotients of both values, a dash where one of them is round-off.
  func ratios(to other: Curve) -> [Table.Cell] {
    values.indices.map { i in
      guard let a = values[i].value, let b = other.values[i].value, b != 0,
        ![marks[i], other.marks[i]].contains(where: { $0 == .floor || $0 == .exact })
      else { return Table.Cell() }
      let ratio = a / b
      return Table.Cell(
        (0.1..<1000).contains(ratio) ? Digits.fixed(4)(ratio) : Digits.scientific(2)(ratio),
        value: ratio)
    }
  }

  private static func value(_ x: Double?, mark: Mark?, _ digits: Digits) -> Table.Cell {
    switch mark {
    case .infinite: return Table.Cell("inf")
    case .inadmissible: return Table.Cell("inadmissible")
    default: break
    }
    guard let x else { return Table.Cell() }
    guard x.isFinite else { return Table.Cell(digits(x)) }
    return Table.Cell(x == 0 ? "0" : digits(x), value: x)
  }

  private static func rate(_ rate: Double?, mark: Mark?) -> Table.Cell {
    switch mark {
    case .exact, .floor, .biased, .unaligned, .exponential: return Table.Cell(mark?.rawValue ?? "-")
    default: break
    }
    guard let rate, rate.isFinite else { return Table.Cell() }
    return Table.Cell(Digits.fixed(2)(rate), value: rate)
  }
}
