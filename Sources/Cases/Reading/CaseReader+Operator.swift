import Formulas
import Solvers

extension CaseReader {
  /// The operator of `[problem]`; faults are reported.
  ///
  /// - Parameter isForm: Only a(u, v) is wanted: its coefficient is diagonal and there is no b.
  func readOperator(isForm: Bool) -> SecondOrderOperator {
    let path = CasePath.problem
    let diffusion = readDiffusion(path["diffusion"])
    if isForm, case .tensor = diffusion { notYet("a matrix as `diffusion`", at: path["diffusion"]) }
    let advection = readAdvection(path["advection"])
    if isForm, advection.contains(where: { !$0.isZero }) {
      report("`advection` has no place in a norm", at: path["advection"], .key)
    }
    let form = text(path["form"]).flatMap(SecondOrderOperator.Form.init) ?? .divergence
    if isForm, form == .nondivergence {
      report(
        "the nondivergence form is no energy: a norm takes `form = \"divergence\"`",
        at: path["form"])
    }
    let reaction = formula(path["reaction"]) ?? 0
    if let value = reaction.constant, !value.isFinite {
      report(
        "`reaction` is not a number\(file.parameters(in: path["reaction"]))", at: path["reaction"])
    }
    return SecondOrderOperator(
      diffusion ?? .scalar(1), advection: advection, reaction: reaction, form: form, rank: rank)
  }

  /// nil where something about it is wrong, or nothing is given.
  private func readDiffusion(_ path: CasePath) -> SecondOrderOperator.Diffusion? {
    guard let elements = self[path]?.elements else {
      guard let a = formula(path) else { return nil }
      checkPositive(a, at: path)
      return .scalar(a)
    }
    guard hasOneAnAxis(path) else { return nil }
    if elements.contains(where: { $0.elements != nil }) { return readTensor(path) }
    let a = elements.indices.compactMap { formula(path[$0]) }
    guard a.count == rank else { return nil }
    for (i, entry) in a.enumerated() { checkPositive(entry, at: path[i]) }
    return .diagonal(a)
  }

  /// A symmetric matrix, row by row.
  private func readTensor(_ path: CasePath) -> SecondOrderOperator.Diffusion? {
    var a: [[Formula]] = []
    for i in 0..<rank {
      guard let row = self[path[i]]?.elements, row.count == rank else {
        report(
          "row \(i + 1) of the matrix `diffusion` has not \(counted(rank, "entry", "entries"))",
          at: path[i], hints: ["a matrix has a list for each row: [[1, 0.5], [0.5, 2]]"])
        return nil
      }
      a.append(row.indices.compactMap { formula(path[i][$0]) })
      guard a[i].count == rank else { return nil }
      checkPositive(a[i][i], at: path[i][i])
    }
    for i in 0..<rank {
      for j in 0..<i where a[i][j].description != a[j][i].description {
        report(
          "the matrix `diffusion` is not symmetric: \(a[j][i]) and \(a[i][j])", at: path[i][j])
      }
    }
    return .tensor(a)
  }

  private func checkPositive(_ a: Formula, at path: CasePath) {
    guard let value = a.constant, !(value > 0 && value.isFinite) else { return }
    report(
      "`\(path.lastName)` must be above 0; it is \(short(Double(value)))\(file.parameters(in: path))",
      at: path)
  }

  private func readAdvection(_ path: CasePath) -> [Formula] {
    guard let elements = self[path]?.elements, hasOneAnAxis(path) else { return [] }
    let b = elements.indices.compactMap { formula(path[$0]) }
    return b.count == rank ? b : []
  }
}
