import Studies

extension Document {
  /// Digits that fit into the width of an article's text.
  private static let tabularWidth = 76

  /// The report as LaTeX: one `table` a section, which needs the package booktabs alone.
  ///
  /// Wide sections are cut into tabulars that stand under each other. The stamp and the verdicts on
  /// expectations, which a paper does not want, are comments.
  func latex(of study: StudyKind) -> String {
    let argument =
      switch study {
      case .norms, .equivalence: "u"
      case .solve: "u_h"
      default: "e"
      }
    var lines = ["% \\usepackage{booktabs}", "% " + stamp.joined(separator: ", ")]
    for (s, section) in sections.enumerated() {
      lines += [
        "", "\\begin{table}[htbp]", "  \\centering", "  \\caption{\(caption(section, argument))}",
        "  \\small\\setlength{\\tabcolsep}{4pt}",
      ]
      let parts = section.table.parts(width: Self.tabularWidth, measure: \.latexWidth)
      for (i, part) in parts.enumerated() {
        if i > 0 { lines.append("  \\par\\medskip") }
        lines += tabular(part, argument)
      }
      lines += notes(of: section, withCaption: s == 0)
      lines.append("\\end{table}")
    }
    if !verdicts.isEmpty { lines.append("") }
    lines += verdicts.map { "% " + $0 }
    return lines.map { $0 + "\n" }.joined()
  }

  private func caption(_ section: Section, _ argument: String) -> String {
    let heading = section.heading.map { $0.latex(of: argument, notation) }.joined()
    let caption = [title.latex, heading].filter { !$0.isEmpty }.joined(separator: ": ")
    return caption + section.notes.map(Self.mark).joined()
  }

  /// The lines under the tabular: the definitions, once, and the footnotes that it refers to.
  private func notes(of section: Section, withCaption: Bool) -> [String] {
    var notes = withCaption ? caption.map(\.latex) : []
    notes += section.remarks.map(\.latex)
    for place in section.table.notes.union(section.notes).sorted() {
      notes.append(Self.mark(place) + "\\," + footnotes[place].latex)
    }
    guard !notes.isEmpty else { return [] }
    return ["  \\par\\smallskip", "  \\begin{minipage}{\\linewidth}\\footnotesize"]
      + notes.map { "    " + $0 + "\\par" } + ["  \\end{minipage}"]
  }

  private static func mark(_ note: Int) -> String { "\\textsuperscript{\(letter(note))}" }

  private func tabular(_ table: Table, _ argument: String) -> [String] {
    func row(_ cells: [String]) -> String { "    " + cells.joined(separator: " & ") + " \\\\" }
    var lines = [
      "  \\begin{tabular}{\(String(repeating: "r", count: table.columns.count + 1))}",
      "    \\toprule",
    ]
    lines += groups(of: table, argument)
    lines.append(row([table.latexKey] + table.columns.map { $0.latexTitle }))
    lines.append("    \\midrule")
    var isSummary = false
    for line in table.rows {
      if line.level == nil, !isSummary {
        lines.append("    \\midrule")
        isSummary = true
      }
      let name = line.heading?.latex(of: argument, notation) ?? line.label.latex
      let label = name + (line.note.map(Self.mark) ?? "")
      lines.append(
        row([label] + line.cells.map { $0.text.latexCell + ($0.note.map(Self.mark) ?? "") }))
    }
    return lines + ["    \\bottomrule", "  \\end{tabular}"]
  }

  /// The headings of groups, each over all its columns.
  private func groups(of table: Table, _ argument: String) -> [String] {
    guard table.groups != .hidden, table.columns.contains(where: { $0.group != nil }) else {
      return []
    }
    var cells = [""]
    var rules: [String] = []
    for run in table.runs(where: { $0.group == $1.group }) {
      guard let first = run.first, let last = run.last, let group = table.columns[first].group
      else {
        cells += run.map { _ in "" }
        continue
      }
      let note = table.columns[first].groupNote.map(Self.mark) ?? ""
      cells.append("\\multicolumn{\(run.count)}{c}{\(group.latex(of: argument, notation))\(note)}")
      rules.append("\\cmidrule(lr){\(first + 2)-\(last + 2)}")
    }
    return [
      "    " + cells.joined(separator: " & ") + " \\\\", "    " + rules.joined(separator: " "),
    ]
  }
}

extension Table {
  /// `n` is a number, `|κ| from` and `norm` are words.
  fileprivate var latexKey: String { key.count == 1 ? "$\(key)$" : key.latex }

  /// The width of a tabular in digits, with two for the space beside each column.
  fileprivate var latexWidth: Int {
    let widths = columns.indices.map { c in
      (rows.map(\.cells[c].text.count) + [columns[c].title.count]).max() ?? 0
    }
    let labels = rows.map(\.label.count).max() ?? 0
    return labels + widths.reduce(0) { $0 + $1 + 2 }
  }
}

extension Table.Column {
  /// `|d − exact|` and `d = s` are formulas, the other titles words.
  fileprivate var latexTitle: String {
    switch title {
    case "d = s": "$d=s$"
    case "d/s": "$d/s$"
    case _ where title.hasPrefix("|") && title.hasSuffix(" − exact|"):
      "$|\\mbox{\(String(title.dropFirst().dropLast(" − exact|".count)).latex)}-\\mathrm{exact}|$"
    default: title.latex
    }
  }
}
