/// The functionals of u_h that an arithmetic expression mentions.
///
/// They are cut out and replaced by names of the same length, so that places in the remaining
/// expression are places in the text.
struct QuantityText {
  /// One mention of a functional.
  struct Mention {
    /// `integral`, `value`, …
    let name: String
    /// Its arguments, in bytes of the text; nil without parentheses.
    let arguments: [Range<Int>]?
    /// All of it.
    let range: Range<Int>
  }

  /// The column's name: what stands before `=`, or the whole text.
  let name: String
  let bytes: [UInt8]
  /// Where the expression begins.
  private let start: Int
  private(set) var mentions: [Mention] = []
  /// The parenthesis behind a functional that is never closed.
  private(set) var unclosed: Int?

  static let functionals: Set = [
    "integral", "mean", "min", "max", "energy", "value", "flux", "norm",
  ]

  init(_ text: String, _ functionals: Set<String> = functionals) {
    bytes = Array(text.utf8)
    let isLetter = { (byte: UInt8) in CasePath.isBareKeyByte(byte) && byte != UInt8(ascii: "-") }
    let head = bytes.prefix { isLetter($0) || $0 == 0x20 }
    let rest = bytes.dropFirst(head.count)
    let left = String(decoding: head, as: UTF8.self).trimmingSpaces
    if rest.first == UInt8(ascii: "="), rest.dropFirst().first != UInt8(ascii: "="),
      let first = left.first, first.isLetter, !left.contains(" ")
    {
      name = left
      start = head.count + 1
    } else {
      name = text.trimmingSpaces
      start = 0
    }
    var i = start
    while i < bytes.count {
      guard isLetter(bytes[i]) else {
        i += 1
        continue
      }
      let begin = i
      while i < bytes.count, isLetter(bytes[i]) { i += 1 }
      let word = String(decoding: bytes[begin..<i], as: UTF8.self)
      guard functionals.contains(word) else { continue }
      let arguments = Self.parentheses(in: bytes, after: i)
      if arguments == nil, let open = bytes[i...].firstIndex(where: { $0 != 0x20 }),
        bytes[open] == UInt8(ascii: "(")
      {
        unclosed = unclosed ?? open
      }
      if word == "min" || word == "max", (arguments?.list.count ?? 0) > 1 { continue }
      i = arguments?.end ?? i
      mentions.append(Mention(name: word, arguments: arguments?.list, range: begin..<i))
    }
  }

  /// The text as it was written.
  var original: String { string(bytes.indices) }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The arithmetic, with blanks for the column's name and `names` for the functionals.
  func arithmetic(_ names: [String]) -> String {
    var result = bytes
    for i in 0..<start { result[i] = 0x20 }
    for (mention, name) in zip(mentions, names) {
      for i in mention.range { result[i] = 0x20 }
      result.replaceSubrange(
        mention.range.lowerBound..<mention.range.lowerBound + name.utf8.count, with: name.utf8)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The comma-separated pieces of `(…)`, and where it ends; nil if there is none.
  private static func parentheses(
    in bytes: [UInt8], after position: Int
  ) -> (list: [Range<Int>], end: Int)? {
    var i = position
    while i < bytes.count, bytes[i] == 0x20 { i += 1 }
    guard i < bytes.count, bytes[i] == UInt8(ascii: "(") else { return nil }
    var list: [Range<Int>] = []
    var depth = 0
    var start = i + 1
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return (list + [start..<i], i + 1) }
      case UInt8(ascii: ",") where depth == 1:
        list.append(start..<i)
        start = i + 1
      default: break
      }
      i += 1
    }
    return nil
  }
}

extension String {
  /// The text without blanks: `value(1/2,1/2)` and `value(1/2, 1/2)` are the same quantity.
  var withoutBlanks: String { filter { !$0.isWhitespace } }
}
