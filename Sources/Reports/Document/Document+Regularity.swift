import Studies

extension Document {
  /// A study `regularity`: for each function s* by grid, then the shells of the finest.
  mutating func addRegularity(of results: Results) {
    for (s, (estimate, series)) in zip(results.regularity, results.series).enumerated() {
      let notes = self.notes(of: series)
      sections.append(
        Section(heading: series.heading, notes: notes, series: s, table: estimate.orders))
      guard !estimate.shells.isEmpty, let finest = estimate.rows.last else { continue }
      sections.append(
        Section(
          heading: [.text("shells of \(estimate.function) at n = \(finest.level.label)")],
          table: estimate.shellTable))
    }
  }
}

extension RegularityEstimate {
  /// s*, or the strip, by grid.
  fileprivate var orders: Table {
    let hasOrder = rows.contains { $0.order != nil }
    let hasStrip = rows.contains { $0.strip != nil }
    var table = Table()
    table.groups = .hidden
    if hasOrder {
      table.columns += [
        Table.Column(title: "s*", name: "s"),
        Table.Column(role: .rate, title: "±", name: "s halfwidth", gap: 1, room: 6),
      ]
    }
    if hasStrip {
      table.columns += [
        Table.Column(title: "strip", name: "strip"),
        Table.Column(role: .rate, title: "±", name: "strip halfwidth", gap: 1, room: 6),
      ]
    }
    table.columns.append(Table.Column(role: .ratio, title: "decay", name: "decay"))
    table.rows = rows.enumerated().map { i, row in
      var cells: [Table.Cell] = []
      if hasOrder { cells += Self.cells(row.order, .fixed(3), row.halfWidth) }
      if hasStrip {
        cells += Self.cells(row.strip?.width, .significant(6), row.strip?.halfWidth)
        if row.strip?.isLowerBound == true {
          cells[cells.count - 2].text = "> " + cells[cells.count - 2].text
        }
      }
      cells.append(Table.Cell(row.model.rawValue))
      return Table.Row(label: row.level.label, level: i, cells: cells)
    }
    return table
  }

  private static func cells(
    _ value: Double?, _ digits: Digits, _ halfWidth: Double?
  ) -> [Table.Cell] {
    [
      value.map { Table.Cell(digits($0), value: $0) } ?? Table.Cell(),
      halfWidth.map { Table.Cell(Digits.halfWidth($0), value: $0) } ?? .blank,
    ]
  }

  /// The energy of every shell, the slope between neighbours, and which of them the fit uses.
  fileprivate var shellTable: Table {
    var table = Table()
    table.key = "|κ| from"
    table.groups = .hidden
    table.columns = [
      Table.Column(title: "to", name: ""), Table.Column(title: "energy", name: ""),
      Table.Column(role: .rate, title: "slope/2", name: "", gap: 2, room: 7),
      Table.Column(role: .ratio, title: "", name: "", gap: 2, room: 7),
    ]
    let edges = Digits.significant(5)
    table.rows = shells.map { shell in
      Table.Row(
        label: edges(shell.lower),
        cells: [
          Table.Cell(edges(shell.upper), value: shell.upper),
          Table.Cell(Digits.scientific(3)(shell.energy), value: shell.energy),
          shell.slope.map { Table.Cell(Digits.fixed(2)($0), value: $0) } ?? Table.Cell(),
          shell.note.map { Table.Cell($0) } ?? (shell.isFitted ? Table.Cell("fit") : .blank),
        ])
    }
    return table
  }
}
