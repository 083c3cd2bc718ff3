extension Document {
  private static let lineWidth = 80

  /// The report as plain text, no line longer than 80 characters.
  var text: String {
    var lines = header
    for line in caption { lines += line.wrapped(width: Self.lineWidth, indent: 2) }
    let margin = margin
    for (s, section) in sections.enumerated() {
      if section.margin.isEmpty || margin == nil {
        lines.append("")
        lines += Self.lines(of: section)
      } else {
        let isFirst = s == 0 || sections[s - 1].margin.isEmpty
        if isFirst { lines.append("") }
        lines += Self.lines(of: section, margin: margin!, isFirst: isFirst)
      }
    }
    if !footnotes.isEmpty || !verdicts.isEmpty { lines.append("") }
    for (place, note) in footnotes.enumerated() {
      lines += "\(Self.letter(place))  \(note)".wrapped(width: Self.lineWidth, indent: 3)
    }
    lines += verdicts
    return lines.map { $0.trimmingEnd + "\n" }.joined()
  }

  /// The title at the left, the stamp at the right, on one line if they fit.
  private var header: [String] {
    let stamp = stamp.joined(separator: "  ")
    let width = Self.lineWidth
    if title.count + 3 + stamp.count <= width {
      return [title + stamp.rightAligned(in: width - title.count)]
    }
    return title.wrapped(width: width, indent: 2) + [stamp.rightAligned(in: width)]
  }

  /// The width of the margin in which sections have their headings; nil if the tables are too wide
  /// for one.
  private var margin: Int? {
    let sections = sections.filter { !$0.margin.isEmpty }
    guard let margin = sections.flatMap(\.margin).map(\.count).max(),
      let width = sections.map({ TextBlock($0.table).width }).max(),
      margin + width <= Self.lineWidth
    else { return nil }
    return margin
  }

  /// A section with its heading in the margin; the first one has the titles of the columns.
  private static func lines(of section: Section, margin: Int, isFirst: Bool) -> [String] {
    let block = TextBlock(section.table).lines
    let blank = String(repeating: " ", count: margin)
    var lines = isFirst ? [blank + block[0]] : []
    let rows = block.dropFirst()
    for i in 0..<max(rows.count, section.margin.count) {
      let heading = i < section.margin.count ? section.margin[i] : ""
      let row = i < rows.count ? rows[rows.startIndex + i] : ""
      lines.append(heading + String(repeating: " ", count: margin - heading.count) + row)
    }
    for remark in section.remarks {
      lines += (blank + remark).wrapped(width: lineWidth, indent: margin)
    }
    return lines
  }

  private static func lines(of section: Section) -> [String] {
    var heading = section.heading.map(\.text).joined()
    for note in section.notes { heading += " " + letter(note) }
    var lines = heading.isEmpty ? [] : heading.wrapped(width: lineWidth, indent: 2)
    let parts = section.table.parts(width: lineWidth) { TextBlock($0).width }
    for (i, part) in parts.enumerated() {
      if i > 0 { lines.append("") }
      lines += TextBlock(part).lines
    }
    for remark in section.remarks { lines += remark.wrapped(width: lineWidth, indent: 2) }
    return lines
  }
}
