import Norms
import Studies

extension CaseReader {
  /// The study `weak-derivative`; nil if something about it is wrong.
  func readWeakDerivativeStudy(on domain: Domain, _ levels: [[Int]]) -> WeakDerivativeStudy? {
    checkTablesOfFunctions(.weakDerivative)
    for key in ["function", "candidate"] where self[.study[key]] == nil {
      missing(key, in: .study, hints: ["a name of a [[function]], or an expression"])
    }
    let alpha = readAlpha()
    let norm = readGapNorm()
    guard let u = readSource(at: .study["function"]), let v = readSource(at: .study["candidate"]),
      let alpha
    else { return nil }
    return WeakDerivativeStudy(
      domain, u, candidate: v, alpha: alpha, norm: norm,
      readOptions(levels, [], [], on: domain))
  }

  /// The study `regularity`; nil if something about it is wrong.
  func readRegularityStudy(on domain: Domain, _ levels: [[Int]]) -> RegularityStudy? {
    checkTablesOfFunctions(.regularity)
    var functions = sources
    if self[.study["function"]] != nil {
      functions = [readSource(at: .study["function"])].compactMap(\.self)
    } else if self[.function] == nil {
      report(
        "a study `regularity` needs a [[function]], or `function` = an expression", at: .study,
        .header)
    }
    return RegularityStudy(domain, functions, readOptions(levels, [], [], on: domain))
  }

  /// A function by its name, or else by its expression.
  private func readSource(at path: CasePath) -> (name: String, source: FunctionSource)? {
    if let name = text(path) {
      if let source = sources.first(where: { $0.name == name }) { return source }
      // A faulty one has been reported.
      if self[.function]?.elements?.contains(where: { $0["name"]?.text == name }) == true {
        return nil
      }
    }
    guard let formula = formula(path) else { return nil }
    return (text(path) ?? "\(formula)", .formula(formula))
  }

  /// α: one order an axis.
  private func readAlpha() -> [Int]? {
    let path = CasePath.study["alpha"]
    let alpha: [Int]
    switch self[path] {
    case nil where rank == 1: return [1]
    case nil:
      missing("alpha", in: .study, hints: ["one order an axis, as [1, 0]"])
      return nil
    case .integer(let m)? where rank == 1: alpha = [m]
    default:
      guard self[path]?.elements != nil, hasOneAnAxis(path) else {
        report("`alpha` is one order an axis", at: path)
        return nil
      }
      alpha = self[path]?.elements?.compactMap(\.integer) ?? []
    }
    let order = alpha.reduce(0, +)
    guard alpha.allSatisfy({ $0 >= 0 }), (1...16).contains(order) else {
      report("`alpha` has the order \(order)", at: path, hints: ["from 1 to 16, none below 0"])
      return nil
    }
    return alpha
  }

  /// The norm of the gap; nil for H^{−|α|}.
  private func readGapNorm() -> Norm? {
    let path = CasePath.study["norm"]
    guard let name = text(path) else { return nil }
    do {
      let norm = try Norm(name)
      switch norm.core {
      case .sobolev, .lebesgue(2): return norm
      default:
        report(
          "the gap is measured in H^s", at: path, hints: ["a dual norm, as \"H-1\""])
      }
    } catch {
      report(error.description, at: path)
    }
    return nil
  }

  /// Whether no other study's tables are there.
  private func checkTablesOfFunctions(_ kind: StudyKind) {
    for (path, what) in [
      (CasePath.problem, "[problem]"), (.method, "[[method]]"),
      (.study["quantities"], "`quantities`"), (.study["norms"], "`norms`"),
    ] where self[path] != nil && self[path]?.elements?.isEmpty != true {
      report(
        "\(what) has no place in a study `\(kind.rawValue)`", at: path,
        path.steps.count == 1 ? .header : .key)
    }
  }
}
