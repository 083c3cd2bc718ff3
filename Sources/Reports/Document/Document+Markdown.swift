extension Document {
  /// The report as GitHub Markdown: one table a section, however wide.
  var markdown: String {
    var blocks: [String] = []
    if !title.isEmpty { blocks.append("### " + title.markdown) }
    blocks.append("*" + stamp.joined(separator: ", ").markdown + "*")
    // Two spaces at the end of a line keep it a line.
    if !caption.isEmpty { blocks.append(caption.map(\.markdown).joined(separator: "  \n")) }
    for section in sections {
      let heading = section.heading.map(\.text.markdown).joined()
      let notes = section.notes.map(Self.mark).joined()
      if !heading.isEmpty { blocks.append("**" + heading + "**" + notes) }
      blocks.append(Self.markdown(section.table))
      blocks += section.remarks.map(\.markdown)
    }
    if !footnotes.isEmpty {
      blocks.append(
        footnotes.enumerated().map { Self.mark($0) + " " + $1.markdown }.joined(separator: "  \n"))
    }
    if !verdicts.isEmpty { blocks.append(verdicts.map(\.markdown).joined(separator: "  \n")) }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func mark(_ note: Int) -> String { "<sup>" + letter(note) + "</sup>" }

  private static func markdown(_ table: Table) -> String {
    var lines = [[table.key]]
    lines[0] += table.columns.map { column in
      var words = [column.title.markdown]
      // One line of headings: the group's stands before the column's own.
      let isNamed = table.groups == .centred || column.role == .value
      if table.groups != .hidden, isNamed, let group = column.group {
        words.insert(group.text.markdown + (column.groupNote.map(mark) ?? ""), at: 0)
      }
      return words.joined(separator: " ")
    }
    lines.append(Array(repeating: "---:", count: table.columns.count + 1))
    for row in table.rows {
      lines.append(
        [row.label + (row.note.map(mark) ?? "")]
          + row.cells.map { $0.text.markdown + ($0.note.map(mark) ?? "") })
    }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}

extension String {
  /// The text with everything escaped that Markdown would read as a mark.
  fileprivate var markdown: String {
    var text = ""
    for character in self {
      if "\\`*_|<>[]~$&#".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }
}
