import Studies

extension Document {
  /// Layout `methods`: a block for each norm, the methods side by side, three digits.
  ///
  /// One column of rates a method, those of its last measure.
  mutating func addNormBlocks(of results: Results, merging: Bool) {
    var variants: [String?] = []
    var norms: [String] = []
    for series in results.series {
      if !variants.contains(series.variant) { variants.append(series.variant) }
      norms += (merging ? series.singleNorms : series.norms).filter { !norms.contains($0) }
    }
    for variant in variants {
      let methods = results.series.filter { $0.variant == variant }
      for norm in norms { addBlock(norm, methods, merging: merging) }
    }
  }

  private mutating func addBlock(_ norm: String, _ methods: [Series], merging: Bool) {
    let curves = methods.map { $0.curves(of: norm, digits: .scientific(2)) }
    let pairs = curves.map { list in
      (list.first { $0.measure == "discrete" }, list.first { $0.measure == "spectral" })
    }
    // All methods or none: the columns of a block look alike.
    let isShared =
      merging
      && pairs.allSatisfy { d, s in
        guard let d, let s else { return false }
        return d.agrees(with: s)
      }
    var grids: [[Int]] = []
    for level in methods.flatMap(\.levels) where !grids.contains(level.cells) {
      grids.append(level.cells)
    }

    var strips: [Strip] = []
    for (series, measured) in zip(methods, curves) {
      let shown = measured.filter { !(isShared && $0.measure == "spectral") }
      for (i, curve) in shown.enumerated() {
        let title = isShared && curve.measure == "discrete" ? "d = s" : curve.measure
        var column = Table.Column(
          group: .text(series.method ?? series.name), title: title, name: curve.measure)
        column.gap = i == 0 ? 2 : 1
        column.room = 8
        strips += Strip.pair(
          column, values: curve.values, curve: curve,
          range: i == shown.count - 1 ? series.range(of: curve.fit) : nil,
          showsRates: i == shown.count - 1
        ).map { strip in
          var strip = strip
          if i < shown.count - 1 { strip.fit = nil }
          let cells = strip.cells
          strip.cells = grids.map { grid in
            series.levels.firstIndex { $0.cells == grid }.map { cells[$0] } ?? .blank
          }
          return strip
        }
      }
    }
    guard !strips.isEmpty else { return }
    let notes =
      [meanNote(methods, norm)].compactMap(\.self) + methods.flatMap { self.notes(of: $0) }
    var table = Table(columns: strips.map(\.column))
    table.groups = .centred
    table.rows = grids.indices.map { i in
      Table.Row(
        label: methods.flatMap(\.levels).first { $0.cells == grids[i] }?.label ?? "", level: i,
        cells: strips.map { $0.cells[i] })
    }
    table.rows += summary(of: strips)

    var heading: [Label] = methods.first?.variant.map { [.text($0 + ": ")] } ?? []
    heading.append(.norm(norm))
    let rated = Set(curves.compactMap { $0.last?.measure })
    if !isShared, rated.count == 1, let measure = rated.first,
      curves.contains(where: { $0.count > 1 })
    {
      heading.append(.text("  (rates of the column \(measure))"))
    } else if rated.count > 1 {
      heading.append(.text("  (rates of each method's last column)"))
    }
    sections.append(
      Section(
        heading: heading, notes: notes, table: table))
  }
}
