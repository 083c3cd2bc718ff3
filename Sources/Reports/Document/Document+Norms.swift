import Studies

extension Document {
  /// A study `norms`: a block for each function and norm, with the known value in its heading.
  mutating func addNorms(of results: Results, merging: Bool) {
    for (s, series) in results.series.enumerated() {
      for norm in merging ? series.singleNorms : series.norms {
        let digits = Digits.column(series.values(of: norm), significant: 7)
        let strips = strips(
          of: series, norm, curves: series.curves(of: norm, digits: digits), merging: merging)
        guard !strips.isEmpty else { continue }
        let notes = [meanNote([series], norm)].compactMap(\.self) + self.notes(of: series)
        var table = Table(columns: strips.map(\.column))
        table.groups = .hidden
        table.rows = series.rows(of: strips) + summary(of: strips) + series.limitRows(of: strips)

        var heading: [Label] = []
        if results.series.count > 1, !series.name.isEmpty {
          heading.append(.text(series.name + ":  "))
        }
        heading.append(.norm(norm))
        if let known = series.known[norm] {
          let given = series.knownNotes[norm].map { "given: \($0)" } ?? "given"
          heading.append(.text(" = \(digits(known))  (\(given))"))
        }
        sections.append(Section(heading: heading, notes: notes, series: s, table: table))
      }
    }
  }

  private func strips(of series: Series, _ norm: String, curves: [Curve], merging: Bool) -> [Strip]
  {
    let group = Label.norm(norm)
    let isKnown = series.known[norm] != nil
    let d = curves.first { $0.measure == "discrete" }
    let s = curves.first { $0.measure == "spectral" }
    var isShared = false
    if merging, let d, let s { isShared = d.agrees(with: s) }
    let shown = curves.filter { !(isShared && $0.measure == "spectral") }

    var strips: [Strip] = []
    for curve in shown {
      var column = Table.Column(group: group, title: curve.measure, name: curve.measure, room: 8)
      if isShared, curve.measure == "discrete" { column.title = "d = s" }
      let rated = curve.rates.contains { $0.text != "-" }
      strips += Strip.pair(
        column, values: curve.values, curve: curve, range: series.range(of: curve.fit),
        showsRates: !isKnown && rated)
      if isKnown { strips[strips.count - 1].fit = nil }
      if curve.halfWidths.contains(where: { $0.value != nil }) {
        strips.append(
          Strip(
            column: Table.Column(
              role: .rate, group: group, title: "±", name: curve.measure + " half-width", gap: 1,
              room: 6),
            cells: curve.halfWidths))
      }
    }
    if merging, !isShared, let d, let s, let ratio = Strip.ratio(d, s, group: group, gap: 2) {
      strips.append(ratio)
    }
    if isKnown {
      for curve in shown {
        let short = curve.measure == "discrete" ? "d" : curve.measure == "spectral" ? "s" : nil
        strips += Strip.pair(
          Table.Column(
            group: group, title: "|\(short ?? curve.measure) − exact|",
            name: curve.measure + " error", room: 8),
          values: curve.errors, curve: curve, range: series.range(of: curve.fit),
          showsRates: series.levels.count > 1)
      }
    }
    return strips
  }
}
