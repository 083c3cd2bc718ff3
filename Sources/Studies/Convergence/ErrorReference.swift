/// Against what a convergence study measures its errors.
public enum ErrorReference: String, Hashable, Sendable, CaseIterable {
  /// The exact solution.
  case exact
  /// The same method on half the mesh: ‖u_h − u_{h/2}‖ ≈ C (1 − 2^{−p}) h^p has the rate p.
  case next
  /// The same method on one mesh four times finer than the last: ‖u_h − u_H‖ ≈ C (h^p − H^p), whose
  /// rate is too high where H is near.
  case finest
  /// Nothing: the energy norm of the error is bounded by the residual.
  case residual
}

extension StudyOptions {
  /// What errors are measured against; nil if the residual bounds them only.
  var comparison: ErrorReference? { references.first { $0 != .residual } }

  /// Whether the residual is tabled.
  var hasResidual: Bool { references.contains(.residual) }

  /// The axes that the levels refine; all where there is one level only.
  var refinedAxes: [Int] {
    let axes = levels[0].indices
    let changing = axes.filter { a in levels.contains { $0[a] != levels[0][a] } }
    return changing.isEmpty ? Array(axes) : changing
  }

  /// The cells of u_{h/2}: twice as many along the axes that the levels refine.
  func successor(of cells: [Int]) -> [Int] {
    var cells = cells
    for a in refinedAxes { cells[a] *= 2 }
    return cells
  }

  /// The cells of u_H: four times those of the last level along the axes that the levels refine, or
  /// the next number that every level divides.
  ///
  /// - Throws: ``StudyError/missing(_:)`` if that is more than sixteen times.
  func finestCells() throws(StudyError) -> [Int] {
    var cells = levels[levels.count - 1]
    for a in refinedAxes {
      let own = levels.map { $0[a] }
      let common = own.reduce(1) { $0 / greatestCommonDivisor($0, $1) * $1 }
      let most = own.max()!
      let multiple = (4 * most + common - 1) / common * common
      guard common > 0, multiple <= 16 * most else {
        throw .missing(
          "`reference = \"finest\"` needs levels that divide one another: no grid near four times "
            + "the last has the points of \(own.map(String.init).joined(separator: ", ")) cells")
      }
      cells[a] = multiple
    }
    return cells
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}
