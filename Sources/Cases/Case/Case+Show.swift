extension Case {
  /// The effective case as TOML that runs to the same result; what the file leaves out is marked as
  /// default.
  public var toml: String {
    var lines: [String] = []
    let given = file.tree
    for key in CaseSchema.root.keys {
      guard let value = effective[key.name] else { continue }
      if case .table(let entries) = value, entries.isEmpty { continue }
      if case .array(let elements) = value, elements.isEmpty { continue }
      switch key.kind {
      case .table(let schema):
        lines.append("")
        lines += section("[\(key.name)]", value, schema, given[key.name])
      case .tables(let schema):
        for (i, element) in (value.elements ?? []).enumerated() {
          lines.append("")
          let written = given[key.name]?.elements
          // A list of orders has become several methods: nothing of them is a default.
          let isSame = written?.count == value.elements?.count
          lines += section(
            "[[\(key.name)]]", element, schema, isSame ? written?[i] : element)
        }
      case .named:
        lines += ["", "[\(key.name)]"]
        lines += aligned(
          (value.entries ?? [:]).sorted { $0.key < $1.key }
            .map { (CasePath.spelled($0.key), $0.value, false) })
      default: lines += aligned([(key.name, value, given[key.name] == nil)])
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(
    _ header: String, _ value: CaseValue, _ schema: TableSchema, _ given: CaseValue?
  ) -> [String] {
    if header == "[[variant]]" {
      return [header]
        + aligned(
          value.overlays.sorted { a, b in a.key == "name" || b.key != "name" && a.key < b.key }
            .map { ($0.key, $0.value, false) })
    }
    let entries = schema.keys.compactMap { key in
      value[key.name].map { (key.name, $0, given?[key.name] == nil) }
    }
    return [header] + aligned(entries)
  }

  private func aligned(_ entries: [(key: String, value: CaseValue, isDefault: Bool)]) -> [String] {
    let width = entries.map(\.key.count).max() ?? 0
    let lines = entries.map { key, value, _ in
      key + String(repeating: " ", count: width - key.count) + " = " + value.toml
    }
    let column = min(40, lines.map(\.count).max() ?? 0)
    return zip(entries, lines).map { entry, line in
      guard entry.isDefault else { return line }
      return line + String(repeating: " ", count: max(0, column - line.count)) + "  # default"
    }
  }
}

extension CaseValue {
  /// The entries of a variant by their dotted keys: `method.fd2.order`.
  fileprivate var overlays: [(key: String, value: CaseValue)] {
    (entries ?? [:]).flatMap { key, value -> [(key: String, value: CaseValue)] in
      let name = CasePath.spelled(key)
      guard let inner = value.entries, !inner.isEmpty else { return [(name, value)] }
      return value.overlays.map { ("\(name).\($0.key)", $0.value) }
    }
  }
}
