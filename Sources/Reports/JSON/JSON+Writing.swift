extension JSON {
  /// The value on one line: a document a line, for several cases.
  ///
  /// Numbers are the shortest that read back the same; one that is not finite is `null` in an array
  /// and absent in an object.
  public var line: String {
    var text = ""
    write(to: &text, separator: ",", colon: ":")
    return text
  }

  /// The value over several lines, indented by two spaces, with a line feed at the end.
  ///
  /// An array or object that holds no other and is short stands on one line.
  public var pretty: String {
    var text = ""
    writePretty(to: &text, indent: 0)
    return text + "\n"
  }

  private var isLeaf: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private var isFlat: Bool {
    switch self {
    case .array(let entries): entries.allSatisfy(\.isLeaf)
    case .object(let members): members.allSatisfy(\.value.isLeaf)
    default: true
    }
  }

  private var isNotFinite: Bool {
    if case .number(let x) = self { !x.isFinite } else { false }
  }

  private func write(to text: inout String, separator: String, colon: String) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let n): text += n.description
    case .number(let x): text += x.isFinite ? x.description : "null"
    case .string(let string): Self.quote(string, to: &text)
    case .array(let entries):
      text += "["
      for (i, entry) in entries.enumerated() {
        if i > 0 { text += separator }
        entry.write(to: &text, separator: separator, colon: colon)
      }
      text += "]"
    case .object(let members):
      let padding = separator == "," || members.isEmpty ? "" : " "
      text += "{" + padding
      for (i, member) in members.lazy.filter({ !$0.value.isNotFinite }).enumerated() {
        if i > 0 { text += separator }
        Self.quote(member.key, to: &text)
        text += colon
        member.value.write(to: &text, separator: separator, colon: colon)
      }
      text += padding + "}"
    }
  }

  private func writePretty(to text: inout String, indent: Int) {
    let lineLength = 80
    if isFlat {
      var flat = ""
      write(to: &flat, separator: ", ", colon: ": ")
      if isLeaf || flat.count + indent <= lineLength {
        text += flat
        return
      }
    }
    let margin = "\n" + String(repeating: " ", count: indent + 2)
    switch self {
    case .array(let entries):
      text += "["
      for (i, entry) in entries.enumerated() {
        text += (i > 0 ? "," : "") + margin
        entry.writePretty(to: &text, indent: indent + 2)
      }
      text += margin.dropLast(2) + "]"
    case .object(let members):
      text += "{"
      for (i, member) in members.lazy.filter({ !$0.value.isNotFinite }).enumerated() {
        text += (i > 0 ? "," : "") + margin
        Self.quote(member.key, to: &text)
        text += ": "
        member.value.writePretty(to: &text, indent: indent + 2)
      }
      text += margin.dropLast(2) + "}"
    default: break
    }
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
