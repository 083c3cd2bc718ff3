/// The division of a text into words.
struct Lexer {
  let bytes: [UInt8]
  private var position = 0
  private(set) var tokens: [Token] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func run() throws(FormulaError) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 32 || (9...13).contains(byte) {
        position += 1
      } else if isDigit(position) || (byte == UInt8(ascii: ".") && isDigit(position + 1)) {
        try number()
      } else if let symbol = symbol() {
        tokens.append(
          Token(kind: .symbol(symbol.0), range: position..<position + symbol.1))
        position += symbol.1
      } else {
        try name()
      }
    }
    tokens.append(Token(kind: .end, range: bytes.count..<bytes.count))
  }

  private func isDigit(_ i: Int) -> Bool { i < bytes.count && (48...57).contains(bytes[i]) }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func number() throws(FormulaError) {
    let start = position
    while isDigit(position) { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      while isDigit(position) { position += 1 }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      let next = position + 1
      let isSigned = next < bytes.count && (bytes[next] == 43 || bytes[next] == 45)
      if isDigit(isSigned ? next + 1 : next) {
        position = isSigned ? next + 1 : next
        while isDigit(position) { position += 1 }
      }
    }
    let range = start..<position
    guard let value = Formula.Constant(text(range)), value.isFinite else {
      throw FormulaError(
        issues: [.init(message: "the number is too large", hint: nil, range: range)])
    }
    tokens.append(Token(kind: .number(value), range: range))
  }

  private func symbol() -> (Token.Symbol, Int)? {
    if position + 1 < bytes.count {
      switch text(position..<position + 2) {
      case "**": return (.power, 2)
      case "<=": return (.lessEqual, 2)
      case ">=": return (.greaterEqual, 2)
      case "==": return (.equal, 2)
      case "!=": return (.notEqual, 2)
      default: break
      }
    }
    return Token.Symbol(rawValue: text(position..<position + 1)).map { ($0, 1) }
  }

  private mutating func name() throws(FormulaError) {
    let end =
      bytes[position...].firstIndex {
        $0 < 128 && !isLetter(Unicode.Scalar($0)) && !isDigit(Unicode.Scalar($0))
      } ?? bytes.count
    let rest = text(position..<max(end, position + 1)).unicodeScalars
    var name = String.UnicodeScalarView()
    for scalar in rest {
      guard isLetter(scalar) || (!name.isEmpty && isDigit(scalar)) else { break }
      name.append(scalar)
    }
    if name.isEmpty {
      let scalar = rest.first!
      let length = String(scalar).utf8.count
      throw FormulaError(
        issues: [
          .init(
            message: "unexpected character `\(scalar)`", hint: Self.spelling[scalar],
            range: position..<min(position + length, bytes.count))
        ])
    }
    let length = String(name).utf8.count
    tokens.append(Token(kind: .name(String(name)), range: position..<position + length))
    position += length
  }

  private func isLetter(_ c: Unicode.Scalar) -> Bool {
    c.isASCII
      ? (65...90).contains(c.value) || (97...122).contains(c.value) || c == "_"
      : c.properties.isAlphabetic && Self.spelling[c] == nil
  }

  private func isDigit(_ c: Unicode.Scalar) -> Bool {
    // Figures below the line, as in χ₁, belong to a name; those above it are powers.
    c.isASCII ? (48...57).contains(c.value) : (0x2080...0x2089).contains(c.value)
  }

  /// What to write for characters that a reader may well try.
  private static let spelling: [Unicode.Scalar: String] = [
    "·": "write *", "×": "write *", "⋅": "write *", "∙": "write *", "÷": "write /",
    "−": "write -", "–": "write -", "²": "write ^2", "³": "write ^3", "√": "write sqrt(…)",
    "≤": "write <=", "≥": "write >=", "≠": "write !=", "[": "use ( and )", "]": "use ( and )",
    "{": "use ( and )", "}": "use ( and )", "&": "for “and”, multiply the comparisons",
    "|": "write abs(…)", "!": "write gamma(n + 1) for n!", "∞": "no value is infinite",
    "ⁿ": "write ^n",
  ]
}
