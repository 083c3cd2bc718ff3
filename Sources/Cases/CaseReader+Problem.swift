import Formulas
import Grids
import Studies

extension CaseReader {
  /// The boundary value problem; nil if there is none, or if something about it is wrong.
  ///
  /// - Parameter isForm: Only the problem's form a(u, v) is wanted, and no solution.
  func readProblem(on domain: Domain, isForm: Bool = false) -> Problem? {
    let path = CasePath.problem
    guard self[path] != nil else { return nil }
    let found = errors.count
    let diffusion = readDiffusion(path["diffusion"], mayVary: isForm)
    let reaction = readReaction(path["reaction"], mayVary: isForm)
    readAdvection(path["advection"])
    var problem = Problem(domain: domain, diffusion: diffusion, reaction: reaction)
    if let power = self[path["power"]]?.number {
      problem.power = power
      if power <= 0 { report("`power` must be above 0", at: path["power"]) }
    }
    problem.exact = formula(path["exact"])
    problem.source = formula(path["source"])
    problem.data = readData(path["data"], on: domain)
    problem.projectsIncompatibleData = text(path["compatibility"]) == "project"
    problem.singularPoints = readSingularPoints()
    if !isForm, self[path["exact"]] == nil, self[path["source"]] == nil {
      missing("exact` or `source", in: path, hints: ["the source follows from `exact`"])
    }
    return errors.count == found ? problem : nil
  }

  private func readDiffusion(_ path: CasePath, mayVary: Bool) -> [Formula] {
    let entries: [CasePath]
    if let elements = self[path]?.elements {
      if let row = elements.firstIndex(where: { $0.elements != nil }) {
        notYet("a matrix as `diffusion`", at: path[row])
        return []
      }
      guard hasOneAnAxis(path) else { return [] }
      entries = elements.indices.map { path[$0] }
    } else {
      entries = Array(repeating: path, count: self[path] == nil ? 0 : rank)
    }
    guard !entries.isEmpty else { return Array(repeating: 1, count: rank) }
    var formulas: [Formula] = []
    for (i, entry) in entries.enumerated() {
      if i > 0, entry == entries[0] {
        formulas += formulas
        continue
      }
      guard let formula = formula(entry) else { continue }
      if let value = formula.constant {
        if !(value > 0 && value.isFinite) {
          report("`\(entry.lastName)` must be above 0, it is \(value)", at: entry)
        }
      } else if !mayVary {
        notYet("variable `diffusion`", at: entry)
      }
      formulas.append(formula)
    }
    return Array(formulas.prefix(rank))
  }

  private func readReaction(_ path: CasePath, mayVary: Bool) -> Formula {
    guard let formula = formula(path) else { return 0 }
    if let value = formula.constant {
      if !value.isFinite { report("`reaction` is not a number", at: path) }
    } else if !mayVary {
      notYet("variable `reaction`", at: path)
    }
    return formula
  }

  private func readAdvection(_ path: CasePath) {
    guard let elements = self[path]?.elements, hasOneAnAxis(path) else { return }
    for i in elements.indices {
      if let b = formula(path[i]), !b.isZero { notYet("`advection`", at: path[i]) }
    }
  }

  /// The data by side; one expression serves all sides that take data.
  private func readData(_ path: CasePath, on domain: Domain) -> [BoxSide: Formula] {
    let sides = (0..<rank).filter { domain.intervals[$0].boundary != .periodic }
      .flatMap { axis in Side.allCases.map { BoxSide(axis: axis, side: $0) } }
    guard let axes = self[path]?.entries else {
      guard let datum = formula(path) else { return [:] }
      if sides.isEmpty { report("no side takes data: every axis is periodic", at: path, .key) }
      return Dictionary(uniqueKeysWithValues: sides.map { ($0, datum) })
    }
    var data: [BoxSide: Formula] = [:]
    for name in axes.keys.sorted() {
      let axis = ["x", "y", "z"].firstIndex(of: name)!
      guard axis < rank, domain.intervals[axis].boundary != .periodic else {
        report(
          axis < rank ? "axis \(name) is periodic: it has no sides" : "there is no axis \(name)",
          at: path[name], .key)
        continue
      }
      for side in Side.allCases {
        data[BoxSide(axis: axis, side: side)] = formula(path[name][side.rawValue])
      }
    }
    return data
  }

  private func readSingularPoints() -> [[Double]] {
    let path = CasePath.study["singular"]
    let points = self[path]?.elements?.indices.compactMap { i -> [Double]? in
      guard hasOneAnAxis(path[i]) else { return nil }
      return constants(path[i])?.map { Double($0) }
    }
    return points ?? []
  }
}
