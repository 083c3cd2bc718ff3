import Formulas
import Grids
import Solvers

extension Problem {
  /// Refuses coefficients that are negative at the middles of a lattice, before anything is solved: a,
  /// which has no negative eigenvalue; and where conjugate gradients are to be taken c and β. Only what
  /// lies between is left to the solver.
  ///
  /// - Parameter robin: β of n·a∇u + βu.
  func checkSigns(_ robin: [BoxSide: Formula]) throws(StudyError) {
    let middles = midpoints
    for a in diffusion { try check(a, "diffusion", on: middles, isSigned: true) }
    if op.hasMixedDerivatives { try checkDefinite(on: middles) }
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    let isOblique = op.form == .nondivergence && !op.obliqueSides(of: grid).isEmpty
    let isSymmetric = op.isSymmetric && !isOblique
    try check(reaction, "reaction", on: middles, isSigned: isSymmetric)
    for (side, beta) in robin.sorted(by: { $0.key.name < $1.key.name }) {
      var places = middles
      places[side.axis] = [Double(side.place(on: grid))]
      try check(beta, "robin", on: places, isSigned: isSymmetric)
    }
  }

  /// Throws at the first value that is no number, else at the least one below 0.
  private func check(
    _ coefficient: Formula, _ name: String, on places: [[Double]], isSigned: Bool
  ) throws(StudyError) {
    if let value = coefficient.constant, value.isFinite, value >= 0 || !isSigned { return }
    let values = coefficient.values(on: places)
    var wrong = values.firstIndex { !$0.isFinite }
    if wrong == nil, isSigned, let least = values.min(), least < 0 {
      wrong = values.firstIndex(of: least)
    }
    guard let wrong else { return }
    throw .coefficient(name: name, value: values[wrong], point: places.point(wrong))
  }

  /// Throws where a matrix has an eigenvalue below 0, by its minors; with that eigenvalue.
  private func checkDefinite(on places: [[Double]]) throws(StudyError) {
    let n = domain.rank
    let a = (0..<n).map { i in (0..<n).map { op.diffusion(i, $0).values(on: places) } }
    for k in a[0][0].indices {
      let diagonal = (0..<n).map { a[$0][$0][k] }
      let isMinorNegative = (0..<n).contains { i in
        (0..<i).contains { j in
          let product = diagonal[i] * diagonal[j]
          return a[i][j][k] * a[i][j][k] > product * (1 + 1e-12)
        }
      }
      let isWrong =
        isMinorNegative
        || n == 3
          && diagonal[0] * diagonal[1] * diagonal[2] + 2 * a[0][1][k] * a[1][2][k] * a[0][2][k]
            - diagonal[0] * a[1][2][k] * a[1][2][k] - diagonal[1] * a[0][2][k] * a[0][2][k]
            - diagonal[2] * a[0][1][k] * a[0][1][k]
            < -1e-12 * diagonal[0] * diagonal[1] * diagonal[2]
      guard isWrong else { continue }
      let matrix = (0..<n).map { i in (0..<n).map { a[i][$0][k] } }
      throw .coefficient(
        name: "diffusion", value: SymmetricEigen(matrix).values[0], point: places.point(k))
    }
  }
}
