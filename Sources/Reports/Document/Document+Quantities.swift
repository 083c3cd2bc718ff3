import Studies

extension Document {
  /// The quantities of u_h, with Richardson's rate and limit, and the distance to a known limit.
  mutating func addQuantities(of results: Results) {
    for (s, series) in results.series.enumerated() {
      let strips = series.quantities.flatMap { series.strips(of: $0) }
      guard !strips.isEmpty else { continue }
      var table = Table(columns: strips.map(\.column))
      table.groups = .hidden
      table.rows = series.rows(of: strips)
      if let limits = series.limitRow(columns: table.columns) { table.rows.append(limits) }
      sections.append(
        Section(
          heading: series.heading,
          notes: series.norms.isEmpty ? notes(of: series) : [], series: s, table: table))
    }
  }
}

extension Series {
  private static let limitName = "limit"

  fileprivate func strips(of quantity: String) -> [Strip] {
    let values = levels.map { $0.quantities[quantity] }
    let limits = levels.map { $0.quantityLimits[quantity] }
    let group = Label.text(quantity)
    guard values.contains(where: { $0 != nil }) else { return [] }
    let digits = Digits.column(values.compactMap(\.self), significant: 9)
    func cells(_ numbers: [Double?], _ digits: Digits) -> [Table.Cell] {
      numbers.map { x in
        guard let x else { return Table.Cell() }
        return Table.Cell(digits(x), value: x.isFinite ? x : nil)
      }
    }
    var strips = [
      Strip(
        column: Table.Column(group: group, title: quantity, name: "value"),
        cells: cells(values, digits))
    ]
    let rates = cells(levels.map { $0.quantityRates[quantity] }, .fixed(2))
    if rates.contains(where: { $0.value != nil }) {
      strips.append(
        Strip(
          column: Table.Column(
            role: .rate, group: group, title: "rate", name: "rate", gap: 2, room: 4),
          cells: rates))
    }
    let hasLimits = limits.contains { $0 != nil }
    if hasLimits || self.limits[quantity] != nil {
      strips.append(
        Strip(
          column: Table.Column(role: .ratio, group: group, title: "limit", name: Self.limitName),
          cells: cells(limits, digits)))
    }
    if let known = known[quantity] {
      let distances = (hasLimits ? limits : values).map { x in x.map { known - $0 } }
      strips.append(
        Strip(
          column: Table.Column(
            role: .ratio, group: group, title: hasLimits ? "known − limit" : "known − value",
            name: "error"),
          cells: cells(distances, .scientific(1))))
    }
    return strips
  }

  /// The final limits with their half-widths, where the levels' own do not say the same.
  fileprivate func limitRow(columns: [Table.Column]) -> Table.Row? {
    let isNew = quantities.contains { quantity in
      guard let limit = limits[quantity] else { return false }
      return limit.halfWidth != nil || levels.last?.quantityLimits[quantity] == nil
    }
    guard isNew else { return nil }
    return Table.Row(
      label: Self.limitName,
      cells: columns.map { column in
        guard case .text(let quantity)? = column.group, let limit = limits[quantity] else {
          return .blank
        }
        switch (column.role, column.name) {
        case (.value, _):
          return Table.Cell(limit.halfWidth.map(Digits.halfWidth) ?? "", value: limit.halfWidth)
        case (.rate, _):
          return limit.rate.map { Table.Cell(Digits.fixed(2)($0), value: $0) } ?? .blank
        case (_, Self.limitName):
          let values = levels.compactMap { $0.quantities[quantity] }
          return Table.Cell(
            Digits.column(values, significant: 9)(limit.value), value: limit.value)
        default: return .blank
        }
      })
  }
}
