import Studies

extension Series {
  /// Richardson's limits of the norms under their columns, and how far they may be off.
  func limitRows(of strips: [Strip]) -> [Table.Row] {
    let found = strips.map { strip -> Limit? in
      guard strip.column.role == .value, case .norm(let norm)? = strip.column.group else {
        return nil
      }
      return normLimits[norm]?[strip.column.name]
    }
    guard found.contains(where: { $0 != nil }) else { return [] }
    var rows = [
      Table.Row(
        label: "limit",
        cells: zip(strips, found).map { strip, limit in
          guard let limit, case .norm(let norm)? = strip.column.group else { return .blank }
          let digits = Digits.column(values(of: norm), significant: 7)
          return Table.Cell(digits(limit.value), value: limit.value)
        })
    ]
    if found.contains(where: { $0?.halfWidth != nil }) {
      rows.append(
        Table.Row(
          label: "±",
          cells: found.map { limit in
            limit?.halfWidth.map { Table.Cell(Digits.halfWidth($0), value: $0) } ?? .blank
          }))
    }
    return rows
  }
}
