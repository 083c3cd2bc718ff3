/// Which run of a case this is.
public struct Variant: Sendable {
  /// `broken`; of a sweep `contrast = 10`.
  public let name: String
  /// The names of all variants, in the file's order.
  let names: [String]
  /// The parameters that a sweep sets, as they are written.
  let sweep: [(name: String, text: String)]
}

extension CaseFile {
  /// The file of every variant or value of a sweep: this one with other values laid over it.
  ///
  /// Empty without `[[variant]]` and `[sweep]`.
  func variants() throws(CaseError) -> [(variant: Variant, file: CaseFile)] {
    guard tree[.variant] == nil || tree[.sweep] == nil else {
      throw CaseError(
        diagnostic(
          "[[variant]] and [sweep] exclude each other", at: .sweep, .header,
          hints: ["a sweep is a variant for each value of a parameter"]))
    }
    return tree[.sweep] == nil ? try namedVariants() : try sweptVariants()
  }

  private func namedVariants() throws(CaseError) -> [(variant: Variant, file: CaseFile)] {
    let elements = tree[.variant]?.elements ?? []
    var names: [String] = []
    for (i, element) in elements.enumerated() {
      let path = CasePath.variant[i]
      guard let name = element["name"]?.text else {
        throw CaseError(diagnostic("\(tableName(path)) needs `name`", at: path, .header))
      }
      guard !names.contains(name) else {
        throw CaseError(diagnostic("two variants are called \"\(name)\"", at: path["name"]))
      }
      names.append(name)
    }
    var errors: [Diagnostic] = []
    var files: [(Variant, CaseFile)] = []
    for (i, element) in elements.enumerated() {
      var file = withoutVariants
      do {
        for key in (element.entries ?? [:]).keys.sorted() where key != "name" {
          try file.lay(element[key]!, from: .variant[i][key], at: CasePath()[key])
        }
      } catch {
        errors += error.diagnostics
      }
      files.append((Variant(name: names[i], names: names, sweep: []), file))
    }
    if !errors.isEmpty { throw CaseError(errors) }
    return files
  }

  private func sweptVariants() throws(CaseError) -> [(variant: Variant, file: CaseFile)] {
    let keys = try sweptParameters()
    var runs: [[Int]] = [[]]
    for key in keys {
      let count = tree[.sweep[key]]?.elements?.count ?? 0
      runs = runs.flatMap { run in (0..<count).map { run + [$0] } }
    }
    let sweeps = runs.map { run in
      zip(keys, run).map { key, i in (key, tree[.sweep[key][i]]?.expression ?? "") }
    }
    let names = sweeps.map { $0.map { "\($0) = \($1)" }.joined(separator: ", ") }
    if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw CaseError(diagnostic("\(names[twice]) stands twice", at: .sweep, .header))
    }
    var files: [(Variant, CaseFile)] = []
    for (i, run) in runs.enumerated() {
      var file = withoutVariants
      for (key, j) in zip(keys, run) {
        try file.lay(tree[.sweep[key][j]]!, from: .sweep[key][j], at: .parameters[key])
      }
      files.append((Variant(name: names[i], names: names, sweep: sweeps[i]), file))
    }
    return files
  }

  /// The swept parameters, the one that changes slowest first.
  private func sweptParameters() throws(CaseError) -> [String] {
    let keys = (tree[.sweep]?.entries ?? [:]).keys.sorted().filter { $0 != "order" }
    let parameters = tree[.parameters]?.entries ?? [:]
    for key in keys where parameters[key] == nil {
      let near = Spelling.nearest(to: key, among: Array(parameters.keys))
      throw CaseError(
        diagnostic(
          "no parameter is called `\(key)`", at: .sweep[key], .key,
          hints: [near.map { "did you mean `\($0)`?" } ?? "a sweep replaces values of [parameters]"]
        ))
    }
    for key in keys where tree[.sweep[key]]?.elements?.isEmpty == true {
      throw CaseError(diagnostic("`\(key)` is empty", at: .sweep[key]))
    }
    guard !keys.isEmpty else {
      throw CaseError(
        diagnostic(
          "[sweep] needs a parameter", at: .sweep, .header, hints: ["contrast = [1, 10, 100]"]))
    }
    guard let order = tree[.sweep["order"]]?.elements?.compactMap(\.text) else {
      if keys.count == 1 { return keys }
      let list = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      throw CaseError(
        diagnostic(
          "a sweep over \(keys.count) parameters needs their order", at: .sweep, .header,
          hints: ["order = [\(list)], the one that changes slowest first"]))
    }
    guard order.sorted() == keys else {
      throw CaseError(
        diagnostic(
          "`order` must name the parameters of the sweep", at: .sweep["order"],
          hints: [keys.joined(separator: ", ")]))
    }
    return order
  }

  private var withoutVariants: CaseFile {
    var file = self
    file.tree = tree.removing("variant").removing("sweep")
    return file
  }

  /// Lays a value over the tree; tables are laid entry by entry, elements of an array of tables go
  /// by their names.
  private mutating func lay(
    _ value: CaseValue, from source: CasePath, at path: CasePath
  ) throws(CaseError) {
    guard let entries = value.entries else {
      tree = tree.replacing(path.steps[...], by: value)
      overlays.append(Overlay(path: path, origin: .entry(source)))
      return
    }
    switch tree[path] {
    case nil, .table:
      for key in entries.keys.sorted() {
        try lay(entries[key]!, from: source[key], at: path[key])
      }
    case .array(let elements)? where elements.first?.entries != nil:
      let names = elements.map { $0["name"]?.text ?? "" }
      for key in entries.keys.sorted() {
        guard let i = names.firstIndex(of: key) else {
          let near = Spelling.nearest(to: key, among: names)
          throw CaseError(
            diagnostic(
              "no \(path) is called \"\(key)\"", at: source[key], .key,
              hints: near.map { ["did you mean `\($0)`?"] } ?? [],
              footer: near == nil ? String.listing("names:", names.filter { !$0.isEmpty }) : []))
        }
        try lay(entries[key]!, from: source[key], at: path[i])
      }
    default:
      tree = tree.replacing(path.steps[...], by: value)
      overlays.append(Overlay(path: path, origin: .entry(source)))
    }
  }
}

extension CaseValue {
  /// The table without a key.
  func removing(_ key: String) -> CaseValue {
    guard var entries else { return self }
    entries[key] = nil
    return .table(entries)
  }
}
