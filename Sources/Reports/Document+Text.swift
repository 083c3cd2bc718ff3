extension Document {
  private static let lineWidth = 80

  /// The report as plain text, no line longer than 80 characters.
  var text: String {
    var lines = header
    for line in caption { lines += line.wrapped(width: Self.lineWidth, indent: 2) }
    for section in sections {
      lines.append("")
      lines += Self.lines(of: section)
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

  private static func lines(of section: Section) -> [String] {
    var heading = section.heading.map(\.text).joined()
    for note in section.notes { heading += " " + letter(note) }
    var lines = heading.isEmpty ? [] : heading.wrapped(width: lineWidth, indent: 2)
    let parts = section.table.parts(width: lineWidth) { TextBlock($0).width }
    for (i, part) in parts.enumerated() {
      if i > 0 { lines.append("") }
      lines += TextBlock(part).lines
    }
    return lines
  }
}
