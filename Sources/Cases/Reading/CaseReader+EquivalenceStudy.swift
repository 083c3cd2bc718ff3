import Discretizations
import Formulas
import Norms
import Studies

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension CaseReader {
  /// The study of the constants of `[[pair]]`; nil if something about it is wrong.
  func readEquivalenceStudy(on domain: Domain, _ levels: [[Int]]) -> EquivalenceStudy? {
    let methods = readMethods(on: domain)
    checkTablesOfPairs()
    let options = readOptions(levels, [], [], on: domain)
    let found = errors.count
    var pairs: [NormPair] = []
    for i in self[.pair]?.elements?.indices ?? 0..<0 {
      guard let pair = readPair(at: .pair[i], methods) else { continue }
      if pairs.contains(where: { $0.name == pair.name }) {
        report(
          "two pairs are called \"\(pair.name)\"", at: .pair[i],
          self[.pair[i]["name"]] == nil ? .header : .value, hints: ["give one a name of its own"])
      }
      pairs.append(pair)
    }
    let problem = readProblem(on: domain, isForm: true)
    guard errors.count == found else { return nil }
    var study = EquivalenceStudy(domain, pairs, options, methods: methods)
    study.problem = problem
    return study
  }

  /// Whether the tables that the study needs are there, and no other.
  private func checkTablesOfPairs() {
    if self[.pair]?.elements?.isEmpty ?? true {
      report("a study `equivalence` needs a [[pair]]", at: .study, .header)
    }
    if self[.function] != nil {
      report(
        "[[function]] has no place in a study `equivalence`", at: .function, .header,
        hints: ["its functions are for kind = \"norms\""])
    }
    for key in ["norms", "measure", "quantities"] where self[.study[key]] != nil {
      report(
        "`\(key)` has no place in a study `equivalence`", at: .study[key], .key,
        hints: ["its norms stand in [[pair]]"])
    }
  }

  private func readPair(at path: CasePath, _ methods: [Method]) -> NormPair? {
    let sides = ["left", "right"].map { key -> NormPair.Side? in
      guard self[path[key]] != nil else {
        missing(key, in: path, hints: ["\(key) = { norm = \"H1\", by = \"spectral\" }"])
        return nil
      }
      return readSide(at: path[key], methods)
    }
    guard let left = sides[0], let right = sides[1] else { return nil }
    if case .lebesgue(let p) = right.norm.core, p == 1 || p == .infinity {
      report(
        "`\(right.norm)` cannot stand on the right", at: path["right"]["norm"],
        hints: ["`Linf` on the left gives the constant of an embedding"])
    }
    if left.norm == .lInfinity, let by = self[path["left"]["by"]]?.text {
      report(
        "`Linf` is the maximum over the grid's points: it has no method", at: path["left"]["by"],
        hints: ["\"\(by)\" belongs to the norm on the right"])
    }
    var pair = NormPair(
      text(path["name"]) ?? "\(left.norm) : \(right.norm)", left, over: right)
    pair.subspace = text(path["subspace"]).flatMap(NormPair.Subspace.init) ?? .all
    pair.isSquared = self[path["squared"]] == .boolean(true)
    pair.scale = readScale(path["scale"])
    let known = path["known"]
    pair.known.lower = constant(known["lower"]).map { Double($0) }
    pair.known.upper = constant(known["upper"]).map { Double($0) }
    pair.knownNotes.lower = self[known["lower"]]?.expression
    pair.knownNotes.upper = self[known["upper"]]?.expression
    return pair
  }

  private func readSide(at path: CasePath, _ methods: [Method]) -> NormPair.Side? {
    guard let norm = readPairNorm(at: path) else { return nil }
    guard let name = text(path["by"]) else {
      for key in ["order", "degree"] where self[path[key]] != nil {
        report("`\(key)` needs `by`, a kind", at: path[key], .key)
      }
      return NormPair.Side(norm, by: Self.spectral)
    }
    if let method = methods.first(where: { $0.name == name }) {
      for key in ["order", "degree"] where self[path[key]] != nil {
        report(
          "`\(key)` belongs to the [[method]] \"\(name)\"", at: path[key], .key)
      }
      return NormPair.Side(norm, by: method)
    }
    guard let method = inlineMethod(at: path, key: "by", methods) else { return nil }
    return NormPair.Side(norm, by: method)
  }

  static let spectral = Method("spectral", [.spectral])

  /// The method that a kind with its order or degree means, outside of a [[method]].
  private func inlineMethod(at path: CasePath, key: String, _ methods: [Method]) -> Method? {
    guard let name = text(path[key]) else { return nil }
    if MethodKind(name: name) == nil, MethodKind.answer(to: name) == nil {
      let legal = methods.map(\.name) + MethodKind.allCases.map(\.rawValue)
      let near = Spelling.nearest(to: name, among: legal)
      report(
        "no method is called \"\(name)\", and no kind", at: path[key],
        hints: near.map { ["did you mean \"\($0)\"?"] } ?? [],
        footer: (methods.isEmpty ? [] : String.listing("methods:", methods.map(\.name)))
          + String.listing("kinds:", MethodKind.allCases.map(\.rawValue)))
      return nil
    }
    guard let kind = discretizations(at: path, key: key)?.first?.first else { return nil }
    return Method("\(kind.kind)\(kind.accuracy.map(String.init) ?? "")", [kind])
  }

  private func readPairNorm(at path: CasePath) -> Norm? {
    guard var name = text(path["norm"]) else {
      missing("norm", in: path)
      return nil
    }
    if isOwnName(name) { return ownNorm(name) }
    if let form = text(path["form"]), !name.contains(":") {
      let bar = name.hasSuffix("|") ? name.removeLast().description : ""
      name += ":" + form + bar
    }
    do {
      let norm = try Norm(name)
      switch norm.core {
      case .energy where self[.problem] == nil:
        report("the norm `energy` is of a [problem]", at: path["norm"])
      case .totalVariation: notYet("a pair with the norm `\(norm)`", at: path["norm"])
      default: return norm
      }
    } catch {
      report(error.description, at: path["norm"])
    }
    return nil
  }

  /// p where `scale` is h^p.
  private func readScale(_ path: CasePath) -> Double {
    guard let scale = formula(path, rank: 3, variables: ["h", "n"]), isConstant(scale, at: path)
    else { return 0 }
    func value(_ h: Double) -> Double { scale.value(at: [0, 0, 0, h, 1]) }
    let power = log2(value(2))
    guard value(1) == 1, power.isFinite,
      (log2(value(4)) - 2 * power).magnitude <= 1e-12 * max(1, power.magnitude)
    else {
      report("`scale` must be a power of h", at: path, hints: ["scale = \"h\" or \"h^2\""])
      return 0
    }
    return power
  }
}

extension CasePath {
  static let pair = CasePath()["pair"]
}
