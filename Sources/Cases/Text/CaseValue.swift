/// What a case file holds, before it means anything: a tree of tables, lists and scalars.
public enum CaseValue: Hashable, Sendable {
  case string(String)
  case integer(Int)
  case float(Double)
  case boolean(Bool)
  /// A date or a time, which no key takes.
  case date
  case array([CaseValue])
  case table([String: CaseValue])

  /// What it is, with its article: `a string`.
  var kindName: String {
    switch self {
    case .string: "a string"
    case .integer: "an integer"
    case .float: "a number"
    case .boolean(let flag): "\(flag)"
    case .date: "a date"
    case .array: "a list"
    case .table: "a table"
    }
  }

  /// The value of a key; nil if it is missing or this is no table.
  public subscript(key: String) -> CaseValue? {
    if case .table(let entries) = self { entries[key] } else { nil }
  }

  /// The value at a path; nil where it leads nowhere.
  public subscript(path: CasePath) -> CaseValue? {
    var value = self
    for step in path.steps {
      switch (step, value) {
      case (.key(let key), .table(let entries)):
        guard let next = entries[key] else { return nil }
        value = next
      case (.index(let i), .array(let elements)):
        guard elements.indices.contains(i) else { return nil }
        value = elements[i]
      default: return nil
      }
    }
    return value
  }

  /// A list's elements.
  var elements: [CaseValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// A table's entries.
  var entries: [String: CaseValue]? {
    if case .table(let entries) = self { entries } else { nil }
  }

  /// A string's text.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number of either kind.
  var number: Double? {
    switch self {
    case .integer(let n): Double(n)
    case .float(let x): x
    default: nil
    }
  }

  /// An integer; `16.0` is none.
  var integer: Int? {
    if case .integer(let n) = self { n } else { nil }
  }

  /// The text of a number or of an expression.
  ///
  /// A number is spelled with the digits that read back the same, so that `0.1` means the decimal
  /// 0.1 in every precision.
  var expression: String? {
    switch self {
    case .string(let text): text
    case .integer(let n): "\(n)"
    case .float(let x): "\(x)"
    default: nil
    }
  }
}
