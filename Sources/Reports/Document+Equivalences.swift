import Studies

extension Document {
  /// A study `equivalence`: a block for each pair, with its limits, powers and verdict.
  mutating func addEquivalences(of results: Results) {
    let first = sections.count
    for equivalence in results.equivalences {
      var section = Section(table: Table())
      section.heading = equivalence.heading
      section.margin = equivalence.margin
      section.remarks = equivalence.remarks
      section.table = equivalence.table
      sections.append(section)
    }
    align(first..<sections.count)
    addEquivalencesAcrossVariants(of: results)
  }

  /// After the blocks of the variants one across them for each pair: constants on the finest grid.
  private mutating func addEquivalencesAcrossVariants(of results: Results) {
    var pairs: [String] = []
    for found in results.equivalences where found.variant != nil && !pairs.contains(found.pair) {
      pairs.append(found.pair)
    }
    for pair in pairs {
      let variants = results.equivalences.filter { $0.variant != nil && $0.pair == pair }
      guard variants.count > 1 else { continue }
      let tables = variants.map(\.table)
      var table = Table(key: variants[0].sweep.isEmpty ? "variant" : "sweep")
      table.groups = .hidden
      for (title, room) in [("lower", 8), ("upper", 8)]
      where tables.contains(where: { $0.columns.contains { $0.title == title } }) {
        table.columns.append(Table.Column(title: title, name: "", room: room))
      }
      table.columns.append(Table.Column(role: .ratio, title: "verdict", name: "", gap: 3, room: 8))
      table.rows = zip(variants, tables).enumerated().map { i, entry in
        let (found, own) = entry
        let finest = own.rows.last { $0.level != nil }
        var cells = table.columns.dropLast().map { column in
          own.columns.firstIndex { $0.title == column.title }.flatMap { finest?.cells[$0] }
            ?? .blank
        }
        cells.append(Table.Cell(found.verdict.rawValue))
        return Table.Row(label: found.variant ?? "", level: i, cells: cells)
      }
      sections.append(
        Section(heading: [.text(pair + "  (on each finest grid)")], table: table))
    }
  }

  /// Gives the columns of several sections one width, so that they stand under each other.
  private mutating func align(_ range: Range<Int>) {
    for c in 0..<(range.map { sections[$0].table.columns.count }.max() ?? 0) {
      let tables = range.map { sections[$0].table }.filter { $0.columns.indices.contains(c) }
      let room = tables.flatMap { table in
        table.rows.map(\.cells[c].text.count) + [table.columns[c].room]
      }.max()!
      for s in range where sections[s].table.columns.indices.contains(c) {
        sections[s].table.columns[c].room = room
      }
    }
    let labels = range.flatMap { sections[$0].table.rows.map(\.label.count) }
    for s in range { sections[s].table.keyRoom = (labels.max() ?? 0) + 1 }
  }
}

extension Equivalence {
  /// `fd2 seminorm:  |H1| fd2 : |H1| fourier`, in one line.
  fileprivate var heading: [Label] {
    let sides = [left, right].map { side -> [Label] in
      let words = side.split(separator: " ", maxSplits: 1)
      return [.norm(String(words[0]))] + words.dropFirst().map { .text(" \($0)") }
    }
    var heading: [Label] = name == "\(left) : \(right)" ? [] : [.text(name + ":  ")]
    heading += sides[0] + [.text(" : ")] + sides[1]
    if let addition { heading.append(.text("  (\(addition))")) }
    return heading
  }

  /// The same in the lines of a margin.
  fileprivate var margin: [String] {
    [name, " \(left) : \(right)"] + (addition.map { [" (\($0))"] } ?? [])
  }

  /// The pair, with the variant before it.
  private var name: String { [variant, pair].compactMap(\.self).joined(separator: ": ") }

  /// `times h, zero mean`
  private var addition: String? {
    var words: [String] = []
    if isSquared { words.append("squares") }
    if scale != 0 {
      words.append(scale == 1 ? "times h" : "times h^\(Digits.significant(6)(scale))")
    }
    if subspace != "all" { words.append(subspace.replacing("-", with: " ")) }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  fileprivate var remarks: [String] {
    let long = [("c", knownNotes.lower), ("C", knownNotes.upper)].compactMap { name, note in
      note.flatMap { $0.count > Self.longestLabel ? "known: \(name) = \($0)" : nil }
    }
    return long + ["verdict: \(verdict.rawValue)" + (reason.map { ", \($0)" } ?? "")]
  }

  /// An expression that is longer does not stand in the first column.
  fileprivate static let longestLabel = 10

  // MARK: The table

  fileprivate var table: Table {
    let isTwoSided = levels.contains { $0.lower != nil }
    var columns: [(constant: Table.Column, mode: Table.Column, values: Values)] = []
    if isTwoSided {
      columns.append(
        Self.columns("lower", Values(levels.map(\.lower), levels.map(\.lowerMode), self, .lower)))
    }
    columns.append(
      Self.columns(
        "upper",
        Values(levels.map { $0.upper ?? .infinity }, levels.map(\.upperMode), self, .upper)))
    var table = Table()
    table.groups = .hidden
    let modes = columns.map { $0.values.modes.contains { $0 != nil } }
    for (column, hasModes) in zip(columns, modes) {
      table.columns += hasModes ? [column.constant, column.mode] : [column.constant]
    }
    func row(_ label: String, level: Int? = nil, _ cells: (Values) -> [Table.Cell]) -> Table.Row {
      Table.Row(
        label: label, level: level,
        cells: zip(columns, modes).flatMap { column, hasModes in
          let cells = cells(column.values)
          return hasModes ? cells + (cells.count < 2 ? [.blank] : []) : [cells[0]]
        })
    }
    for (i, level) in levels.enumerated() {
      table.rows.append(
        row(level.label, level: i) { [$0.constant(i), $0.mode(i)] })
    }
    let all = columns.map(\.values)
    if all.contains(where: { $0.limit != nil }) {
      table.rows.append(row("limit") { [$0.limitCell] })
    }
    if all.contains(where: { !$0.halfWidth.text.isEmpty }) {
      table.rows.append(row("±") { [$0.halfWidth] })
    }
    if all.contains(where: { ($0.power ?? 0) != 0 }) {
      table.rows.append(row("power") { [$0.powerCell] })
    }
    let notes = all.map { $0.known == nil ? nil : $0.note ?? "known" }
    for note in Set(notes.compactMap(\.self)).sorted() {
      table.rows.append(row(note) { ($0.note ?? "known") == note ? [$0.knownCell] : [.blank] })
    }
    for strip in [iterations, residuals].compactMap(\.self) { table.append(strip) }
    return table
  }

  private static func columns(
    _ title: String, _ values: Values
  ) -> (Table.Column, Table.Column, Values) {
    let mode = Table.Column(role: .ratio, title: "mode", name: "\(title) mode", gap: 3, room: 4)
    return (Table.Column(title: title, name: title, gap: 3, room: 8), mode, values)
  }

  /// What an eigenvalue iteration needed, where one ran.
  private var iterations: Strip? {
    guard levels.contains(where: { $0.iterations != nil }) else { return nil }
    return Strip(
      column: Table.Column(title: "iterations", name: "iterations", room: 4),
      cells: levels.map { level in
        level.iterations.map { Table.Cell("\($0)", value: Double($0)) } ?? Table.Cell()
      })
  }

  /// How far the eigenvalue equations are from holding, where an iteration solved them.
  private var residuals: Strip? {
    guard levels.contains(where: { $0.residual != nil }) else { return nil }
    return Strip(
      column: Table.Column(title: "residual", name: "residual", room: 6),
      cells: levels.map { level in
        level.residual.map { Table.Cell(Digits.scientific(0)($0), value: $0) } ?? Table.Cell()
      })
  }

  /// One constant over the levels, and what stands under it.
  private struct Values {
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
}

extension Table {
  /// Adds a column of the measured rows.
  fileprivate mutating func append(_ strip: Strip) {
    columns.append(strip.column)
    for r in rows.indices {
      rows[r].cells.append(rows[r].level.map { strip.cells[$0] } ?? .blank)
    }
  }
}

extension EquivalenceLevel {
  fileprivate var label: String {
    Level(cells: cells, h: h, unknowns: 0).label
  }
}
