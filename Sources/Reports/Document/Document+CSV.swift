import Studies

extension Document {
  /// The measured rows as comma-separated values (RFC 4180, lines end in a line feed): one row a
  /// level of every series, one column a norm and measure, all digits.
  ///
  /// A column that a series has not is empty in its rows. A rate that is a word leaves its field
  /// empty, and the word stands in a column `… mark` beside it. Limits of all rows, and how far they may be
  /// off, stand in the finest one's. Fits are in the results file.
  func csv(of results: Results) -> String {
    if !results.equivalences.isEmpty { return Self.csv(of: results.equivalences) }
    let series = results.series
    let rank = series.flatMap(\.levels).map(\.cells.count).max() ?? 1
    let axes = rank == 1 ? [""] : Array(["x", "y", "z"].prefix(rank))
    let hasVariant = series.contains { $0.variant != nil }
    let isNorms = [.norms, .weakDerivative, .regularity].contains(results.study)
    var header = (hasVariant ? ["variant"] : []) + [isNorms ? "function" : "method"]
    header += axes.map { "n" + $0 } + axes.map { "h" + $0 } + ["unknowns"]

    var rows: [[Int: String]] = []
    for (s, one) in series.enumerated() {
      var levels = one.levels.map { level in
        let identity =
          (hasVariant ? [one.variant ?? ""] : []) + [(isNorms ? one.function : one.method) ?? ""]
        let sizes = axes.indices.map {
          level.cells.indices.contains($0) ? "\(level.cells[$0])" : ""
        }
        let widths = axes.indices.map { level.h.indices.contains($0) ? "\(level.h[$0])" : "" }
        let fields = identity + sizes + widths + ["\(level.unknowns)"]
        return Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($0, $1) })
      }
      for table in sections.lazy.filter({ $0.series == s }).map(\.table) {
        for (c, column) in table.columns.enumerated() where !column.name.isEmpty {
          let name = [column.group?.plainName, column.name].compactMap(\.self)
            .joined(separator: " ")
          for row in table.rows {
            guard let level = row.level else { continue }
            let cell = row.cells[c]
            levels[level][Self.place(of: name, in: &header)] = cell.value?.description ?? ""
            if cell.isWord {
              levels[level][Self.place(of: name.marked, in: &header)] = cell.text
            }
          }
        }
      }
      if let finest = levels.indices.last {
        for (name, value) in one.limitFields {
          levels[finest][Self.place(of: name, in: &header)] = "\(value)"
        }
      }
      rows += levels
    }
    let fields = [header] + rows.map { row in header.indices.map { row[$0] ?? "" } }
    return fields.map { $0.map(\.csvField).joined(separator: ",") + "\n" }.joined()
  }

  private static func place(of name: String, in header: inout [String]) -> Int {
    if let place = header.firstIndex(of: name) { return place }
    header.append(name)
    return header.count - 1
  }
}

extension Series {
  /// The limits of quantities and norms with their half-widths, by the names of their columns.
  fileprivate var limitFields: [(name: String, value: Double)] {
    func fields(_ column: String, _ limit: Limit?) -> [(name: String, value: Double)] {
      guard let limit else { return [] }
      return [(column + " limit", limit.value)]
        + (limit.halfWidth.map { [(column + " limit half-width", $0)] } ?? [])
    }
    return quantities.flatMap { fields($0, limits[$0]) }
      + norms.flatMap { norm in
        measures.flatMap { measure in
          fields(Label.norm(norm).plainName + " " + measure, normLimits[norm]?[measure])
        }
      }
  }
}

extension Label {
  /// A name without bars, as shells, files and columns need it: `|H1|` is `H1semi`.
  var plainName: String {
    guard case .norm(let name) = self else { return text }
    guard name.count > 2, name.first == "|", name.last == "|" else { return name }
    let inner = name.dropFirst().dropLast()
    guard let colon = inner.firstIndex(of: ":") else { return inner + "semi" }
    return inner[..<colon] + "semi" + inner[colon...]
  }
}

extension String {
  /// The name of the column of words that belongs to a column of numbers.
  fileprivate var marked: String {
    (hasSuffix(" rate") ? String(dropLast(5)) : self) + " mark"
  }

  /// Quoted if it holds a comma, a quotation mark or an end of line.
  var csvField: String {
    guard contains(where: { ",\"".contains($0) || $0.isNewline }) else { return self }
    return "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
