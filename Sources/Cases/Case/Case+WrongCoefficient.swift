import Formulas
import Grids
import Solvers
import Studies

extension Case {
  /// A coefficient that is negative or no number at a point: which entry of a list or matrix, what its
  /// parameters are, and the side of a Robin β.
  func wrongCoefficient(_ name: String, _ value: Double, _ point: [Double]) -> Diagnostic {
    let (path, formula) = entry(of: name, value, at: point)
    // A solver's β may have a factor a.
    let value = formula?.value(at: point) ?? value
    if name == "diffusion", formula == nil, value.isFinite {
      return file.diagnostic(
        "the matrix `diffusion` must be positive definite; its least eigenvalue is "
          + "\(value.written(digits: 6))"
          + (problem?.op.hasConstantDiffusion == true ? "" : " at \(brief(point))"),
        at: path, hints: [hint(name)])
    }
    let words =
      value.isFinite
      ? "must not be negative; it is \(value.written(digits: 6))"
      : value.isNaN ? "is not a number" : "is infinite"
    let place = formula?.constant == nil ? " at \(brief(point))" : ""
    return file.diagnostic(
      "`\(CasePath(Array(path.steps.dropFirst())))` \(words)\(place)\(file.parameters(in: path))",
      at: path, hints: value.isFinite ? [hint(name)] : [])
  }

  private func brief(_ point: [Double]) -> String {
    "(\(point.map { $0.written(digits: 6) }.joined(separator: ", ")))"
  }

  private func hint(_ name: String) -> String {
    switch name {
    case "diffusion": "-div(a grad u) is elliptic where a > 0; on the boundary a = 0 may be"
    case "reaction":
      "c < 0 is for numbers (Helmholtz) beside a constant `diffusion` and no Robin side, or beside "
        + "`advection`, where it is solved with a warning"
    default: "β < 0 is for operators with `advection`, where it is solved with a warning"
    }
  }

  /// The entry that has the value there; the coefficient as a whole if it is not found.
  private func entry(
    of name: String, _ value: Double, at point: [Double]
  ) -> (CasePath, Formula?) {
    let path = CasePath.problem[name]
    guard let problem else { return (path, nil) }
    func isMet(_ a: Formula) -> Bool {
      let found = a.value(at: point)
      return found.isNaN && value.isNaN || found == value
        || (found - value).magnitude <= 1e-9 * value.magnitude
    }
    switch name {
    case "robin":
      let met = problem.robin.filter { side, beta in
        let interval = problem.domain.intervals[side.axis]
        let end = Double(side.side == .lower ? interval.lower : interval.upper)
        return point[side.axis] == end && !(beta.value(at: point) >= 0)
      }
      guard let (side, beta) = met.min(by: { $0.key.name < $1.key.name }) else {
        return (path, nil)
      }
      return (path[["x", "y", "z"][side.axis]][side.side.rawValue], beta)
    case "diffusion":
      guard let rows = file.tree[path]?.elements else { return (path, problem.diffusion[0]) }
      guard let i = rows.indices.first(where: { isMet(problem.diffusion[$0]) }) else {
        return (path, nil)
      }
      return (rows[i].elements == nil ? path[i] : path[i][i], problem.diffusion[i])
    default: return (path, problem.reaction)
    }
  }
}

extension CaseFile {
  /// The parameters that the expression at a path names, as they are written: `, with c = -2 and k = 2*pi`.
  func parameters(in path: CasePath) -> String {
    guard let text = tree[path]?.expression, let declared = tree[.parameters]?.entries else {
      return ""
    }
    let names = Set(Formula.names(in: text)).sorted().compactMap { name in
      declared[name]?.expression.map { "\(name) = \($0)" }
    }
    guard let last = names.last else { return "" }
    return ", with " + names.dropLast().map { $0 + (names.count > 2 ? ", " : " ") }.joined()
      + (names.count > 1 ? "and " : "") + last
  }
}
