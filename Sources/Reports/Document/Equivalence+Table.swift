import Studies

extension Equivalence {
  /// The constants, a row a level, and their limits, powers and known values under them.
  var table: Table {
    let isTwoSided = levels.contains { $0.lower != nil }
    var columns: [(constant: Table.Column, mode: Table.Column, values: ConstantColumn)] = []
    if isTwoSided {
      columns.append(
        Self.columns(
          "lower", ConstantColumn(levels.map(\.lower), levels.map(\.lowerMode), self, .lower)))
    }
    columns.append(
      Self.columns(
        "upper",
        ConstantColumn(levels.map { $0.upper ?? .infinity }, levels.map(\.upperMode), self, .upper))
    )
    var table = Table()
    table.groups = .hidden
    let modes = columns.map { $0.values.modes.contains { $0 != nil } }
    for (column, hasModes) in zip(columns, modes) {
      table.columns += hasModes ? [column.constant, column.mode] : [column.constant]
    }
    func row(_ label: String, level: Int? = nil, _ cells: (ConstantColumn) -> [Table.Cell])
      -> Table.Row
    {
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
    _ title: String, _ values: ConstantColumn
  ) -> (Table.Column, Table.Column, ConstantColumn) {
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
