import Studies

extension CaseReader {
  /// The study of a `[problem]`; nil if something about it is wrong.
  func readConvergenceStudy(
    _ kind: StudyKind, on domain: Domain, _ levels: [[Int]]
  ) -> ConvergenceStudy? {
    let problem = readProblem(on: domain)
    let methods = readMethods(on: domain)
    let norms = readNorms()
    checkTables(of: kind)
    let hasSpline = methods.contains { $0.kinds.contains(where: \.isSpline) }
    let measures = readMeasures(
      ["discrete", "spectral"] + (hasSpline ? ["function"] : []),
      among: ["discrete", "spectral", "function"])
    var options = readOptions(levels, norms, measures, on: domain)
    options.references = readReferences(kind)
    guard let problem else { return nil }
    // Not `problem.exact`: one that is there and could not be read has been reported.
    if kind == .convergence, self[.problem["exact"]] == nil, self[.study["reference"]] == nil {
      checkQuantities(options)
    }
    if kind == .convergence, options.hasLimits {
      report(
        "the limit of an error is 0: `limit` extrapolates norms", at: .study["limit"], .key,
        hints: ["kind = \"norms\" or \"solve\""])
    }
    var study = ConvergenceStudy(problem, methods, options)
    study.kind = kind
    return study
  }

  /// Whether the tables that the study needs are there, and no other.
  private func checkTables(of kind: StudyKind) {
    if self[.problem] == nil {
      report("a study `\(kind.rawValue)` needs a table [problem]", at: .study, .header)
    }
    if self[.function] != nil {
      report(
        "[[function]] has no place in a study `\(kind.rawValue)`", at: .function, .header,
        hints: ["its functions are for kind = \"norms\""])
    }
    if self[.method]?.elements?.isEmpty ?? true {
      report(
        "a study `\(kind.rawValue)` needs a [[method]]", at: .study, .header,
        footer: String.listing("kinds:", MethodKind.allCases.map(\.rawValue)))
    }
  }

  /// Whether there is something to table without an exact solution.
  private func checkQuantities(_ options: StudyOptions) {
    for key in ["norms", "measure", "relative"] where self[.study[key]] != nil {
      report(
        "`\(key)` is for errors, and there is no `exact`", at: .study[key], .key,
        hints: ["add reference = \"next\" or \"finest\""])
    }
    if options.quantities.isEmpty, self[.study["quantities"]]?.elements?.isEmpty ?? true {
      report(
        "nothing to table: there is no `exact`, and there are no `quantities`", at: .study, .header,
        hints: ["add quantities = [\"integral\", \"max\"], or reference = \"next\""])
    }
  }
}
