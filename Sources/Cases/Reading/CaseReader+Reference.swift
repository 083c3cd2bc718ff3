import Studies

extension CaseReader {
  /// What errors are measured against: one solution at most, and the residual beside it.
  func readReferences(_ kind: StudyKind) -> [ErrorReference] {
    let path = CasePath.study["reference"]
    guard let words = texts(path) else { return [.exact] }
    let references = words.compactMap(ErrorReference.init)
    guard references.count == words.count else { return [.exact] }
    if references.isEmpty { report("`reference` is empty", at: path) }
    guard kind == .convergence else {
      report("`reference` is for errors: a study `\(kind.rawValue)` has none", at: path, .key)
      return [.exact]
    }
    let solutions = references.indices.filter { references[$0] != .residual }
    if solutions.count > 1 || Set(references).count < references.count {
      let second = solutions.count > 1 ? solutions[1] : references.count - 1
      report(
        "errors have one reference: `\(words[0])` and `\(words[second])` are two", at: path[second],
        hints: ["\"residual\" may stand beside \"exact\", \"next\" or \"finest\""])
    }
    if references.contains(.exact), self[.problem["exact"]] == nil {
      report(
        "`reference = \"exact\"` needs `exact` in [problem]",
        at: self[path]?.elements == nil ? path : path[solutions[0]],
        hints: ["without a solution: \"next\", \"finest\" or \"residual\""])
    }
    if references == [.residual] { checkNorms() }
    return references
  }

  /// The residual alone bounds one norm, by a measure of its own.
  private func checkNorms() {
    let norms = CasePath.study["norms"]
    for (i, name) in (texts(norms) ?? []).enumerated() where name != "energy" {
      report(
        "the residual bounds the norm `energy`, not `\(name)`",
        at: self[norms]?.elements == nil ? norms : norms[i],
        hints: ["reference = [\"residual\", \"next\"] measures other norms beside it"])
    }
    if self[.study["measure"]] != nil {
      report("the residual is a measure of its own", at: .study["measure"], .key)
    }
  }
}
