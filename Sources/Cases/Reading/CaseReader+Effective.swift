import Discretizations
import Formulas
import Norms
import Solvers
import Studies

extension CaseReader {
  /// The case with every default written out; reading it gives the same case again.
  func effective(_ study: any Study, expectations: [Expectation]) -> CaseValue {
    let (kind, options, columns) = (study.kind, study.options, study.columns)
    var tree = file.tree.entries ?? [:]
    tree["study"] = tree["study"] ?? .table([:])
    tree["output"] = tree["output"] ?? .table([:])
    tree["method"] = .array(study.methods.map { table(of: $0) })
    tree = CaseValue.table(tree).completed(by: CaseSchema.root).entries!
    var keys = tree["study"]!.entries!
    keys["kind"] = .string(kind.rawValue)
    keys["cells"] = .array(
      options.levels.map { cells in
        Set(cells).count == 1 ? .integer(cells[0]) : .array(cells.map { .integer($0) })
      })
    keys["rateBy"] = .string(options.rateBy.rawValue)
    let hasNorms = !columns.norms.isEmpty
    // The residual adds a norm and a measure of its own.
    let measures = columns.measures.filter { $0 != "residual" }
    let isBound = measures.isEmpty
    let names = normNames.isEmpty || isBound ? columns.norms.map(\.name) : normNames
    keys["norms"] = hasNorms ? .array(names.map { .string($0) }) : nil
    keys["measure"] = hasNorms && !isBound ? .array(measures.map { .string($0) }) : nil
    if !hasNorms { keys["relative"] = nil }
    // Nothing is compared with an exact solution that is not there.
    if !hasNorms || kind == .solve, options.references == [.exact] { keys["reference"] = nil }
    // Only a convergence or solve shows defaults of keys that it does not read.
    if kind != .convergence && kind != .solve {
      keys = keys.filter { kind.studyKeys.contains($0.key) }
    }
    tree["study"] = .table(keys)
    if let elements = tree["expect"]?.elements {
      tree["expect"] = .array(
        elements.enumerated().map { i, element in
          let own = expectations.first { $0.path == .expect[i] }
          return own.map { completed(element, $0) } ?? element
        })
    }
    return .table(tree)
  }

  private func table(of method: Method) -> CaseValue {
    var entries: [String: CaseValue] = ["name": .string(method.name)]
    func set(_ key: String, _ values: [CaseValue]) {
      entries[key] = values.count == 1 ? values[0] : .array(values)
    }
    set("kind", method.kinds.map { .string($0.kind.rawValue) })
    for key in ["order", "degree"] {
      guard method.kinds.contains(where: { $0.kind.accuracy?.key == key }) else { continue }
      set(
        key,
        method.kinds.map { .integer($0.kind.accuracy?.key == key ? $0.accuracy ?? 0 : 0) })
    }
    entries["load"] = method.load.map { .string($0.rawValue) }
    entries["quadrature"] = method.quadrature.map { .integer($0) }
    entries["oversample"] = method.oversample.map { .integer($0) }
    entries["lifting"] = method.lifting > 0 ? .integer(method.lifting) : nil
    entries["reconstruction"] = .string(method.reconstruction.rawValue)
    entries["faces"] = .string(method.faces.rawValue)
    entries["dealiased"] = .boolean(method.isDealiased)
    if method.iteration != IterationOptions() {
      entries["solver"] = .table([
        "preconditioner": .string(method.iteration.preconditioner.rawValue),
        "tolerance": .float(method.iteration.tolerance),
        "iterations": .integer(method.iteration.iterations),
      ])
    }
    return .table(entries)
  }

  private func completed(_ value: CaseValue, _ expectation: Expectation) -> CaseValue {
    var entries = value.entries ?? [:]
    if case .rate = expectation.claim, entries["within"] == nil, entries["relative"] == nil {
      entries["within"] = .float(0.1)
    }
    if case .printed = expectation.claim {} else { entries["units"] = nil }
    if case .fails = expectation.claim { return .table(entries) }
    let rows = expectation.rows.map { row -> CaseValue in
      switch row {
      case .finest: .string("finest")
      case .coarsest: .string("coarsest")
      case .all: .string("all")
      case .fit: .string("fit")
      case .limit: .string("limit")
      case .cells(let cells):
        Set(cells).count == 1 ? .integer(cells[0]) : .array(cells.map { .integer($0) })
      }
    }
    entries["at"] = rows.count == 1 ? rows[0] : .array(rows)
    if let over = expectation.over { entries["over"] = .string(over.rawValue) }
    return .table(entries)
  }
}

extension CaseValue {
  /// The table with the schema's defaults for what it leaves out.
  func completed(by schema: TableSchema) -> CaseValue {
    guard var entries else { return self }
    for key in schema.keys {
      if let value = entries[key.name] {
        guard let table = key.kind.table else { continue }
        switch value {
        case .table: entries[key.name] = value.completed(by: table)
        case .array(let elements):
          entries[key.name] = .array(elements.map { $0.completed(by: table) })
        default: break
        }
      } else if key.isAvailable, let standard = key.standard {
        entries[key.name] = CaseValue(tomlValue: standard)
      }
    }
    return .table(entries)
  }
}
