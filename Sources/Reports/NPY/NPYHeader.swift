/// The first part of a file: magic, version, length, and a Python dictionary in text.
///
///     \x93NUMPY 1 0 <length> {'descr': '<f8', 'fortran_order': False, 'shape': (64, 129), }
struct NPYHeader {
  var element: NPYElement
  var isFortranOrder: Bool
  var shape: [Int]
  /// Where the numbers begin.
  var end: Int

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  init(_ bytes: [UInt8]) throws(NPYError) {
    guard bytes.starts(with: Self.magic) else {
      throw bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) ? .archive : .notAnArray
    }
    guard bytes.count >= 12 else { throw .header("the file ends in it") }
    let version = Int(bytes[6])
    guard (1...3).contains(version) else { throw .version(version) }
    let width = version == 1 ? 2 : 4
    let length = (0..<width).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    end = 8 + width + length
    guard end <= bytes.count else { throw .header("the file ends in it") }
    var scanner = Scanner(bytes[(8 + width)..<end])
    var values: [String: Value] = [:]
    try scanner.expect("{")
    while !scanner.accept("}") {
      guard case .text(let key) = try scanner.value() else {
        throw .header("a key is not a text")
      }
      try scanner.expect(":")
      values[key] = try scanner.value()
      if !scanner.accept(",") {
        try scanner.expect("}")
        break
      }
    }
    switch values["descr"] {
    case .text(let text): element = try NPYElement(text)
    default: throw .header("`descr` is missing")
    }
    guard case .boolean(let isFortranOrder) = values["fortran_order"] else {
      throw .header("`fortran_order` is missing")
    }
    self.isFortranOrder = isFortranOrder
    guard case .tuple(let shape) = values["shape"] else { throw .header("`shape` is missing") }
    self.shape = shape
  }

  private enum Value {
    case text(String), boolean(Bool), tuple([Int])
  }

  private struct Scanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    private mutating func skipBlanks() {
      rest = rest.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
    }

    mutating func accept(_ mark: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard rest.first == UInt8(ascii: mark) else { return false }
      rest.removeFirst()
      return true
    }

    mutating func expect(_ mark: Unicode.Scalar) throws(NPYError) {
      guard accept(mark) else { throw .header("`\(mark)` is missing") }
    }

    mutating func value() throws(NPYError) -> Value {
      for quote: Unicode.Scalar in ["'", "\""] where accept(quote) {
        let text = rest.prefix { $0 != UInt8(ascii: quote) }
        rest = rest[text.endIndex...]
        try expect(quote)
        return .text(String(decoding: text, as: UTF8.self))
      }
      if accept("(") { return .tuple(try integers()) }
      // A list: only structured types have one.
      if accept("[") { throw .structured }
      let word = rest.prefix { (0x41...0x5a).contains($0 & 0xdf) }
      rest = rest[word.endIndex...]
      switch String(decoding: word, as: UTF8.self) {
      case "True": return .boolean(true)
      case "False": return .boolean(false)
      default: throw .header("a value is neither text, tuple, True nor False")
      }
    }

    /// `64, 129)`; Python 2 wrote `64L`.
    private mutating func integers() throws(NPYError) -> [Int] {
      var integers: [Int] = []
      while !accept(")") {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard let n = Int(String(decoding: digits, as: UTF8.self)) else {
          throw .header("`shape` is not a tuple of numbers")
        }
        rest = rest[digits.endIndex...]
        _ = accept("L")
        integers.append(n)
        if !accept(",") {
          try expect(")")
          break
        }
      }
      return integers
    }
  }
}
