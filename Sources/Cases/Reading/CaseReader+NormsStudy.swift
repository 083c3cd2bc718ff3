import Discretizations
import Norms
import Studies

extension CaseReader {
  /// The study of the norms of `[[function]]`; nil if something about it is wrong.
  func readNormsStudy(on domain: Domain, _ levels: [[Int]]) -> NormsStudy? {
    var methods = readMethods(on: domain)
    if methods.isEmpty, self[.method] == nil {
      methods = [
        Method("staggered2", [.staggered(order: 2)]), Method("spectral", [.spectral]),
      ]
    }
    let norms = readNorms()
    let functions = readFunctions(norms)
    checkTablesOfNorms()
    let all = methods
    let measures = all.map { $0.measure(among: all) }
    let chosen = readMeasures(measures, among: measures)
    methods.removeAll { !chosen.contains($0.measure(among: all)) }
    let options = readOptions(
      levels, norms, methods.map { [methods] in $0.measure(among: methods) }, on: domain)
    if let i = norms.firstIndex(where: { $0.core == .energy }) {
      report("the norm `energy` is of a [problem]", at: place(i, .study["norms"]))
    }
    return NormsStudy(domain, functions, methods, options)
  }

  /// Whether the tables that the study needs are there, and no other.
  private func checkTablesOfNorms() {
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
  }

  /// The functions whose norms are tabled.
  private func readFunctions(_ norms: [Norm]) -> [NormsStudy.Function] {
    let elements = self[.function]?.elements ?? []
    return sources.map { name, source in
      let place = elements.firstIndex { $0["name"]?.text == name } ?? 0
      let known = readKnownNorms(at: .function[place]["known"], among: norms)
      return NormsStudy.Function(name, source, known: known)
    }
  }
}
