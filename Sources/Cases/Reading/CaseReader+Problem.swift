import Formulas
import Grids
import Solvers
import Studies

extension CaseReader {
  /// The boundary value problem; nil if there is none, or if something about it is wrong.
  ///
  /// - Parameter isForm: Only the problem's form a(u, v) is wanted, and no solution.
  func readProblem(on domain: Domain, isForm: Bool = false) -> Problem? {
    let path = CasePath.problem
    guard self[path] != nil else { return nil }
    let found = errors.count
    let op = readOperator(isForm: isForm)
    var problem = Problem(domain: domain, op: op)
    if let power = self[path["power"]]?.number {
      problem.power = power
      if power <= 0 { report("`power` must be above 0", at: path["power"]) }
    }
    problem.exact = formula(path["exact"])
    readSource(into: &problem)
    problem.data = readData(path["data"], on: domain)
    problem.robin = readRobin(path["robin"], on: domain)
    problem.projectsIncompatibleData = text(path["compatibility"]) == "project"
    problem.singularPoints = readSingularPoints()
    if !isForm, self[path["exact"]] == nil, self[path["source"]] == nil {
      missing("exact` or `source", in: path, hints: ["the source follows from `exact`"])
    }
    guard errors.count == found else { return nil }
    if !isForm {
      for contradiction in problem.contradictions { warn(of: contradiction, in: problem) }
    }
    return problem
  }

  /// What is given beside `exact` and is not its own: a wrong sign or factor, mostly.
  private func warn(of contradiction: Contradiction, in problem: Problem) {
    var path = CasePath.problem["source"]
    var implied = "A u is"
    var outwards = ""
    if let side = contradiction.side {
      path = .problem["data"]
      if self[path]?.entries != nil { path = path[axisName(side.axis)][side.side.rawValue] }
      implied = "u is"
      let grid = problem.domain.grid(cells: problem.domain.intervals.map { _ in 2 })
      if grid.end(side) == .neumann {
        implied = problem.slopeWords(on: side, of: grid)
        implied += problem.robin[side] == nil ? " is" : " + βu is"
        outwards = ", n outwards,"
      }
    }
    let place = contradiction.point.map { $0.written(digits: 6) }.joined(separator: ", ")
    note(
      "`\(CasePath(Array(path.steps.dropFirst())))` is not that of `exact`: it is "
        + "\(contradiction.given.written(digits: 6)), and \(implied) "
        + "\(contradiction.implied.written(digits: 6))\(outwards) at (\(place))",
      at: path, severity: .warning)
  }

  /// The data by side; one expression serves all sides that take data.
  private func readData(_ path: CasePath, on domain: Domain) -> [BoxSide: Formula] {
    let sides = (0..<rank).filter { domain.intervals[$0].boundary != .periodic }
      .flatMap { axis in Side.allCases.map { BoxSide(axis: axis, side: $0) } }
    guard self[path]?.entries != nil else {
      guard let datum = formula(path) else { return [:] }
      if sides.isEmpty { report("no side takes data: every axis is periodic", at: path, .key) }
      return Dictionary(uniqueKeysWithValues: sides.map { ($0, datum) })
    }
    return readSides(path, on: domain)
  }

  /// β on the Robin sides, each of which needs one.
  private func readRobin(_ path: CasePath, on domain: Domain) -> [BoxSide: Formula] {
    let given = readSides(path, on: domain)
    for (side, _) in given.sorted(by: { $0.key.name < $1.key.name }) where !isRobin(side) {
      report(
        "\(side.name) is not a Robin side", at: path[axisName(side.axis)][side.side.rawValue], .key,
        hints: ["in [domain]: boundary = \"robin\" for that axis or end"])
    }
    for axis in 0..<rank where domain.intervals[axis].boundary != .periodic {
      for side in Side.allCases.map({ BoxSide(axis: axis, side: $0) })
      where isRobin(side) && given[side] == nil && errors.isEmpty {
        report(
          "the Robin side \(side.name) needs its β", at: .domain["boundary"],
          hints: ["[problem.robin]", "\(side.name) = 1      # a du/dn + β u = data, n outwards"])
      }
    }
    return given
  }

  /// Formulas by side: `x.lower = "…"`.
  private func readSides(_ path: CasePath, on domain: Domain) -> [BoxSide: Formula] {
    guard let axes = self[path]?.entries else { return [:] }
    var values: [BoxSide: Formula] = [:]
    for name in axes.keys.sorted() {
      let axis = ["x", "y", "z"].firstIndex(of: name)!
      guard axis < rank, domain.intervals[axis].boundary != .periodic else {
        report(
          axis < rank ? "axis \(name) is periodic: it has no sides" : "there is no axis \(name)",
          at: path[name], .key)
        continue
      }
      for side in Side.allCases {
        values[BoxSide(axis: axis, side: side)] = formula(path[name][side.rawValue])
      }
    }
    return values
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
