extension CaseFile {
  /// The part of an entry that a message points at.
  enum Part {
    case key, dottedKey, value, header
  }

  /// A diagnostic about the entry at a path.
  ///
  /// - Parameters:
  ///   - part: What the caret marks.
  ///   - head: Another entry, whose place stands in the first line.
  ///   - hasCaret: Whether there is a caret; without one the hints stand under the line.
  func diagnostic(
    _ message: String, at path: CasePath, _ part: Part = .value, head: CasePath? = nil,
    headPart: Part = .key, hasCaret: Bool = true, hints: [String] = [], footer: [String] = []
  ) -> Diagnostic {
    let path = source(of: path)
    var diagnostic = Diagnostic(message, file: text.name)
    diagnostic.key = path.steps.isEmpty ? nil : path.description
    diagnostic.hints = hints
    diagnostic.footer = footer
    if let argument = setting(of: path) {
      diagnostic.file = "--set \(argument)"
      return diagnostic
    }
    guard let mark = range(of: path, part).map(text.place) else { return diagnostic }
    let first = head.flatMap { range(of: $0, headPart) }.map(text.place) ?? mark
    diagnostic.line = first.line
    diagnostic.column = first.column
    var lines = [(mark.line, text.line(mark.line))]
    if first.line < mark.line { lines.insert((first.line, text.line(first.line)), at: 0) }
    diagnostic.excerpt = Diagnostic.Excerpt(lines: lines, caret: hasCaret ? mark : nil)
    return diagnostic
  }

  /// A diagnostic about a stretch of the string at a path, in bytes of what the string says.
  func diagnostic(
    _ message: String, at path: CasePath, within part: Range<Int>, hints: [String] = [],
    footer: [String] = []
  ) -> Diagnostic {
    let path = source(of: path)
    guard setting(of: path) == nil, let literal = text.mentions[path]?.value else {
      return diagnostic(message, at: path, hints: hints, footer: footer)
    }
    let range = CaseString(text.bytes, literal).range(part)
    let mark = text.place(range)
    var diagnostic = Diagnostic(message, file: text.name)
    diagnostic.key = path.description
    diagnostic.line = mark.line
    diagnostic.column = mark.column
    diagnostic.excerpt = Diagnostic.Excerpt(
      lines: [(mark.line, text.line(mark.line))], caret: mark)
    diagnostic.hints = hints
    diagnostic.footer = footer
    return diagnostic
  }

  /// The line on which an entry is written.
  package func line(of path: CasePath) -> Int? {
    let path = source(of: path)
    guard setting(of: path) == nil else { return nil }
    return range(of: path, .header).map { text.place($0).line }
  }

  /// What the file writes as the value at a path.
  package func written(at path: CasePath) -> String? {
    text.mentions[source(of: path)]?.value.map { String(decoding: text.bytes[$0], as: UTF8.self) }
  }

  /// The setting that gave the value at a path.
  private func setting(of path: CasePath) -> String? {
    let settings = overlays.compactMap { overlay -> (path: CasePath, argument: String)? in
      guard case .argument(let argument) = overlay.origin else { return nil }
      return (overlay.path, argument)
    }
    let own = settings.last { path.steps.starts(with: $0.path.steps) }
    if let own { return own.argument }
    // A table that only a setting has made.
    guard !path.steps.isEmpty, text.mentions[path] == nil else { return nil }
    return settings.last { $0.path.steps.starts(with: path.steps) }?.argument
  }

  /// The place of the text that the value at a path comes from: another one if a variant gives it.
  private func source(of path: CasePath) -> CasePath {
    let own = overlays.last { path.steps.starts(with: $0.path.steps) }
    guard let own, case .entry(let entry) = own.origin else { return path }
    return CasePath(entry.steps + path.steps.dropFirst(own.path.steps.count))
  }

  /// Where an entry is written; if it is not, where the one is that holds it.
  private func range(of path: CasePath, _ part: Part) -> Range<Int>? {
    var path = path
    while true {
      if let mention = text.mentions[path] {
        let range =
          switch part {
          case .key: mention.key ?? mention.header ?? mention.value
          case .dottedKey: mention.dottedKey ?? mention.header ?? mention.value
          case .value: mention.value ?? mention.key ?? mention.header
          case .header: mention.header ?? mention.key ?? mention.value
          }
        if let range { return range }
      }
      if path.steps.isEmpty { return nil }
      path = path.parent
    }
  }
}
