import Discretizations
import Formulas
import Grids
import Norms
import Reports
import Studies

extension CaseReader {
  /// The kind of study; decided by the other tables where the case does not say.
  func readKind() -> StudyKind {
    if let kind = text(.study["kind"]).flatMap(StudyKind.init) { return kind }
    if self[.problem] != nil {
      let isSingle = self[.study["cells"]]?.elements?.count == 1
      return self[.problem["exact"]] == nil && isSingle ? .solve : .convergence
    }
    return .norms
  }

  /// Whether the tables that the kind needs are there, and no other.
  func checkTables(_ kind: StudyKind) {
    if kind == .norms {
      if self[.function] == nil {
        report(
          "a case needs a [problem] to solve, or a [[function]] to measure", at: .study, .header)
      }
      if self[.problem] != nil {
        report(
          "[problem] has no place in a study of norms", at: .problem, .header,
          hints: ["leave out [[function]], or [problem]"])
      }
      if self[.study["quantities"]] != nil {
        report(
          "quantities are of a solution: they need a [problem]", at: .study["quantities"], .key)
      }
      return
    }
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

  /// Whether there is something to table.
  func checkColumns(_ kind: StudyKind, _ problem: Problem?, _ options: StudyOptions) {
    guard kind == .convergence, let problem, problem.exact == nil else {
      if kind == .norms, let i = options.norms.firstIndex(where: { $0.core == .energy }) {
        report(
          "the norm `energy` is of a [problem]", at: place(i, .study["norms"]))
      }
      return
    }
    for key in ["norms", "measure", "relative"] where self[.study[key]] != nil {
      notYet("`\(key)` without `exact`", at: .study[key], .key)
    }
    if options.quantities.isEmpty, self[.study["quantities"]]?.elements?.isEmpty ?? true {
      report(
        "nothing to table: there is no `exact`, and there are no `quantities`", at: .study, .header,
        hints: ["add quantities = [\"integral\", \"max\"]"])
    }
  }

  /// The functions of a study `norms`.
  func readFunctions(_ norms: [Norm]) -> [NormsStudy.Function] {
    var functions: [NormsStudy.Function] = []
    for i in self[.function]?.elements?.indices ?? 0..<0 {
      let path = CasePath.function[i]
      guard let name = text(path["name"]) else {
        missing("name", in: path)
        continue
      }
      guard self[path["expression"]] != nil else {
        missing("expression", in: path)
        continue
      }
      if functions.contains(where: { $0.name == name }) {
        report("two functions are called \"\(name)\"", at: path["name"])
      }
      let known = readKnownNorms(at: path["known"], among: norms)
      guard let formula = formula(path["expression"]) else { continue }
      functions.append(NormsStudy.Function(name, formula, known: known))
    }
    return functions
  }

  /// The measures: those of the case, or all that apply.
  func readMeasures(_ kind: StudyKind, _ methods: [Method]) -> [Measure] {
    let all: [Measure]
    if kind == .norms {
      all = methods.map { $0.measure(among: methods) }
    } else {
      let hasSpline = methods.contains { $0.kinds.contains(where: \.isSpline) }
      all = ["discrete", "spectral"] + (hasSpline ? ["function"] : [])
    }
    let path = CasePath.study["measure"]
    guard let names = texts(path) else { return all }
    let legal = kind == .norms ? all : ["discrete", "spectral", "function"]
    for (i, name) in names.enumerated() where !legal.contains(name) {
      report(file.unknown("value", name, of: "measure", legal, at: path[i]))
    }
    if names.isEmpty { report("`measure` is empty", at: path) }
    return names
  }

  func readOptions(
    _ levels: [[Int]], _ norms: [Norm], _ measures: [Measure], on domain: Domain
  ) -> StudyOptions {
    let path = CasePath.study
    var options = StudyOptions(levels: levels)
    options.norms = norms
    options.measures = measures
    options.rateBy = readRateKey(levels)
    options.oversample = count(path["oversample"]) ?? 1
    options.lastMode = text(path["lastMode"]).flatMap(LastMode.init) ?? .parseval
    options.isRelative = self[path["relative"]] == .boolean(true)
    options.quantities = readQuantities(on: domain)
    options.quadrature = count(path["function"]["quadrature"], atMost: 64)
    return options
  }

  /// The formats of `[output]`; plots and fields come later.
  func readFormats() -> [TableFormat] {
    let path = CasePath.output
    if self[path["plots"]] == .boolean(true) { notYet("`plots`", at: path["plots"], .key) }
    if self[path["fields"]]?.elements?.isEmpty == false {
      notYet("`fields`", at: path["fields"], .key)
    }
    return (texts(path["tables"]) ?? ["text"]).compactMap(TableFormat.init)
  }
}

extension Method {
  /// The measure that a method is in a study `norms`: `spectral`, `discrete` if there is no other,
  /// else its name.
  func measure(among methods: [Method]) -> Measure {
    func isSpectral(_ method: Method) -> Bool { method.kinds.allSatisfy { $0 == .spectral } }
    if isSpectral(self) { return "spectral" }
    return methods.count { !isSpectral($0) } == 1 ? "discrete" : name
  }
}
