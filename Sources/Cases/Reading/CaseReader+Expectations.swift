import Formulas
import Studies

extension CaseReader {
  /// The expectations on a study; each must match something.
  func readExpectations(_ study: (any Study)?) -> [Expectation] {
    areColumnsSound = errors.isEmpty && study != nil
    let absence = { (study as? ConvergenceStudy)?.absence(of: $0) }
    let columns = study?.columns ?? StudyColumns()
    let levels = study?.options.levels ?? []
    return (self[.expect]?.elements ?? []).indices.compactMap {
      readExpectation(at: .expect[$0], columns, levels, absence)
    }
  }

  private func readExpectation(
    at path: CasePath, _ columns: StudyColumns, _ levels: [[Int]],
    _ absence: (String) -> String?
  ) -> Expectation? {
    let found = errors.count
    let variants = readVariants(at: path)
    guard variant == nil || variants.contains(variant!.name) else { return nil }
    guard let (key, claim) = readPairClaim(at: path, columns) ?? readClaim(at: path) else {
      return nil
    }
    var expectation = Expectation(claim: claim, rows: [], path: path)
    expectation.methods = select(path["method"], "method", columns.methods)
    expectation.functions = select(path["function"], "function", columns.functions)
    expectation.pairs = select(path["pair"], "pair", columns.pairs)
    expectation.measures = select(path["measure"], "measure", columns.measures)
    expectation.norms = selectNorms(path["norm"], columns.norms)
    expectation.quantities = selectQuantities(path["quantity"], columns.quantities)
    expectation.column = text(path["column"])
    if let column = expectation.column, let why = absence(column) {
      matchesNothing("there is no column \"\(column)\"", at: path["column"], hint: why)
    }
    if key == "s" || key == "regularity" { expectation.quantities = ["s"] }
    let kinds = ["norm", "quantity", "column"].filter { self[path[$0]] != nil }
    if kinds.count > 1 {
      report("`\(kinds[0])` and `\(kinds[1])` are different columns", at: path[kinds[1]], .key)
    }
    expectation.over = text(path["over"]).flatMap(Expectation.Sequence.init)
    expectation.cite = text(path["cite"])
    readBounds(into: &expectation, at: path)
    readTolerance(into: &expectation, key: key, at: path)
    expectation.rows =
      readRows(path["at"], levels) ?? standardRows(expectation, isList: isList(path, key))
    checkLists(
      &expectation, of: keys(of: expectation.claim, key), at: path, columns, levels, variants)
    guard errors.count == found, unmatched[path] == nil else { return nil }
    return expectation.over == .variant ? expectation.entry(of: variant, in: variants) : expectation
  }

  /// The variants that an expectation concerns.
  private func readVariants(at path: CasePath) -> [String] {
    let names = variant?.names ?? []
    guard let selected = select(path["variant"], "variant", names) else { return names }
    if selected.isEmpty { report("`variant` is empty", at: path["variant"]) }
    return selected
  }

  private func isList(_ path: CasePath, _ key: String) -> Bool { self[path[key]]?.elements != nil }

  // MARK: Claims

  private static let claims = [
    "rate", "value", "printed", "verdict", "equals", "fails", "s", "regularity",
  ]
  private static let bounds = ["atMost", "atLeast", "between"]

  private func readClaim(at path: CasePath) -> (String, Expectation.Claim)? {
    let given = Self.claims.filter { self[path[$0]] != nil }
    let bounds = Self.bounds.filter { self[path[$0]] != nil }
    let all = given == ["verdict"] ? given : given + bounds.prefix(1)
    guard all.count <= 1 else {
      report(
        "two claims in one [[expect]]: `\(all[0])` and `\(all[1])`", at: path[all[1]], .key,
        hints: ["write two"])
      return nil
    }
    guard let key = all.first else {
      report(
        "this expectation claims nothing", at: path, .header,
        footer: String.listing("claims:", Self.claims + Self.bounds))
      return nil
    }
    let place = path[key]
    switch key {
    case "rate": return (key, .rate(numbers(place)))
    case "value": return (key, .value(numbers(place)))
    case "printed":
      let texts = texts(place) ?? []
      for (i, text) in texts.enumerated() where !text.isEmpty && PrintedNumber(text) == nil {
        report(
          "\"\(text)\" is not a number", at: isList(path, key) ? place[i] : place)
      }
      return (key, .printed(texts, units: count(path["units"], atLeast: 0) ?? 0))
    case "verdict": return (key, .verdict(texts(place) ?? []))
    case "equals": return (key, .equals(text(place) ?? ""))
    case "fails": return (key, .fails(text(place) ?? ""))
    case "s", "regularity": return (key, .value(numbers(place)))
    default: return (key, .bounds)
    }
  }

  /// Numbers in h and n; nil for a gap `""`.
  private func numbers(_ path: CasePath) -> [Formula?] {
    guard let elements = self[path]?.elements else { return [number(path)] }
    return elements.indices.map { self[path[$0]]?.text == "" ? nil : number(path[$0]) }
  }

  func number(_ path: CasePath) -> Formula? {
    guard let formula = formula(path, rank: 3, variables: ["h", "n"]),
      isConstant(formula, at: path)
    else { return nil }
    if let value = formula.constant, !value.isFinite {
      report("`\(path.lastName)` is not a number", at: path)
    }
    return formula
  }

  private func readBounds(into expectation: inout Expectation, at path: CasePath) {
    expectation.atLeast = number(path["atLeast"])
    expectation.atMost = number(path["atMost"])
    guard let both = self[path["between"]]?.elements else { return }
    guard both.count == 2 else {
      report(
        "`between` has \(counted(both.count, "bound", "bounds"))", at: path["between"],
        hints: ["between = [lower, upper]"])
      return
    }
    expectation.atLeast = number(path["between"][0])
    expectation.atMost = number(path["between"][1])
  }

  private func readTolerance(into expectation: inout Expectation, key: String, at path: CasePath) {
    let given = ["within", "relative"].filter { self[path[$0]] != nil }
    if given.count == 2 {
      report("two tolerances in one [[expect]]", at: path["relative"], .key)
    }
    for key in given {
      guard let x = self[path[key]]?.number else { continue }
      if x < 0 { report("`\(key)` is below 0", at: path[key]) }
      if x == 0, case .float? = self[path[key]] {
        report(
          "`\(key)` is 0: the number is too small", at: path[key],
          hints: ["write 0 if the numbers must be the same"])
      }
      expectation.tolerance = key == "within" ? .within(x) : .relative(x)
    }
    switch key {
    case "rate":
      if given.isEmpty { expectation.tolerance = .within(0.1) }
    case "s", "regularity":
      if given.isEmpty { expectation.tolerance = .within(0.05) }
    case "value", "equals":
      if given.isEmpty {
        report("`\(key)` needs `within` or `relative`", at: path[key], .key)
      }
    case "printed": break
    case "lower", "upper", "power": checkPairTolerance(&expectation, at: path)
    default:
      if let given = given.first {
        report("`\(key)` has no tolerance", at: path[given], .key)
      }
    }
  }
}
