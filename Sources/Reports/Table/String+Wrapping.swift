extension String {
  /// The text in lines of at most `width` characters, broken at spaces; every line but the first is
  /// indented. Runs of spaces within a line stay as they are, those at its end go.
  func wrapped(width: Int, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var rest = trimmingEnd[...]
    var prefix = ""
    while prefix.count + rest.count > width {
      let room = rest.prefix(width - prefix.count + 1)
      // A word longer than the line stays whole.
      guard let space = room.dropFirst().lastIndex(of: " ") ?? rest.dropFirst().firstIndex(of: " ")
      else { break }
      lines.append((prefix + rest[..<space]).trimmingEnd)
      rest = rest[space...].drop { $0 == " " }
      prefix = margin
    }
    return lines + [prefix + rest]
  }

  /// The text without the spaces at its end.
  var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The text at the right edge of a field.
  func rightAligned(in width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
