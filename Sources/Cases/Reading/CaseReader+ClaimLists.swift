import Studies

extension CaseReader {
  /// The keys whose lists run over something: several may stand in one claim on a pair.
  func keys(of claim: Expectation.Claim, _ key: String) -> [String] {
    switch claim {
    case .pair: ["lower", "upper", "power", "verdict"]
    case .bounds: []
    default: [key]
    }
  }

  /// Whether lists of claims have an entry for each of what they run over.
  func checkLists(
    _ expectation: inout Expectation, of keys: [String], at path: CasePath,
    _ columns: StudyColumns, _ levels: [[Int]], _ variants: [String]
  ) {
    let lists = keys.filter { self[path[$0]]?.elements != nil }
    guard !lists.isEmpty else {
      if expectation.over != nil {
        report("`over` needs a list as the claim", at: path["over"], .key)
      }
      return
    }
    let over = expectation.over ?? .level
    expectation.over = over
    let isOfPair = if case .pair = expectation.claim { true } else { false }
    if isOfPair, over == .method || over == .function {
      report("a pair has no \(over.rawValue)", at: path["over"])
      return
    }
    let size: Int
    switch over {
    case .level:
      // A rate is of the fit but where a list asks for each row's own.
      let isRate = if case .rate = expectation.claim { true } else { false }
      if isRate || isOfPair, self[path["at"]] == nil { expectation.rows = [.all] }
      size = expectation.rows == [.all] ? levels.count : expectation.rows.count
    case .method: size = expectation.methods?.count ?? columns.methods.count
    case .variant: size = variants.count
    case .function: size = expectation.functions?.count ?? columns.functions.count
    case .pair: size = expectation.pairs?.count ?? columns.pairs.count
    }
    for key in lists {
      let count = self[path[key]]?.elements?.count ?? 0
      if count != size, areColumnsSound {
        report(
          "`\(key)` has \(counted(count, "entry", "entries")), there are "
            + counted(size, over.rawValue, over.rawValue + "s"), at: path[key],
          hints: ["one an entry; \"\" is not compared"])
      }
    }
  }
}
