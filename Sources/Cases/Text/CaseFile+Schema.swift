extension CaseFile {
  /// Everything in the file that the schema does not admit, in the file's order.
  public var violations: [Diagnostic] {
    var found: [Diagnostic] = []
    check(tree, .table(CaseSchema.root), at: CasePath(), into: &found)
    return found.inTheirOrder
  }

  private func check(
    _ value: CaseValue, _ kind: ValueKind, at path: CasePath, into found: inout [Diagnostic]
  ) {
    // Of all numbers only the upper constant of an equivalence may be infinite.
    if case .float(let x) = value, !x.isFinite, x != .infinity || !path.isUpperClaim {
      found.append(diagnostic("`\(path.lastName)` is not finite", at: path))
      return
    }
    if case .string(let text) = value, let problem = controlCharacter(in: text, kind, at: path) {
      found.append(problem)
      return
    }
    switch (kind, value) {
    case (.either(let kinds), _):
      guard let kind = kinds.first(where: { $0.admits(value) }) else { break }
      check(value, kind, at: path, into: &found)
      return
    case (.table(let schema), .table(let entries)):
      check(entries, schema, at: path, into: &found)
      return
    case (.named(let kind), .table(let entries)):
      for (key, value) in entries {
        if path.lastName == "known", case .table = value, let problem = bareNorm(at: path[key]) {
          found.append(problem)
        } else {
          check(value, kind, at: path[key], into: &found)
        }
      }
      return
    case (.tables(let schema), .array(let elements)):
      for (i, element) in elements.enumerated() {
        guard case .table(let entries) = element else {
          found.append(mismatch(element, .table(schema), at: path[i]))
          continue
        }
        check(entries, schema, at: path[i], into: &found)
      }
      return
    case (.tables, .table):
      found.append(
        diagnostic(
          "[\(path)] is one table, a list of tables is meant", at: path, .header,
          hints: ["write [[\(path)]], two brackets"]))
      return
    case (.list(let kind), .array(let elements)):
      for (i, element) in elements.enumerated() {
        check(element, kind, at: path[i], into: &found)
      }
      return
    case (.word(let words, let later), .string(let text)):
      if later.contains(text) {
        found.append(notYet("\(path.lastName) = \"\(text)\"", at: path))
      } else if !words.contains(text) {
        found.append(unknown("value", text, of: path.lastName, words, at: path))
      }
      return
    default:
      if kind.admits(value) { return }
    }
    found.append(mismatch(value, kind, at: path))
  }

  private func check(
    _ entries: [String: CaseValue], _ schema: TableSchema, at path: CasePath,
    into found: inout [Diagnostic]
  ) {
    for (key, value) in entries {
      guard let entry = schema[key] else {
        found.append(unknownKey(key, value, in: schema, at: path))
        continue
      }
      if entry.isAvailable {
        check(value, entry.kind, at: path[key], into: &found)
      } else {
        found.append(notYet(tableName(path[key], value), at: path[key], .key, note: entry.note))
      }
    }
  }

  // MARK: Messages

  /// A word that is legal and whose feature comes later.
  func notYet(_ what: String, at path: CasePath, _ part: Part = .value, note: String? = nil)
    -> Diagnostic
  {
    diagnostic(
      "not yet available: \(what)", at: path, part, hints: note.map { [$0] } ?? [])
  }

  /// A word that is not one of the legal ones.
  func unknown(
    _ noun: String, _ word: String, of key: String, _ words: [String], at path: CasePath
  ) -> Diagnostic {
    let near = Spelling.nearest(to: word, among: words)
    return diagnostic(
      "unknown \(noun) \"\(word)\" of `\(key)`", at: path,
      hints: near.map { ["did you mean \"\($0)\"?"] } ?? [],
      footer: String.listing("values:", words.sorted()))
  }

  private func mismatch(_ value: CaseValue, _ kind: ValueKind, at path: CasePath) -> Diagnostic {
    var hints: [String] = []
    if case .float(let x) = value, case .integer = kind, x == x.rounded(), abs(x) < 1e15 {
      hints = ["write \(Int(x))"]
    }
    if case .list(let element) = kind, element.admits(value) { hints = ["write [\(value.toml)]"] }
    return diagnostic(
      "`\(path.lastName)` must be \(kind.phrase), not \(value.kindName)", at: path, hints: hints)
  }

  private func controlCharacter(in text: String, _ kind: ValueKind, at path: CasePath)
    -> Diagnostic?
  {
    let isFree = if case .text = kind { true } else { false }
    guard isFree, text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f })
    else { return nil }
    return diagnostic(
      "`\(path.lastName)` holds a control character", at: path,
      hints: ["a backslash in \"…\" is an escape: write '…', in single quotes"])
  }

  /// `H0.5 = 1`, which TOML reads as a table `H0` with a key `5`.
  private func bareNorm(at path: CasePath) -> Diagnostic? {
    guard let key = path.lastKey, let written = text.mentions[path]?.dottedKey,
      key.first.map({ "HWBL".contains($0) }) == true, key.dropFirst().first?.isNumber == true
    else { return nil }
    let dotted = String(decoding: text.bytes[written], as: UTF8.self)
    let parts = dotted.split(separator: ".", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return diagnostic(
      "`\(dotted)` without quotes is TOML for a table `\(parts[0])` with a key `\(parts[1])`",
      at: path, .dottedKey, hints: ["write \"\(dotted)\""])
  }

  private func unknownKey(
    _ key: String, _ value: CaseValue, in schema: TableSchema, at path: CasePath
  ) -> Diagnostic {
    let here = path[key]
    var hints: [String] = []
    if let dotted = dottedKey(key, in: schema) {
      hints = ["write \(dotted) without quotes"]
    } else if let near = Spelling.nearest(to: key, among: schema.names) {
      hints = ["did you mean `\(near)`?"]
    } else if !path.steps.isEmpty, CaseSchema.root[key] != nil {
      hints = [
        "`\(key)` belongs at the top of the file, before the first [table]:",
        "in TOML a key belongs to the last header above it",
      ]
    } else if let home = home(of: key) {
      hints = ["`\(key)` belongs in \(home)"]
    } else if key == "points" || key == "nodes" {
      hints = ["grids are given by `cells`: 17 points are 16 cells"]
    }
    let isTable =
      switch value {
      case .table: text.mentions[here]?.header != nil
      case .array(let elements): elements.first?.entries != nil
      default: false
      }
    if path.steps.isEmpty, isTable {
      return diagnostic(
        "unknown table \(tableName(here, value))", at: here, .header, hints: hints,
        footer: hints.count > 1
          ? [] : String.listing("tables:", schema.names.filter { $0 != "title" }))
    }
    let table = path.steps.isEmpty ? "at the top of the file" : "in \(tableName(path))"
    return diagnostic(
      "unknown key `\(key)` \(table)", at: here, .key, hints: hints,
      footer: hints.count > 1 ? [] : String.listing("keys here:", schema.names))
  }

  /// `"y.upper"`, which without quotes would be the key `upper` of a table `y`.
  private func dottedKey(_ key: String, in schema: TableSchema) -> String? {
    var table: TableSchema? = schema
    let parts = key.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return nil }
    for part in parts {
      guard let found = table?[String(part)] else { return nil }
      table = found.kind.table
    }
    return key
  }

  /// The table whose key this is, if it is one table's only.
  private func home(of key: String) -> String? {
    let homes = CaseSchema.root.keys.filter { $0.kind.table?[key] != nil }
    guard homes.count == 1, let home = homes.first else { return nil }
    if case .tables = home.kind { return "[[\(home.name)]]" }
    return "[\(home.name)]"
  }

  /// `[problem]`, or `[[expect]] (the one of line 37)`.
  func tableName(_ path: CasePath, _ value: CaseValue? = nil) -> String {
    let keys = path.steps.compactMap { step -> String? in
      if case .key(let key) = step { key } else { nil }
    }.joined(separator: ".")
    if case .index = path.steps.last {
      let line = line(of: path).map { " (the one of line \($0))" } ?? ""
      return "[[\(keys)]]\(line)"
    }
    switch value {
    case .array(let elements) where elements.first?.entries != nil: return "[[\(keys)]]"
    case nil: return "[\(keys)]"
    case .table where text.mentions[path]?.header != nil: return "[\(keys)]"
    default: return "`\(path.lastKey ?? "")`"
    }
  }
}

extension CasePath {
  /// `expect[0].upper`, or an entry of its list.
  fileprivate var isUpperClaim: Bool {
    guard case .key("expect")? = steps.first, steps.count > 2, case .key("upper") = steps[2] else {
      return false
    }
    return true
  }
}
