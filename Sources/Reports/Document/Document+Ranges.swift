import Studies

extension Series {
  /// The norms that have columns or tables of their own.
  var singleNorms: [String] {
    ranges.isEmpty ? norms : norms.filter { listedNorms.contains($0) }
  }
}

extension Document {
  /// The ranges of orders, a table each: s against the finest value and, where there are rates, the
  /// fitted and the predicted one.
  mutating func addRanges(of results: Results) {
    for (s, series) in results.series.enumerated() {
      for range in series.ranges {
        var strips = series.measures.map { measure in
          (measure, self.strips(of: series, range, measure, isError: results.study == .convergence))
        }.filter { !$0.1.isEmpty }
        // Two measures that print the same share their columns.
        if let d = strips.firstIndex(where: { $0.0 == "discrete" }),
          let other = strips.firstIndex(where: { $0.0 == "spectral" }),
          zip(strips[d].1, strips[other].1).allSatisfy({
            $0.cells.map(\.text) == $1.cells.map(\.text)
          })
        {
          strips[d].1[0].column.title = "d = s"
          strips.remove(at: other)
        }
        let all = strips.flatMap(\.1)
        guard !all.isEmpty else { continue }
        var table = Table(key: "s", columns: all.map(\.column))
        table.groups = .hidden
        table.rows = range.orders.indices.map { i in
          Table.Row(
            label: Digits.significant(10)(range.orders[i]), level: i, cells: all.map { $0.cells[i] }
          )
        }
        var words = [series.name, range.name].filter { !$0.isEmpty }.joined(separator: "  ")
        words += "  at n = \(series.levels.last?.label ?? "-")"
        if all.contains(where: { $0.column.role == .rate }) { words += ", rates of the fits" }
        sections.append(Section(heading: [.text(words)], series: s, table: table))
      }
    }
  }

  /// Value, rate and theory of every order by one measure.
  private mutating func strips(
    of series: Series, _ range: OrderRange, _ measure: Measure, isError: Bool
  ) -> [Strip] {
    let digits = Digits.scientific(isError ? 3 : 6)
    let curves = range.norms.map {
      Curve(series, norm: $0, measure: measure, digits: digits)
    }
    guard curves.contains(where: { $0 != nil }) else { return [] }
    let group = Label.text(measure)
    var strips = [
      Strip(
        column: Table.Column(group: group, title: measure, name: ""),
        cells: curves.map { $0?.values.last ?? .blank })
    ]
    if curves.contains(where: { $0?.halfWidths.last?.value != nil }) {
      strips.append(
        Strip(
          column: Table.Column(role: .rate, group: group, title: "±", name: "", gap: 1, room: 6),
          cells: curves.map { $0?.halfWidths.last ?? .blank }))
    }
    if curves.contains(where: { $0?.fit != nil || $0?.rates.last?.isWord == true }) {
      strips.append(
        Strip(
          column: Table.Column(
            role: .rate, group: group, title: "rate", name: "", gap: 2, room: 5),
          cells: curves.map { curve in
            guard let slope = curve?.fit?.rate, curve?.rates.last?.isWord != true else {
              return curve?.rates.last ?? .blank
            }
            return Table.Cell(Digits.fixed(2)(slope), value: slope)
          }))
    }
    let hasTheory = curves.contains { $0?.fit?.predicted != nil || $0?.fit?.predictedWord != nil }
    if hasTheory {
      var cells: [Table.Cell] = []
      for curve in curves {
        let found = curve?.fit
        let text = found?.predicted.map(Digits.fixed(2).callAsFunction) ?? found?.predictedWord
        cells.append(
          Table.Cell(
            text ?? "-", value: found?.predicted, note: found?.reason.map { note($0) }))
      }
      strips.append(
        Strip(
          column: Table.Column(
            role: .rate, group: group, title: "theory", name: "", gap: 2, room: 6),
          cells: cells))
    }
    return strips
  }
}
