/// A string as it is written in a case, and what it says.
struct CaseString {
  /// What the string says.
  let text: String
  /// The offset in the file of each UTF-8 byte of ``text``, and of its end.
  let offsets: [Int]

  /// Reads the literal at `range`, in TOML's or JSON's notation.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    let literal = bytes[range]
    var content: [UInt8] = []
    var offsets: [Int] = []
    guard let quote = literal.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else {
      text = String(decoding: literal, as: UTF8.self)
      self.offsets = Array(range.lowerBound...range.upperBound)
      return
    }
    let isMultiline = literal.count >= 6 && literal.prefix(3).allSatisfy { $0 == quote }
    let fence = isMultiline ? 3 : 1
    var i = range.lowerBound + fence
    let end = max(i, range.upperBound - fence)
    if isMultiline, i < end, bytes[i] == 0x0d { i += 1 }
    if isMultiline, i < end, bytes[i] == 0x0a { i += 1 }
    func append(_ scalar: Unicode.Scalar, at offset: Int) {
      for byte in String(scalar).utf8 {
        content.append(byte)
        offsets.append(offset)
      }
    }
    while i < end {
      guard bytes[i] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), i + 1 < end else {
        if bytes[i] != 0x0d {
          content.append(bytes[i])
          offsets.append(i)
        }
        i += 1
        continue
      }
      let start = i
      i += 2
      switch Unicode.Scalar(bytes[start + 1]) {
      case "n": append("\n", at: start)
      case "t": append("\t", at: start)
      case "r": append("\r", at: start)
      case "b": append("\u{8}", at: start)
      case "f": append("\u{c}", at: start)
      case "u", "U":
        let digits = bytes[start + 1] == UInt8(ascii: "u") ? 4 : 8
        let stop = min(i + digits, end)
        let value = UInt32(String(decoding: bytes[i..<stop], as: UTF8.self), radix: 16)
        append(value.flatMap(Unicode.Scalar.init) ?? "\u{fffd}", at: start)
        i = stop
      case "\n", "\r", " ", "\t":
        while i < end, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[i]) { i += 1 }
      case let scalar: append(scalar, at: start)
      }
    }
    text = String(decoding: content, as: UTF8.self)
    self.offsets = offsets + [end]
  }

  /// Where a stretch of the text is written, in bytes of the file.
  func range(_ part: Range<Int>) -> Range<Int> {
    let last = offsets.count - 1
    let start = offsets[min(max(part.lowerBound, 0), last)]
    return start..<max(start, offsets[min(max(part.upperBound, 0), last)])
  }
}
