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
    return references
  }
}
