/// A case file's text, with the places that messages point at.
public struct CaseText: Sendable {
  /// The file as messages print it.
  public let name: String
  /// The text, without a byte-order mark.
  public let text: String
  /// Whether the text is JSON; else it is TOML.
  public let isJSON: Bool
  let bytes: [UInt8]
  /// Offsets of the lines' first bytes.
  private let lineStarts: [Int]
  /// Where each path of the case is written; empty as long as the text has not been parsed.
  private(set) var mentions: [CasePath: Mention] = [:]

  /// A text to be read; its name decides with its first character whether it is JSON.
  public init(_ text: String, name: String) {
    var text = text
    if text.unicodeScalars.first == "\u{feff}" { text.unicodeScalars.removeFirst() }
    self.name = name
    self.text = text
    let bytes = Array(text.utf8)
    self.bytes = bytes
    isJSON = name.hasSuffix(".json") || text.first { !$0.isWhitespace } == "{"
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// Finds where everything is written.
  mutating func scan() {
    var scanner = CaseScanner(bytes: bytes)
    scanner.scan(isJSON: isJSON)
    mentions = scanner.mentions
  }

  /// The text of a line, without its end, tabs as spaces.
  func line(_ number: Int) -> String {
    guard lineStarts.indices.contains(number - 1) else { return "" }
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
      .filter { $0 != "\r" }.replacing("\t", with: " ")
  }

  /// Line, column and length of a range of bytes, in characters; a range over several lines ends
  /// with its first.
  func place(_ range: Range<Int>) -> Place {
    let start = min(max(range.lowerBound, 0), bytes.count)
    let index = lineStarts.lastIndex { $0 <= start } ?? 0
    func count(_ range: Range<Int>) -> Int {
      String(decoding: bytes[range], as: UTF8.self).count { $0 != "\r" }
    }
    var end = min(max(range.upperBound, start), bytes.count)
    if index + 1 < lineStarts.count { end = min(end, max(start, lineStarts[index + 1] - 1)) }
    return Place(
      line: index + 1, column: count(lineStarts[index]..<start) + 1, length: count(start..<end))
  }

  /// The offset of a line and column that count Unicode scalars, as TOML's parser does.
  func offset(line: Int, scalarColumn: Int) -> Int {
    guard lineStarts.indices.contains(line - 1) else { return bytes.count }
    let start = lineStarts[line - 1]
    let scalars = String(decoding: bytes[start...], as: UTF8.self).unicodeScalars
    return start + scalars.prefix(scalarColumn - 1).reduce(0) { $0 + UTF8.width($1) }
  }
}

/// A stretch of a line: 1-based, counted in characters.
struct Place: Hashable, Sendable {
  var line: Int
  var column: Int
  var length: Int
}

/// Where a path is written, in offsets of bytes.
struct Mention: Hashable, Sendable {
  /// The key's own segment of what is written before `=`.
  var key: Range<Int>?
  /// All that is written before `=`: a dotted key.
  var dottedKey: Range<Int>?
  /// What is written behind `=`, or an element of a list.
  var value: Range<Int>?
  /// `[table]` or `[[table]]`, with its brackets.
  var header: Range<Int>?
}
