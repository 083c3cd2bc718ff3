import Studies

extension Document {
  /// After the tables of the variants one across them for each method: finest errors and fits.
  mutating func addVariants(of results: Results) {
    var methods: [String] = []
    for series in results.series where series.variant != nil {
      let method = series.method ?? ""
      if !methods.contains(method) { methods.append(method) }
    }
    for method in methods {
      let variants = results.series.filter { $0.variant != nil && ($0.method ?? "") == method }
      guard variants.count > 1 else { continue }
      var table = Table(key: "variant")
      var columns: [(norm: String, measure: Measure)] = []
      for series in variants {
        for norm in series.norms {
          for curve in series.curves(of: norm, digits: .scientific(3))
          where !columns.contains(where: { $0 == (norm, curve.measure) }) {
            columns.append((norm, curve.measure))
          }
        }
      }
      for (norm, measure) in columns {
        let value = Table.Column(group: .norm(norm), title: measure, name: "")
        var rate = Table.Column(role: .rate, group: .norm(norm), title: "rate", name: "")
        (rate.gap, rate.room) = (2, 4)
        table.columns += [value, rate]
      }
      table.rows = variants.enumerated().map { i, series in
        Table.Row(
          label: series.variant ?? "", level: i,
          cells: columns.flatMap { series.finest($0.norm, $0.measure) })
      }
      guard !columns.isEmpty else { continue }
      let finest = Set(variants.compactMap { $0.levels.last?.label })
      let grid = finest.count == 1 ? finest.map { "at n = \($0)" } : ["on each finest grid"]
      let words = [method, "(\(grid[0]), rates of the fits)"].filter { !$0.isEmpty }
      sections.append(Section(heading: [.text(words.joined(separator: "  "))], table: table))
    }
  }
}

extension Series {
  /// The last level's value, and the fit's slope or the last level's word.
  fileprivate func finest(_ norm: String, _ measure: Measure) -> [Table.Cell] {
    guard let curve = Curve(self, norm: norm, measure: measure, digits: .scientific(3)),
      let value = curve.values.last, let last = curve.rates.last
    else { return [.blank, .blank] }
    guard let slope = curve.fit?.rate, !last.isWord else { return [value, last] }
    return [value, Table.Cell(Digits.fixed(2)(slope), value: slope)]
  }
}
