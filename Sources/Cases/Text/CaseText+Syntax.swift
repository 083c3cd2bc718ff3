import TOMLKit

extension CaseText {
  /// Where TOML's parser saw an error.
  func offset(of error: TOMLParseError) -> Int {
    let begin = error.source.begin
    return min(offset(line: begin.line, scalarColumn: begin.column), bytes.count)
  }

  /// What TOML's parser would not survive.
  func diagnostic(_ trap: CaseScanner.Trap) -> Diagnostic {
    switch trap {
    case .header(let offset): bareKey(at: offset)
    case .element(let offset): syntax("a value or ] is missing", offset..<offset + 1)
    }
  }

  /// What TOML's parser says, in words that say what to write instead.
  func diagnostic(_ error: TOMLParseError) -> Diagnostic {
    let offset = offset(of: error)
    let said = error.description.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
    if error.description.contains("inline table") {
      if said.contains("dangling comma") {
        return syntax(
          "a TOML inline table has no comma behind its last entry", lastByte(before: offset),
          hints: ["leave it out"])
      }
      if offset >= bytes.count || bytes[offset] == 0x0a || bytes[offset] == 0x0d {
        return brokenInlineTable(before: offset)
      }
    }
    if said.contains("value type") || said.contains("digit") || said.contains("boolean")
      || said.contains("prohibited") && said.contains("zero") || said.contains("'nan'")
      || said.contains("'inf'") || said.contains("interpreted as a value")
    {
      if let diagnostic = bareValue(at: offset) { return diagnostic }
    }
    // What it calls unescaped is the end of the line.
    if error.description.contains("string"),
      said.contains("control char") || said.contains("end-of")
    {
      return syntax("a string ends on the line where it begins", lastByte(before: offset))
    }
    if said.contains("escape") {
      return syntax(
        "a backslash in \"…\" begins an escape", offset..<offset + 1,
        hints: ["write the text in single quotes, '…', where a backslash is one"])
    }
    if said.contains("not representable"), let number = bareValue(at: offset - 1) { return number }
    if said.contains("after '\\r'") {
      var diagnostic = Diagnostic("a line ends in a carriage return alone", file: name)
      diagnostic.footer = ["save the file with line feeds: LF or CR LF"]
      return diagnostic
    }
    if said.contains("cannot redefine") { return redefinition(said, at: offset) }
    if said.contains("expected keys") { return bareKey(at: offset) }
    if offset < bytes.count, bytes[offset] >= 0x80 {
      var start = offset
      while start > 0, CasePath.isBareKeyByte(bytes[start - 1]) { start -= 1 }
      return bareKey(at: start)
    }
    if said.contains("expected value") { return syntax("a value is missing", offset..<offset + 1) }
    if said.contains("encountered end-of-file") {
      return syntax(
        "the text ends inside of \(error.description.droppingPrefix("Error while parsing ").prefix { $0 != ":" })",
        lastByte(before: offset))
    }
    return syntax(said, offset..<offset + 1)
  }

  func syntax(_ message: String, _ range: Range<Int>, hints: [String] = []) -> Diagnostic {
    let mark = place(range)
    var diagnostic = Diagnostic(message, file: name)
    diagnostic.line = mark.line
    diagnostic.column = mark.column
    diagnostic.hints = hints
    diagnostic.excerpt = Diagnostic.Excerpt(
      lines: [(mark.line, line(mark.line))], caret: mark)
    return diagnostic
  }

  /// The last byte before an offset that is no white space.
  private func lastByte(before offset: Int) -> Range<Int> {
    var i = min(offset, bytes.count)
    while i > 0, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[i - 1]) { i -= 1 }
    return max(0, i - 1)..<max(0, i)
  }

  /// The line that holds an offset, up to it.
  private func lineStart(of offset: Int) -> Int {
    (bytes[..<offset].lastIndex(of: 0x0a) ?? -1) + 1
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func brokenInlineTable(before offset: Int) -> Diagnostic {
    let mark = lastByte(before: offset)
    let line = string(lineStart(of: mark.lowerBound)..<mark.upperBound)
    var hints = ["write it on one line, or as"]
    let above = string(0..<lineStart(of: mark.lowerBound)).split(whereSeparator: \.isNewline)
    let header = above.last { $0.trimmingPrefix(while: \.isWhitespace).hasPrefix("[") }
    let table = header.map { $0.filter { !"[] ".contains($0) } + "." } ?? ""
    let halves = line.split(separator: "{", maxSplits: 1)
    if halves.count == 2, let key = halves[0].split(separator: "=").first {
      hints.append("[\(table)\(String(key).trimmingSpaces)]")
      hints += halves[1].split(separator: ",").map { String($0).trimmingSpaces }
        .filter { !$0.isEmpty }
    } else {
      hints = ["write it on one line, or as a [table]"]
    }
    return syntax("a TOML inline table ends on the line where it begins", mark, hints: hints)
  }

  /// A value that lacks its quotes, or a number that TOML does not read.
  private func bareValue(at offset: Int) -> Diagnostic? {
    var start = min(offset, bytes.count)
    let lineStart = lineStart(of: start)
    while start > lineStart, !"[,={".utf8.contains(bytes[start - 1]) { start -= 1 }
    while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    var end = start
    var depth = 0
    while end < bytes.count, bytes[end] != 0x0a, bytes[end] != UInt8(ascii: "#") {
      if depth == 0, ",]}".utf8.contains(bytes[end]) { break }
      if bytes[end] == UInt8(ascii: "(") { depth += 1 }
      if bytes[end] == UInt8(ascii: ")") { depth -= 1 }
      end += 1
    }
    let token = string(start..<end).trimmingSpaces
    guard let first = token.first else { return nil }
    let range = start..<start + token.utf8.count
    let isWord =
      first.isLetter && token.allSatisfy { $0.isLetter || $0.isNumber || "_-".contains($0) }
    let lowered = token.lowercased()
    if ["true", "false"].contains(lowered) {
      return syntax("TOML writes it in small letters", range, hints: ["write \(lowered)"])
    }
    if ["nan", "inf", "infinity", "+inf", "-inf"].contains(lowered) {
      return syntax("every number of a case is finite", range)
    }
    if token.allSatisfy({ "0123456789.+-eE_".contains($0) }) {
      return syntax("`\(token)` is not a number in TOML", range, hints: numberHint(token))
    }
    if isWord, !["pi", "e", "x", "y", "z", "r", "theta"].contains(token) {
      return syntax("strings stand in quotes: write \"\(token)\"", range)
    }
    return syntax("expressions are strings: write \"\(token)\"", range)
  }

  private func numberHint(_ token: String) -> [String] {
    let digits = token.droppingPrefix("-").droppingPrefix("+")
    if digits.hasPrefix(".") { return ["digits stand on both sides of the point: 0\(digits)"] }
    if digits.hasSuffix(".") { return ["digits stand on both sides of the point: \(digits)0"] }
    if digits.hasPrefix("0"), digits.count > 1 { return ["a number does not begin with 0"] }
    if Double(digits)?.isInfinite == true || digits.allSatisfy(\.isNumber) {
      return ["it is too large"]
    }
    return []
  }

  private func redefinition(_ said: String, at offset: Int) -> Diagnostic {
    let key = said.split(separator: "'").dropFirst().first.map(String.init) ?? ""
    let line = string(lineStart(of: min(offset, bytes.count))..<min(offset + 1, bytes.count))
    let isHeader = line.trimmingSpaces.hasPrefix("[")
    if isHeader, said.contains("array-of-tables") || said.contains("existing array") {
      return syntax(
        "`\(key)` is written both with one bracket and with two", offset..<offset + 1,
        hints: ["write [[\(key)]], two brackets, each time"])
    }
    let isTable = isHeader && said.contains("table")
    let start = isTable ? offset : lineStart(of: min(offset, bytes.count))
    return syntax("`\(key)` is given twice", start..<start + (isTable ? 1 : key.utf8.count))
  }

  func bareKey(at offset: Int) -> Diagnostic {
    var end = offset
    while end < bytes.count,
      ![0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: "="), UInt8(ascii: "]")].contains(bytes[end])
    {
      end += 1
    }
    let key = string(offset..<end)
    guard !key.isEmpty else { return syntax("a key is missing", offset..<offset + 1) }
    return syntax(
      "a key without quotes has letters a to z, digits, - and _ only", offset..<end,
      hints: ["write \"\(key)\""])
  }
}

extension StringProtocol {
  func droppingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : String(self)
  }
}
