import Grids
import Norms
import Reports
import Studies

extension CaseReader {
  /// The kind of study; decided by the other tables where the case does not say.
  func readKind() -> StudyKind {
    if let kind = text(.study["kind"]).flatMap(StudyKind.init) { return kind }
    if self[.pair] != nil { return .equivalence }
    if self[.study["candidate"]] != nil { return .weakDerivative }
    if self[.problem] != nil {
      let isSingle = self[.study["cells"]]?.elements?.count == 1
      return self[.problem["exact"]] == nil && isSingle ? .solve : .convergence
    }
    return .norms
  }

  /// The study; nil if something about it is wrong.
  ///
  /// - Parameter levels: Empty if something about them is wrong.
  func readStudy(_ kind: StudyKind, on domain: Domain, _ levels: [[Int]]) -> (any Study)? {
    switch kind {
    case .convergence, .solve: return readConvergenceStudy(kind, on: domain, levels)
    case .norms: return readNormsStudy(on: domain, levels)
    case .equivalence: return readEquivalenceStudy(on: domain, levels)
    case .weakDerivative: return readWeakDerivativeStudy(on: domain, levels)
    case .regularity: return readRegularityStudy(on: domain, levels)
    }
  }

  /// The measures of `[study]`, each one of `legal`; `standard` where the case does not say.
  func readMeasures(_ standard: [Measure], among legal: [Measure]) -> [Measure] {
    let path = CasePath.study["measure"]
    guard let names = texts(path) else { return standard }
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
    options.ranges = ranges
    options.listedNorms = ranges.isEmpty ? norms : listedNorms
    options.measures = measures
    options.rateBy = readRateKey(levels)
    options.oversample = oversample(path) ?? 1
    options.lastMode = text(path["lastMode"]).flatMap(LastMode.init) ?? .parseval
    options.isRelative = self[path["relative"]] == .boolean(true)
    options.hasLimits = self[path["limit"]] == .boolean(true)
    options.columns = self[path["columns"]]?.elements?.compactMap(\.text)
    options.quantities = readQuantities(on: domain)
    options.quadrature = count(path["function"]["quadrature"], atMost: 64)
    options.samples = count(path["function"]["samples"], atLeast: 2, atMost: 64)
    return options
  }

  /// How many times finer than the method's the grid of a comparison is; of a study or of a method.
  func oversample(_ path: CasePath) -> Int? { count(path["oversample"], atMost: 1024) }

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
