/// The legal keys of a table: what they take, what they mean, what stands for one left out.
///
/// One description serves checking, messages and `show`.
struct TableSchema: Sendable {
  var keys: [KeySchema]

  init(_ keys: KeySchema...) { self.keys = keys }

  subscript(name: String) -> KeySchema? { keys.first { $0.name == name } }

  var names: [String] { keys.map(\.name).sorted() }
}

/// One legal key.
struct KeySchema: Sendable {
  let name: String
  let kind: ValueKind
  /// The default, as TOML; nil if there is none, or if other keys decide it.
  let standard: String?
  /// What it means, in one line.
  let note: String
  /// Whether the feature behind it is there.
  let isAvailable: Bool

  init(_ name: String, _ kind: ValueKind, _ note: String) {
    self.init(name, kind, nil, note)
  }

  init(
    _ name: String, _ kind: ValueKind, _ standard: String?, _ note: String,
    isAvailable: Bool = true
  ) {
    self.name = name
    self.kind = kind
    self.standard = standard
    self.note = note
    self.isAvailable = isAvailable
  }

  /// A key whose feature comes later: whatever it holds is refused by that name.
  static func later(_ name: String, _ note: String) -> KeySchema {
    KeySchema(name, .anything, nil, note, isAvailable: false)
  }
}

/// What a key takes.
indirect enum ValueKind: Sendable {
  case anything
  /// Free text.
  case text
  /// A number, or a string that is an expression.
  case expression
  case number, integer, boolean
  /// One of these words; the second list comes later.
  case word([String], later: [String] = [])
  case list(ValueKind)
  case either([ValueKind])
  case table(TableSchema)
  /// An array of tables, `[[name]]`.
  case tables(TableSchema)
  /// A table with free keys.
  case named(ValueKind)

  /// What to write, with its article.
  var phrase: String {
    switch self {
    case .anything: "a value"
    case .text: "a string"
    case .expression: "a number or an expression"
    case .number: "a number"
    case .integer: "an integer"
    case .boolean: "true or false"
    case .word(let words, _): words.map { "\"\($0)\"" }.joined(separator: " or ")
    case .list(.expression): "a list of numbers or expressions"
    case .list(.integer): "a list of integers"
    case .list(.number): "a list of numbers"
    case .list(.text): "a list of strings"
    case .list(.word(let words, _)):
      "a list of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
    case .list: "a list"
    case .either(let kinds): kinds.map(\.phrase).joined(separator: " or ")
    case .table, .named: "a table"
    case .tables: "an array of tables"
    }
  }

  /// The table that a value of this kind is.
  var table: TableSchema? {
    switch self {
    case .table(let schema), .tables(let schema): schema
    case .either(let kinds): kinds.lazy.compactMap(\.table).first
    default: nil
    }
  }

  /// Whether a value has this kind's shape; what is inside is checked later.
  func admits(_ value: CaseValue) -> Bool {
    switch (self, value) {
    case (.anything, _), (.text, .string), (.word, .string), (.boolean, .boolean), (.list, .array),
      (.table, .table), (.named, .table), (.tables, .array), (.integer, .integer),
      (.number, .integer), (.number, .float), (.expression, .string), (.expression, .integer),
      (.expression, .float):
      true
    case (.either(let kinds), _): kinds.contains { $0.admits(value) }
    default: false
    }
  }
}
