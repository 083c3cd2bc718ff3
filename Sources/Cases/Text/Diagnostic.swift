/// Something to say about a case: what, where, and what to write instead.
public struct Diagnostic: Hashable, Sendable {
  /// Whether the case can still be run.
  public enum Severity: String, Hashable, Sendable {
    case error, warning, note
  }

  /// An error if nothing else is said.
  public var severity = Severity.error
  /// What is wrong, in one sentence.
  public var message: String
  /// The case file, or the `--set` that the value comes from.
  public var file: String?
  /// The line of the file, 1-based.
  public var line: Int?
  /// The column, 1-based, in characters.
  public var column: Int?
  /// The key path: `problem.reaction`.
  public var key: String?
  /// Lines of the file, and the stretch under which the caret stands.
  var excerpt: Excerpt?
  /// What stands behind the caret, or under the line.
  var hints: [String] = []
  /// What stands under it all.
  var footer: [String] = []

  /// Lines of the file, and what the caret marks.
  struct Excerpt: Hashable, Sendable {
    var lines: [(number: Int, text: String)]
    var caret: Place?

    static func == (a: Excerpt, b: Excerpt) -> Bool {
      a.caret == b.caret && a.lines.elementsEqual(b.lines, by: ==)
    }
    func hash(into hasher: inout Hasher) { hasher.combine(caret) }
  }

  /// A diagnostic without a place.
  public init(_ message: String, file: String? = nil) {
    self.message = message
    self.file = file
  }
}

extension Diagnostic: CustomStringConvertible {
  /// As compilers write it:
  ///
  ///     file:line:column: error: what
  ///        9 | the line
  ///          |     ^^^^ what to write instead
  ///     the legal keys
  public var description: String {
    let place = [file, line?.description, column?.description].compactMap(\.self)
      .joined(separator: ":")
    var lines = [(place.isEmpty ? "" : place + ": ") + "\(severity.rawValue): \(message)"]
    let margin = "     | "
    var indent = margin
    let excerpt = excerpt?.cut
    for shown in excerpt?.lines ?? [] {
      let number = "\(shown.number)"
      lines.append(
        String(repeating: " ", count: max(0, 4 - number.count)) + "\(number) | \(shown.text)")
    }
    if let caret = excerpt?.caret {
      indent += String(repeating: " ", count: caret.column - 1)
      indent += String(repeating: "^", count: max(1, caret.length))
      lines.append(indent + (hints.isEmpty ? "" : " " + hints[0]))
      let behind = String(repeating: " ", count: indent.count + 1)
      lines += hints.dropFirst().map { behind + $0 }
    } else {
      lines += hints.map { (excerpt == nil ? "" : margin) + $0 }
    }
    return (lines + footer).joined(separator: "\n")
  }
}

extension Diagnostic.Excerpt {
  private static let longest = 120

  /// The excerpt with long lines cut to what lies around the caret.
  fileprivate var cut: Diagnostic.Excerpt {
    var excerpt = self
    for (i, line) in lines.enumerated() where line.text.count > Self.longest {
      let isMarked = line.number == caret?.line
      let start = isMarked ? max(0, caret!.column - 1 - Self.longest / 2) : 0
      let end = min(line.text.count, start + Self.longest)
      let text = line.text.dropFirst(start).prefix(Self.longest)
      excerpt.lines[i].text =
        (start > 0 ? "…" : "") + text + (end < line.text.count ? "…" : "")
      if isMarked {
        excerpt.caret!.column -= start - (start > 0 ? 1 : 0)
        excerpt.caret!.length = min(caret!.length, end - caret!.column + 1)
      }
    }
    return excerpt
  }
}

extension Collection<Diagnostic> {
  /// In the order of the file, those without a place first.
  var inTheirOrder: [Diagnostic] {
    enumerated().sorted {
      ($0.element.line ?? 0, $0.element.column ?? 0, $0.offset)
        < ($1.element.line ?? 0, $1.element.column ?? 0, $1.offset)
    }.map(\.element)
  }
}

/// Why a case cannot be run: everything that is wrong with it.
public struct CaseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one.
  public let diagnostics: [Diagnostic]

  /// An error of several diagnostics.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  /// An error of one diagnostic.
  public init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }

  /// The diagnostics, one under the other.
  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}

extension String {
  /// The words separated by commas, broken before 80 characters: `keys here: advection, data`.
  static func listing(_ title: String, _ words: [String]) -> [String] {
    var lines: [String] = []
    var line = title
    for (i, word) in words.enumerated() {
      let piece = i == words.count - 1 ? word : word + ","
      if line.count + 1 + piece.count > 80 {
        lines.append(line)
        line = piece
      } else {
        line += (line.isEmpty ? "" : " ") + piece
      }
    }
    return lines + [line]
  }
}
