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
