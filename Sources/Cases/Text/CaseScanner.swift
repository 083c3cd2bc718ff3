/// Finds where each path of a case is written. It never decides what the file means.
///
/// It reads headers, dotted keys, arrays of tables, inline tables, strings of all four kinds,
/// brackets and comments of a text that a parser has accepted. On any other text it ends, with
/// whatever it found. One pass, and no value is evaluated.
struct CaseScanner {
  let bytes: [UInt8]
  private(set) var mentions: [CasePath: Mention] = [:]
  /// The first place where TOML's parser would abort the process instead of throwing.
  private(set) var trap: Trap?

  /// A fault that TOML's parser meets with an assertion.
  enum Trap {
    /// `[é]`: where the key should begin.
    case header(Int)
    /// `[1, }`: where the element should begin.
    case element(Int)

    var offset: Int {
      switch self {
      case .header(let offset), .element(let offset): offset
      }
    }
  }
  private var position = 0
  /// How many elements an array of tables has so far.
  private var counts: [CasePath: Int] = [:]

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func scan(isJSON: Bool) {
    if isJSON {
      skipBlank()
      value(at: CasePath())
      return
    }
    var table = CasePath()
    skipBlank()
    while let byte = next {
      let start = position
      if byte == UInt8(ascii: "[") {
        table = header()
      } else {
        entry(of: table)
      }
      if position == start { position += 1 }
      skipBlank()
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  /// Skips white space, line ends and comments.
  private mutating func skipBlank() {
    while let byte = next {
      switch byte {
      case 0x20, 0x09, 0x0a, 0x0d: position += 1
      case UInt8(ascii: "#"):
        while let byte = next, byte != 0x0a { position += 1 }
      default: return
      }
    }
  }

  private mutating func skipSpaces() {
    while next == 0x20 || next == 0x09 { position += 1 }
  }

  // MARK: Keys

  /// `[a.b]` or `[[a.b]]`.
  private mutating func header() -> CasePath {
    let start = position
    let isArray = starts(with: "[[")
    position += isArray ? 2 : 1
    let keys = dottedKey()
    if keys.isEmpty, trap == nil, next != UInt8(ascii: "]"), position < bytes.count {
      trap = .header(position)
    }
    while let byte = next, byte == UInt8(ascii: "]") || byte == 0x20 { position += 1 }
    let range = start..<trimmed(start..<position)
    var path = CasePath()
    for (i, key) in keys.enumerated() {
      path = path[key.name]
      if isArray, i == keys.count - 1 {
        let count = counts[path, default: 0]
        counts[path] = count + 1
        if count == 0 { mentions[path, default: Mention()].header = range }
        path = path[count]
      } else if let count = counts[path] {
        path = path[count - 1]
      }
    }
    mentions[path, default: Mention()].header = range
    return path
  }

  /// `a.b = value`
  private mutating func entry(of table: CasePath) {
    let keys = dottedKey()
    guard let first = keys.first, let last = keys.last else { return }
    let written = first.range.lowerBound..<last.range.upperBound
    var path = table
    for key in keys {
      path = path[key.name]
      var mention = mentions[path] ?? Mention()
      if mention.key == nil || key.range == last.range {
        mention.key = key.range
        mention.dottedKey = written
      }
      mentions[path] = mention
    }
    skipBlank()
    guard next == UInt8(ascii: "=") || next == UInt8(ascii: ":") else { return }
    position += 1
    skipBlank()
    value(at: path)
  }

  private mutating func dottedKey() -> [(name: String, range: Range<Int>)] {
    var keys: [(name: String, range: Range<Int>)] = []
    repeat {
      skipSpaces()
      let start = position
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
        skipString()
        keys.append((CaseString(bytes, start..<position).text, start..<position))
      } else {
        while let byte = next, CasePath.isBareKeyByte(byte) { position += 1 }
        guard position > start else { return keys }
        keys.append(
          (String(decoding: bytes[start..<position], as: UTF8.self), start..<position))
      }
      skipSpaces()
    } while take(".")
    return keys
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  // MARK: Values

  private mutating func value(at path: CasePath) {
    let start = position
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString()
    case UInt8(ascii: "["): list(at: path)
    case UInt8(ascii: "{"): table(at: path)
    default:
      while let byte = next, !",]}#\r\n".utf8.contains(byte) { position += 1 }
    }
    mentions[path, default: Mention()].value = start..<trimmed(start..<position)
  }

  private mutating func list(at path: CasePath) {
    position += 1
    var index = 0
    skipBlank()
    while let byte = next, byte != UInt8(ascii: "]") {
      let start = position
      if byte == UInt8(ascii: "}"), trap == nil { trap = .element(position) }
      value(at: path[index])
      index += 1
      skipBlank()
      if take(",") { skipBlank() }
      if position == start { return }
    }
    position = min(position + 1, bytes.count)
  }

  private mutating func table(at path: CasePath) {
    position += 1
    skipBlank()
    while let byte = next, byte != UInt8(ascii: "}") {
      let start = position
      entry(of: path)
      skipBlank()
      if take(",") { skipBlank() }
      if position == start { return }
    }
    position = min(position + 1, bytes.count)
  }

  /// Skips a string of any of the four kinds.
  private mutating func skipString() {
    guard let quote = next else { return }
    let isMultiline = starts(with: "\"\"\"") || starts(with: "'''")
    position += isMultiline ? 3 : 1
    while let byte = next {
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        position = min(position + 2, bytes.count)
      } else if byte == quote {
        guard isMultiline else {
          position += 1
          return
        }
        var run = 0
        while next == quote, run < 5 {
          run += 1
          position += 1
        }
        if run >= 3 { return }
      } else if byte == 0x0a, !isMultiline {
        return
      } else {
        position += 1
      }
    }
  }

  private func trimmed(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return end
  }
}
