import Formulas
import Grids
import Solvers
import Studies

extension CaseReader {
  /// Reads `source`: an expression, in which `dirac(x0, y0)` may stand, or a table with the field of
  /// a divergence.
  func readSource(into problem: inout Problem) {
    let path = CasePath.problem["source"]
    guard let entries = self[path]?.entries else {
      readFunction(path, into: &problem)
      return
    }
    readFunction(path["function"], into: &problem)
    guard let field = entries["divergence"]?.elements else {
      report(
        "`source` as a table needs `divergence`", at: path,
        hints: ["source = { divergence = [\"F\"] } is −∇·F"])
      return
    }
    guard hasOneAnAxis(path["divergence"]) else { return }
    problem.rough.flux = field.indices.compactMap { formula(path["divergence"][$0]) }
    problem.source = problem.source ?? 0
  }

  private func readFunction(_ path: CasePath, into problem: inout Problem) {
    guard let (function, points) = measure(at: path, on: problem.domain) else { return }
    problem.source = function
    problem.rough.points += points
  }

  /// An expression that is linear in the Dirac measures which it mentions: they become point sources,
  /// and the rest is a function. nil where it is not, which is reported.
  ///
  ///     f(x; d₁, d₂, …) = f(x; 0) + Σ_j s_j(x) d_j,   s_j(x) δ_{x_j} = s_j(x_j) δ_{x_j}
  func measure(
    at path: CasePath, on domain: Domain
  ) -> (function: Formula, points: [PointSource])? {
    guard let source = self[path]?.text, case let text = QuantityText(source, ["dirac"]),
      !text.mentions.isEmpty
    else { return formula(path).map { ($0, []) } }
    let points = text.mentions.compactMap { point(of: $0, in: text, at: path, on: domain) }
    guard function(text, path, text.mentions.map { _ in 1 }, reports: true) != nil,
      points.count == text.mentions.count
    else { return nil }
    guard let rest = function(text, path, text.mentions.map { _ in 0 }) else {
      reportNonlinear(text.mentions[0], at: path)
      return nil
    }
    var sources: [PointSource] = []
    for (j, point) in points.enumerated() {
      guard let strength = strength(of: j, at: point, in: text, path) else {
        reportNonlinear(text.mentions[j], at: path)
        return nil
      }
      sources.append(PointSource(Extended(strength), at: point.map { Extended($0) }))
    }
    return (rest, sources)
  }

  private func reportNonlinear(_ mention: QuantityText.Mention, at path: CasePath) {
    report(
      file.diagnostic(
        "an expression must be linear in `dirac`", at: path, within: mention.range,
        hints: ["as in 2*dirac(1/4) - dirac(3/4) + sin(x)"]))
  }

  /// s_j(x_j); nil unless the expression is linear in the measures there.
  ///
  ///     s_j = (f(N d_j) − f(0))/N
  ///
  /// with an N beside which f(0) is small: s_j is f times a volume, and beside an f on a small box less than
  /// its round-off.
  private func strength(
    of j: Int, at point: [Formula.Constant], in text: QuantityText, _ path: CasePath
  ) -> Formula.Constant? {
    let all = text.mentions.indices
    /// f(x_j) with d_j = n, and the other measures all 0 or all 1.
    func value(_ n: Formula.Constant, others: Int) -> Formula.Constant {
      function(text, path, all.map { $0 == j ? n : Formula.Constant(others) })?
        .value(at: point) ?? .nan
    }
    let plain = value(0, others: 0)
    func slope(_ n: Formula.Constant, others: Int = 0) -> Formula.Constant {
      (value(n, others: others) - (others == 0 ? plain : value(0, others: others))) / n
    }
    var n: Formula.Constant = 1
    while (slope(n) * n).magnitude < plain.magnitude, n < 0x1p960 { n *= 0x1p64 }
    let strength = slope(n)
    let steps = [slope(2 * n), slope(-n), slope(n, others: 1)]
    let size = abs(strength) + (abs(value(0, others: 1)) + abs(plain)) / n
    return steps.allSatisfy { abs($0 - strength) <= 1e-12 * size } ? strength : nil
  }

  /// The expression with a number in place of each measure.
  private func function(
    _ text: QuantityText, _ path: CasePath, _ values: [Formula.Constant], reports: Bool = false
  ) -> Formula? {
    let taken = Set(Formula.names(in: text.name)).union(parameters.keys)
    let names = (0..<(values.count + taken.count)).map { "d\($0)" }.filter { !taken.contains($0) }
    var known = parameters
    for (name, value) in zip(names, values) { known[name] = Formula(value) }
    do {
      return try Formula(
        text.arithmetic(names), quoting: text.original, parameters: known, rank: rank)
    } catch {
      if reports { for issue in error.issues { report(issue, at: path) } }
      return nil
    }
  }

  /// x_j, inside of the box.
  private func point(
    of mention: QuantityText.Mention, in text: QuantityText, at path: CasePath, on domain: Domain
  ) -> [Formula.Constant]? {
    func fail(_ message: String, _ hints: String...) -> [Formula.Constant]? {
      report(file.diagnostic(message, at: path, within: mention.range, hints: hints))
      return nil
    }
    guard let arguments = mention.arguments, arguments.count == rank else {
      let example = ["1/2", "1/2, 1/2", "1/2, 1/2, 1/2"][rank - 1]
      return fail(
        "`dirac` takes a point of \(counted(rank, "coordinate", "coordinates"))",
        "write dirac(\(example))")
    }
    guard arguments.allSatisfy({ QuantityText(text.string($0), ["dirac"]).mentions.isEmpty }) else {
      return fail("`dirac` stands in the point of a `dirac`", "its coordinates are numbers")
    }
    let point = arguments.compactMap { coordinate($0, in: text, at: path) }
    guard point.count == rank else { return nil }
    for (x, interval) in zip(point, domain.intervals) {
      guard x >= interval.lower, x <= interval.upper else {
        return fail("the point of `dirac` is outside of the domain")
      }
      if x == interval.lower && interval.boundary.hasDirichlet(.lower)
        || x == interval.upper && interval.boundary.hasDirichlet(.upper)
      {
        return fail("the point of `dirac` is on a Dirichlet side, where every test function is 0")
      }
    }
    return point
  }
}

extension Boundary {
  fileprivate func hasDirichlet(_ side: Side) -> Bool {
    guard case .bounded(let a, let b) = self else { return false }
    return (side == .lower ? a : b) == .dirichlet
  }
}
