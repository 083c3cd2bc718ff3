import TOMLKit

extension CaseValue {
  /// Reads TOML 1.0.
  ///
  /// - Throws: the parser's error, which has a position.
  init(toml text: String) throws(TOMLParseError) {
    do {
      self = CaseValue(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      throw error
    } catch {
      preconditionFailure("TOMLTable throws TOMLParseError only")
    }
  }

  /// Reads one value in TOML's notation; nil if the text is none.
  init?(tomlValue text: String) {
    guard !text.contains("\n"), let table = try? CaseValue(toml: "value = " + text),
      let entries = table.entries, entries.count == 1, let value = entries["value"]
    else { return nil }
    self = value
  }

  private init(_ table: TOMLTable) {
    var entries: [String: CaseValue] = [:]
    for key in table.keys { entries[key] = table[key].map { CaseValue($0) } }
    self = .table(entries)
  }

  private init(_ value: any TOMLValueConvertible) {
    switch value.type {
    case .table: self = value.table.map { CaseValue($0) } ?? .table([:])
    case .array: self = .array(value.array.map { $0.map { CaseValue($0) } } ?? [])
    case .string: self = .string(value.string ?? "")
    case .int: self = .integer(value.int ?? 0)
    case .double: self = .float(value.double ?? .nan)
    case .bool: self = .boolean(value.bool ?? false)
    case .date, .time, .dateTime: self = .date
    }
  }

  /// The value in TOML's notation, on one line.
  var toml: String {
    switch self {
    case .string(let text): CaseValue.quoted(text)
    case .integer(let n): "\(n)"
    case .float(let x): x.isNaN ? "nan" : x.isInfinite ? (x > 0 ? "inf" : "-inf") : "\(x)"
    case .boolean(let flag): "\(flag)"
    case .date: "1970-01-01"
    case .array(let elements): "[" + elements.map(\.toml).joined(separator: ", ") + "]"
    case .table(let entries):
      entries.isEmpty
        ? "{}"
        : "{ "
          + entries.sorted { $0.key < $1.key }
          .map { "\(CasePath.spelled($0.key)) = \($0.value.toml)" }.joined(separator: ", ") + " }"
    }
  }

  /// A string in single quotes if that spares escapes.
  private static func quoted(_ text: String) -> String {
    let needsEscape = text.unicodeScalars.contains { $0 == "\"" || $0 == "\\" || $0.value < 0x20 }
    let isLiteral = text.unicodeScalars.allSatisfy { $0 != "'" && $0.value >= 0x20 }
    if needsEscape, isLiteral { return "'\(text)'" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\0"..<" ", "\u{7f}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
