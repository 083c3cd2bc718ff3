import Formulas
import Norms
import Studies

extension CaseReader {
  /// Warns of every key that is written and changes nothing in this study.
  ///
  /// Definitions that nothing names (`[parameters]`, `[[norm]]`, a `[[method]]` or `[[function]]`
  /// that no pair or key mentions), free text and values that are defaults say nothing wrong: no word
  /// is said of them.
  func noteIdleKeys(of study: any Study) {
    let kind = study.kind
    for key in (self[.study]?.entries ?? [:]).keys.sorted() where !kind.studyKeys.contains(key) {
      noteIdle(.study[key], CaseSchema.study, "a study `\(kind.rawValue)` does not read it")
    }
    if text(.study["layout"]) == "methods", kind != .convergence {
      noteIdle(.study["layout"], nil, "tables of studies `convergence` are arranged so")
    }
    for path in [CasePath.pair, .function] where self[path] != nil && !kind.reads(path) {
      noteIdle(
        path, nil,
        "a study `\(kind.rawValue)` does not read it; kind = \"equivalence\" takes [[pair]]")
    }
    noteIdleExpectationKeys()
    noteIdleSweep()
    switch study {
    case let study as ConvergenceStudy: noteIdleKeys(of: study)
    case let study as EquivalenceStudy: noteIdleProblem(of: study)
    default: break
    }
    if kind != .convergence && kind != .solve {
      for i in self[.method]?.elements?.indices ?? 0..<0 {
        for key in CaseSchema.method.names where !["name", "kind", "order", "degree"].contains(key)
        {
          noteIdle(
            .method[i][key], CaseSchema.method,
            "a study `\(kind.rawValue)` solves nothing, its methods are measures")
        }
      }
    }
  }

  /// Warns of a key that is written, with a value that is not its default.
  func noteIdle(_ path: CasePath, _ schema: TableSchema?, _ why: String) {
    guard let value = self[path] else { return }
    if let standard = path.lastKey.flatMap({ schema?[$0]?.standard }),
      CaseValue(tomlValue: standard) == value
    {
      return
    }
    let text = value.toml
    let isShort = text.count <= 40 && (value.elements ?? []).allSatisfy { $0.entries == nil }
    noteIdle("`\(path.lastName)\(isShort ? " = " + text : "")` has no effect: \(why)", at: path)
  }

  private func noteIdleExpectationKeys() {
    for i in self[.expect]?.elements?.indices ?? 0..<0 where self[.expect[i]["printed"]] == nil {
      noteIdle(.expect[i]["units"], CaseSchema.expect, "it is of the claim `printed`")
    }
  }

  /// A swept parameter that no expression and no other parameter names gives the same run again.
  private func noteIdleSweep() {
    guard let swept = variant?.sweep else { return }
    let names = Set(file.tree.removing("title").texts.flatMap { Formula.names(in: $0) })
    for (name, _) in swept where !names.contains(name) {
      noteIdle("the sweep over `\(name)` has no effect: nothing depends on it", at: .sweep[name])
    }
  }

  /// Of a problem an equivalence takes the form alone, for the norm `energy`.
  private func noteIdleProblem(of study: EquivalenceStudy) {
    guard self[.problem] != nil else { return }
    guard study.pairs.contains(where: { $0.left.norm == .energy || $0.right.norm == .energy })
    else {
      noteIdle(
        "[problem] has no effect: it is for the norm `energy`, which no pair has", at: .problem)
      return
    }
    for key in ["exact", "source", "data", "compatibility", "robin"] {
      noteIdle(
        .problem[key], CaseSchema.problem,
        "the norm `energy` is of `diffusion` and `reaction`, and nothing is solved")
    }
  }
}

extension StudyKind {
  /// The keys of `[study]` that a study of this kind reads.
  var studyKeys: Set<String> {
    let common: Set<String> = ["kind", "cells", "rateBy", "layout"]
    switch self {
    case .convergence:
      return Set(CaseSchema.study.names).subtracting(["candidate", "alpha", "norm"])
    case .solve: return StudyKind.convergence.studyKeys.subtracting(["relative", "oversample"])
    case .norms: return common.union(["norms", "measure", "oversample", "lastMode", "limit"])
    case .equivalence: return common.union(["lastMode"])
    case .weakDerivative:
      return common.union(["function", "candidate", "alpha", "norm", "lastMode"])
    case .regularity: return common.union(["function"])
    }
  }

  /// Whether a study of this kind reads `[[pair]]` or `[[function]]`.
  fileprivate func reads(_ path: CasePath) -> Bool {
    switch path {
    case .pair: self == .equivalence
    default: self == .norms || self == .weakDerivative || self == .regularity
    }
  }
}

extension [CasePath: Diagnostic] {
  /// What is said of several keys, in the order of the file.
  var inTheirOrder: [Diagnostic] { values.sorted { $0.message < $1.message }.inTheirOrder }
}

extension CaseValue {
  /// Every string of the value, at any depth.
  fileprivate var texts: [String] {
    if let text { return [text] }
    return (elements ?? []).flatMap(\.texts) + (entries ?? [:]).values.flatMap(\.texts)
  }
}
