import Studies

extension Results {
  /// Whether there is nothing to compare between grids: norms on one grid each, without error bars.
  var isList: Bool {
    study == .norms
      && series.allSatisfy {
        $0.levels.count == 1 && $0.ranges.isEmpty && $0.levels[0].halfWidths.isEmpty
      }
  }
}

extension Document {
  /// A study `norms` on one grid: a list for each function, a row a norm and a column a measure.
  mutating func addNormLists(of results: Results) {
    for series in results.series {
      guard let level = series.levels.first else { continue }
      var table = Table()
      table.key = "norm"
      table.groups = .hidden
      table.columns = series.measures.map { Table.Column(title: $0, name: $0, room: 12) }
      let hasKnown = !series.known.isEmpty
      if hasKnown {
        table.columns.append(Table.Column(title: "known", name: "known", room: 12))
        table.columns += series.measures.map { measure in
          Table.Column(
            role: .ratio, title: series.measures.count > 1 ? "|\(measure) − known|" : "|u − known|",
            name: measure + " error", room: 10)
        }
      }
      table.rows = series.norms.map { norm in
        let digits = Digits.significant(10)
        let values = series.measures.map { measure -> Table.Cell in
          switch level.marks[norm]?[measure] {
          case let mark? where mark == .inadmissible || mark == .infinite:
            return Table.Cell(mark.rawValue)
          default:
            let value = level.values[norm]?[measure]
            return value.map { Table.Cell(digits($0), value: $0) } ?? Table.Cell()
          }
        }
        var row = Table.Row(label: norm, heading: .norm(norm), cells: values)
        guard hasKnown else { return row }
        row.cells.append(series.known[norm].map { Table.Cell(digits($0), value: $0) } ?? .blank)
        row.cells += series.measures.map { measure in
          level.errors[norm]?[measure].map { Table.Cell(Digits.scientific(2)($0), value: $0) }
            ?? .blank
        }
        return row
      }
      var heading = series.heading
      if heading.isEmpty { heading = [.text("n = \(level.label)")] }
      sections.append(Section(heading: heading, notes: notes(of: series), table: table))
    }
  }
}
