import Studies

extension Document {
  /// Layout `method`: a block for each method, its norms and their measures side by side.
  mutating func addMethodBlocks(of results: Results, merging: Bool) {
    for (s, series) in results.series.enumerated() {
      var strips: [Strip] = []
      for norm in merging ? series.singleNorms : series.norms {
        let digits: Digits =
          results.study == .convergence
          ? .scientific(3) : .column(series.values(of: norm), significant: 7)
        var measured = self.strips(
          of: series, norm: norm, curves: series.curves(of: norm, digits: digits),
          study: results.study, merging: merging)
        let mean = meanNote([series], norm)
        for i in measured.indices where measured[i].column.role == .value {
          measured[i].column.groupNote = mean
        }
        strips += measured
      }
      guard !strips.isEmpty else { continue }
      strips += series.costs
      let notes = self.notes(of: series)
      var table = Table(columns: strips.map(\.column))
      table.rows = series.rows(of: strips) + summary(of: strips) + series.limitRows(of: strips)
      sections.append(
        Section(heading: series.heading, notes: notes, series: s, table: table))
    }
  }

  private func strips(
    of series: Series, norm: String, curves: [Curve], study: StudyKind, merging: Bool
  ) -> [Strip] {
    let group = Label.norm(norm)
    let d = curves.first { $0.measure == "discrete" }
    let s = curves.first { $0.measure == "spectral" }
    var isShared = false
    if merging, let d, let s { isShared = d.agrees(with: s) }
    var strips: [Strip] = []
    for curve in curves where !(isShared && curve.measure == "spectral") {
      let rated = curve.rates.contains { $0.text != "-" }
      let title = isShared && curve.measure == "discrete" ? "d = s" : curve.measure
      strips += Strip.pair(
        Table.Column(group: group, title: title, name: curve.measure),
        values: curve.values, curve: curve, range: series.range(of: curve.fit),
        showsRates: rated || study == .convergence && series.levels.count > 1)
      if merging, !isShared, curve.measure == "spectral", let d, let s,
        let ratio = Strip.ratio(d, s, group: group, gap: 3)
      {
        strips.append(ratio)
      }
    }
    return strips
  }
}

extension Series {
  /// The method and what it is: `fd2  (staggered, order 2)`.
  var heading: [Label] {
    let note = methodNote.isEmpty ? "" : "(\(methodNote))"
    let words = [name, note].filter { !$0.isEmpty }
    return words.isEmpty ? [] : [.text(words.joined(separator: "  "))]
  }

  /// One row a level.
  func rows(of strips: [Strip]) -> [Table.Row] {
    levels.indices.map { i in
      Table.Row(label: levels[i].label, level: i, cells: strips.map { $0.cells[i] })
    }
  }

  private func isPrinted(_ column: String) -> Bool { columns?.contains(column) ?? true }

  /// What a level cost, and what had to be projected out of it.
  fileprivate var costs: [Strip] {
    var strips: [Strip] = []
    for (title, name, value) in [
      ("lower bound", "lowerBound", \Level.lowerBound),
      ("effectivity", "effectivity", \Level.effectivity),
    ] where isPrinted(name) && levels.contains(where: { $0[keyPath: value] != nil }) {
      strips.append(
        Strip(
          column: Table.Column(title: title, name: title, room: 6),
          cells: levels.map { level in
            guard let x = level[keyPath: value] else { return Table.Cell() }
            let digits: Digits = name == "effectivity" ? .fixed(4) : .scientific(3)
            return Table.Cell(digits(x), value: x)
          }))
    }
    if isPrinted("iterations"), levels.contains(where: { $0.iterations != nil }) {
      strips.append(
        Strip(
          column: Table.Column(title: "iterations", name: "iterations", room: 4),
          cells: levels.map { level in
            guard let count = level.iterations else { return Table.Cell() }
            return Table.Cell(count.description, value: Double(count))
          }))
    }
    if isPrinted("constants"), levels.contains(where: { $0.constants != nil }) {
      for (name, end) in [("c", \ClosedRange<Double>.lowerBound), ("C", \.upperBound)] {
        strips.append(
          Strip(
            column: Table.Column(title: name, name: "constant \(name)", room: 6),
            cells: levels.map { level in
              guard let value = level.constants?[keyPath: end] else { return Table.Cell() }
              return Table.Cell(Digits.significant(4)(value), value: value)
            }))
      }
    }
    if isPrinted("meanDefect"), levels.contains(where: { $0.meanDefect != nil }) {
      strips.append(
        Strip(
          column: Table.Column(title: "mean defect", name: "mean defect", room: 8),
          cells: levels.map { level in
            guard let defect = level.meanDefect, defect.isFinite else { return Table.Cell() }
            return Table.Cell(defect == 0 ? "0" : Digits.scientific(2)(defect), value: defect)
          }))
    }
    return strips
  }
}
