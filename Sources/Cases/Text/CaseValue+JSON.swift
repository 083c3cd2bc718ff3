public import Reports

extension CaseValue {
  /// Reads JSON, whose objects are tables.
  ///
  /// - Throws: ``CaseError`` for the first fault; `null` and a key given twice are faults.
  init(json text: CaseText) throws(CaseError) {
    let json: JSON
    do {
      json = try JSON(reading: text.text)
    } catch {
      let end = max(0, text.bytes.count - 1)
      let start = min(error.offset, end)
      throw CaseError(text.syntax(error.reason, start..<start + 1))
    }
    self = try CaseValue(json, at: CasePath(), in: text)
  }

  private init(_ json: JSON, at path: CasePath, in text: CaseText) throws(CaseError) {
    func fail(_ message: String) -> CaseError {
      var diagnostic = Diagnostic(message, file: text.name)
      diagnostic.key = path.description
      return CaseError(diagnostic)
    }
    switch json {
    case .null: throw fail("`\(path)` is null: leave the key out")
    case .bool(let flag): self = .boolean(flag)
    case .integer(let n): self = .integer(n)
    case .number(let x): self = .float(x)
    case .string(let string): self = .string(string)
    case .array(let elements):
      var values: [CaseValue] = []
      for (i, element) in elements.enumerated() {
        values.append(try CaseValue(element, at: path[i], in: text))
      }
      self = .array(values)
    case .object(let members):
      var entries: [String: CaseValue] = [:]
      for member in members {
        guard entries[member.key] == nil else { throw fail("`\(path[member.key])` is given twice") }
        entries[member.key] = try CaseValue(member.value, at: path[member.key], in: text)
      }
      self = .table(entries)
    }
  }

  /// The value as JSON, keys in alphabetical order: the same case gives the same bytes.
  public var json: JSON {
    switch self {
    case .string(let text): .string(text)
    case .integer(let n): .integer(n)
    case .float(let x): .number(x)
    case .boolean(let flag): .bool(flag)
    case .date: .null
    case .array(let elements): .array(elements.map(\.json))
    case .table(let entries):
      .object(entries.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) })
    }
  }
}
