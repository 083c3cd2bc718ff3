import Formulas
import Studies

extension CaseReader {
  private static let claims = ["lower", "upper", "power", "verdict"]
  private static let verdicts = Equivalence.Verdict.allCases.map(\.rawValue) + ["degenerate"]

  /// The claims on a pair's constants: several may stand in one expectation, since a verdict and the
  /// constant behind it belong together. nil for an expectation of another kind.
  func readPairClaim(
    at path: CasePath, _ columns: StudyColumns
  ) -> (String, Expectation.Claim)? {
    let given = Self.claims.filter { self[path[$0]] != nil }
    let own = given.filter { $0 != "verdict" }
    guard !own.isEmpty || !columns.pairs.isEmpty && !given.isEmpty else { return nil }
    if columns.pairs.isEmpty, areColumnsSound, let key = own.first {
      report(
        "`\(key)` is of a [[pair]]", at: path[key], .key,
        hints: ["it needs kind = \"equivalence\""])
    }
    let others = ["rate", "value", "printed", "equals", "fails", "atMost", "atLeast", "between"]
    if let other = others.first(where: { self[path[$0]] != nil }) {
      report(
        "two claims in one [[expect]]: `\(given[0])` and `\(other)`", at: path[other], .key,
        hints: ["write two"])
    }
    var claim = PairClaim()
    if own.contains("lower") { claim.lower = pairNumbers(path["lower"]) }
    if own.contains("upper") { claim.upper = pairNumbers(path["upper"]) }
    if own.contains("power") { claim.power = pairNumbers(path["power"]) }
    claim.verdict = texts(path["verdict"])
    for (i, word) in (claim.verdict ?? []).enumerated() where !Self.verdicts.contains(word) {
      let place = path["verdict"]
      report(
        file.unknown(
          "verdict", word, of: "verdict", Self.verdicts,
          at: self[place]?.elements == nil ? place : place[i]))
    }
    return (own.first ?? "verdict", .pair(claim))
  }

  /// Numbers in h and n; `inf` for a constant that is infinite, nil for a gap `""`.
  private func pairNumbers(_ path: CasePath) -> [Formula?] {
    let places = self[path]?.elements?.indices.map { path[$0] } ?? [path]
    return places.map { place -> Formula? in
      if self[place]?.text == "" { return nil }
      if self[place]?.number == .infinity { return Formula(Formula.Constant.infinity) }
      return number(place)
    }
  }

  /// The tolerance of a claim on constants: a number that is not 0 or infinite needs one, a power
  /// has 0.1 like a rate.
  func checkPairTolerance(_ expectation: inout Expectation, at path: CasePath) {
    guard case .pair(let claim) = expectation.claim, expectation.tolerance == nil else { return }
    for (key, list) in [("lower", claim.lower), ("upper", claim.upper)] {
      let isSure = (list ?? []).allSatisfy {
        $0?.constant.map { $0 == 0 || $0 == .infinity } ?? true
      }
      if !isSure { report("`\(key)` needs `within` or `relative`", at: path[key], .key) }
    }
    if claim.power != nil { expectation.tolerance = .within(0.1) }
  }
}
