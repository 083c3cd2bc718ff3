import Studies

extension Document {
  /// The report on `results`.
  ///
  /// With `merging` two measures that agree in every printed digit share a column and two that
  /// differ are followed by their ratio; without, every measure has its own and nothing else.
  init(_ results: Results, layout: TableLayout, merging: Bool) {
    title = results.title
    let version = results.program.version
    stamp = [version.isEmpty ? "sobolev" : "sobolev \(version)", results.program.precision]
    if let source = results.source { stamp.append("sha \(source.sha256.prefix(6))") }
    caption = results.caption
    notation = results.notation
    verdicts = results.verdictLines

    if results.study == .regularity {
      addRegularity(of: results)
    } else if merging, results.isList {
      addNormLists(of: results)
    } else if results.study == .norms {
      addNorms(of: results, merging: merging)
    } else if layout == .methods, results.study == .convergence {
      addNormBlocks(of: results, merging: merging)
    } else {
      addMethodBlocks(of: results, merging: merging)
    }
    if results.study != .regularity { addQuantities(of: results) }
    addEquivalences(of: results)
    let ofVariants = sections.count
    if merging { addRanges(of: results) }
    if merging { addVariants(of: results) }
    if layout == .compact {
      for s in 0..<ofVariants { sections[s].table.keepFinest() }
    }
  }

  /// Footnotes of a series that belong to no cell.
  mutating func notes(of series: Series) -> [Int] {
    series.notes.map { note($0) }
  }
}

extension Table {
  /// Leaves the last level and the summary rows.
  fileprivate mutating func keepFinest() {
    let finest = rows.lastIndex { $0.level != nil }
    rows = rows.indices.filter { rows[$0].level == nil || $0 == finest }.map { rows[$0] }
  }
}

extension Level {
  /// One number if all axes have the same, else `40 × 80`.
  var label: String {
    guard let first = cells.first, cells.contains(where: { $0 != first }) else {
      return cells.first?.description ?? "-"
    }
    return cells.map(\.description).joined(separator: " × ")
  }
}

extension Series {
  /// The method or the function, with the variant before it.
  var name: String {
    [variant, method ?? function].compactMap(\.self).joined(separator: ": ")
  }
}
