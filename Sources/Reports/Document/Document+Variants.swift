import Studies

extension Document {
  /// After the tables of the variants one across them for each method or function: finest values,
  /// fits, quantities, and what the solver needed.
  mutating func addVariants(of results: Results) {
    var owners: [String] = []
    for series in results.series where series.variant != nil {
      if !owners.contains(series.owner) { owners.append(series.owner) }
    }
    for owner in owners {
      let variants = results.series.filter { $0.variant != nil && $0.owner == owner }
      guard variants.count > 1 else { continue }
      var strips = norms(of: variants, isError: results.study == .convergence)
      strips += quantities(of: variants)
      strips += iterations(of: variants)
      guard !strips.isEmpty else { continue }
      var table = Table(key: Self.key(of: variants), columns: strips.map(\.column))
      table.rows = variants.enumerated().map { i, series in
        Table.Row(label: series.variantLabel, level: i, cells: strips.map { $0.cells[i] })
      }
      let finest = Set(variants.compactMap { $0.levels.last?.label })
      let grid = finest.count == 1 ? finest.map { "at n = \($0)" } : ["on each finest grid"]
      let hasRates = strips.contains { $0.column.role == .rate }
      let words = [owner, "(\(grid[0])\(hasRates ? ", rates of the fits" : ""))"]
      sections.append(
        Section(
          heading: [.text(words.filter { !$0.isEmpty }.joined(separator: "  "))], table: table))
    }
  }

  /// `contrast`, the parameter of a sweep, or `variant`.
  private static func key(of variants: [Series]) -> String {
    let names = variants.first?.sweep.map(\.name) ?? []
    return names.isEmpty ? "variant" : names.joined(separator: ", ")
  }

  /// The value on the last level of every norm and measure, and the fit's slope.
  private func norms(of variants: [Series], isError: Bool) -> [Strip] {
    var columns: [(norm: String, measure: Measure)] = []
    for series in variants {
      for norm in series.singleNorms {
        for curve in series.curves(of: norm, digits: .scientific(3))
        where !columns.contains(where: { $0 == (norm, curve.measure) }) {
          columns.append((norm, curve.measure))
        }
      }
    }
    var strips: [(norm: String, strips: [Strip])] = columns.map { norm, measure in
      let digits: Digits =
        isError
        ? .scientific(3)
        : .column(
          variants.compactMap { $0.levels.last?.values[norm]?[measure] }, significant: 7)
      let cells = variants.map { $0.finest(norm, measure, digits) }
      let value = Strip(
        column: Table.Column(group: .norm(norm), title: measure, name: ""),
        cells: cells.map(\.value))
      var rate = Table.Column(role: .rate, group: .norm(norm), title: "rate", name: "")
      (rate.gap, rate.room) = (2, 4)
      let rates = cells.map(\.rate)
      let isRefined = variants.contains { $0.levels.count > 1 }
      let hasRates = isError && isRefined || rates.contains { $0.value != nil || $0.isWord }
      return (norm, hasRates ? [value, Strip(column: rate, cells: rates)] : [value])
    }
    // Two measures that print the same share their columns.
    for (i, (norm, own)) in strips.enumerated().reversed() where i > 0 && strips[i - 1].norm == norm
    {
      guard own[0].column.title == "spectral", strips[i - 1].strips[0].column.title == "discrete",
        zip(own, strips[i - 1].strips).allSatisfy({ $0.cells.map(\.text) == $1.cells.map(\.text) })
      else { continue }
      strips[i - 1].strips[0].column.title = "d = s"
      strips.remove(at: i)
    }
    return strips.flatMap(\.strips)
  }

  /// The limit of every quantity, or its value on the last level, and Richardson's rate.
  private func quantities(of variants: [Series]) -> [Strip] {
    var names: [String] = []
    for series in variants { names += series.quantities.filter { !names.contains($0) } }
    return names.flatMap { name -> [Strip] in
      let limits = variants.map { $0.limits[name]?.value }
      let hasLimits = limits.allSatisfy { $0 != nil }
      let values = hasLimits ? limits : variants.map { $0.levels.last?.quantities[name] }
      let digits = Digits.column(values.compactMap(\.self), significant: 9)
      var strips = [
        Strip(
          column: Table.Column(
            group: .text(name), title: hasLimits ? "limit" : "value", name: ""),
          cells: values.map { Self.cell($0, digits) })
      ]
      let rates = variants.map { $0.limits[name]?.rate }
      if rates.contains(where: { $0 != nil }) {
        var rate = Table.Column(role: .rate, group: .text(name), title: "rate", name: "")
        (rate.gap, rate.room) = (2, 4)
        strips.append(Strip(column: rate, cells: rates.map { Self.cell($0, .fixed(2)) }))
      }
      return strips
    }
  }

  /// The iterations on every level, if all variants have the same.
  private func iterations(of variants: [Series]) -> [Strip] {
    let levels = variants[0].levels
    guard variants.contains(where: { $0.levels.contains { $0.iterations != nil } }),
      variants.allSatisfy({ $0.levels.map(\.cells) == levels.map(\.cells) })
    else { return [] }
    return levels.indices.map { i in
      Strip(
        column: Table.Column(
          group: .text("iterations at n ="), title: levels[i].label, name: "", gap: 2, room: 4),
        cells: variants.map { series in
          Self.cell(series.levels[i].iterations.map { Double($0) }, .fixed(0))
        })
    }
  }

  private static func cell(_ x: Double?, _ digits: Digits) -> Table.Cell {
    guard let x else { return Table.Cell() }
    return Table.Cell(digits(x), value: x.isFinite ? x : nil)
  }
}

extension Series {
  /// The method or the function.
  fileprivate var owner: String { method ?? function ?? "" }

  /// The values of a sweep without the parameter's name, which heads the column.
  fileprivate var variantLabel: String {
    sweep.isEmpty ? variant ?? "" : sweep.map(\.text).joined(separator: ", ")
  }

  /// The last level's value, and the fit's slope or the last level's word.
  fileprivate func finest(
    _ norm: String, _ measure: Measure, _ digits: Digits
  ) -> (value: Table.Cell, rate: Table.Cell) {
    guard let curve = Curve(self, norm: norm, measure: measure, digits: digits),
      let value = curve.values.last, let last = curve.rates.last
    else { return (.blank, .blank) }
    guard let slope = curve.fit?.rate, !last.isWord else { return (value, last) }
    return (value, Table.Cell(Digits.fixed(2)(slope), value: slope))
  }
}
