/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable {
  /// What is wrong: `a value is missing`.
  public var reason: String
  /// Bytes before the fault.
  public var offset: Int
}

extension JSON {
  /// Reads one JSON document (RFC 8259); at most 512 levels deep.
  ///
  /// A number without point and exponent that fits an `Int` is an integer.
  public init(reading text: String) throws(JSONError) {
    var reader = Reader(bytes: Array(text.utf8))
    self = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == reader.bytes.count else { throw reader.fault("text after the value") }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func fault(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
      while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      skipSpace()
      guard next == UInt8(ascii: scalar) else { return false }
      position += 1
      return true
    }

    mutating func value(depth: Int) throws(JSONError) -> JSON {
      guard depth < 512 else { throw fault("nested too deeply") }
      skipSpace()
      switch next {
      case UInt8(ascii: "{"): return try object(depth: depth)
      case UInt8(ascii: "["): return try array(depth: depth)
      case UInt8(ascii: "\""): return .string(try string())
      case nil: throw fault("a value is missing")
      default: return try word()
      }
    }

    mutating func object(depth: Int) throws(JSONError) -> JSON {
      var members: [Member] = []
      position += 1
      if take("}") { return .object([]) }
      repeat {
        skipSpace()
        guard next == UInt8(ascii: "\"") else { throw fault("a key is missing") }
        let key = try string()
        guard take(":") else { throw fault("`:` is missing") }
        members.append(Member(key, try value(depth: depth + 1)))
      } while take(",")
      guard take("}") else { throw fault("`}` is missing") }
      return .object(members)
    }

    mutating func array(depth: Int) throws(JSONError) -> JSON {
      var entries: [JSON] = []
      position += 1
      if take("]") { return .array([]) }
      repeat { entries.append(try value(depth: depth + 1)) } while take(",")
      guard take("]") else { throw fault("`]` is missing") }
      return .array(entries)
    }

    mutating func word() throws(JSONError) -> JSON {
      let start = position
      while let byte = next, !" \t\r\n,:]}".utf8.contains(byte) { position += 1 }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      switch word {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      default: break
      }
      // Swift also reads "nan", "0x1p3" and "+1", which JSON does not know.
      let isDecimal = word.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
      if isDecimal, word.utf8.first != UInt8(ascii: "+") {
        if let n = Int(word) { return .integer(n) }
        if let x = Double(word), x.isFinite { return .number(x) }
      }
      position = start
      throw fault("`\(word)` is no value")
    }

    mutating func string() throws(JSONError) -> String {
      var units: [UInt8] = []
      position += 1
      while let byte = next {
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
        case UInt8(ascii: "\\"): units += Array(try escape().utf8)
        case 0..<0x20: throw fault("a control character in a string")
        default: units.append(byte)
        }
      }
      throw fault("a string without end")
    }

    mutating func escape() throws(JSONError) -> String {
      guard let byte = next else { throw fault("a string without end") }
      position += 1
      switch Unicode.Scalar(byte) {
      case "n": return "\n"
      case "r": return "\r"
      case "t": return "\t"
      case "b": return "\u{8}"
      case "f": return "\u{c}"
      case "\"", "\\", "/": return String(Unicode.Scalar(byte))
      case "u":
        var unit = try hexadecimal()
        if (0xd800..<0xdc00).contains(unit), bytes[position...].starts(with: "\\u".utf8) {
          position += 2
          let low = try hexadecimal()
          guard (0xdc00..<0xe000).contains(low) else { throw fault("half a surrogate pair") }
          unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(unit) else { throw fault("half a surrogate pair") }
        return String(scalar)
      default: throw fault("an unknown escape")
      }
    }

    mutating func hexadecimal() throws(JSONError) -> UInt32 {
      let end = position + 4
      guard end <= bytes.count,
        let unit = UInt32(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
      else { throw fault("four hexadecimal digits are missing") }
      position = end
      return unit
    }
  }
}
