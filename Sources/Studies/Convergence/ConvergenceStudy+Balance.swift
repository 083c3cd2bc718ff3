import Formulas
import Grids
import RealModule
import Solvers

extension ConvergenceStudy {
  /// What is said of data for which an operator that is not symmetric has no solution.
  ///
  /// Where A takes constants to 0 there is one only for (f, ψ) = 0, A*ψ = 0. ψ is not constant and not
  /// known; but the mean that a scheme projects out falls like its errors where data balance, and tends
  /// to (f, ψ)/(1, ψ) where they do not. Where grids by a fifth finer at least, that resolve the stream,
  /// leave it as it is, it is this limit.
  ///
  /// - Throws: ``StudyError/unbalanced(mean:)`` then; else there is a warning.
  func balanceNote(
    _ equation: Equation, _ series: Series, tolerance: Double
  ) throws(StudyError) -> String? {
    guard equation.isVarying, !problem.op.isSymmetric, !problem.projectsIncompatibleData,
      problem.exact == nil
    else { return nil }
    let rows = series.levels.suffix(2)
    guard let coarse = rows.first, let fine = rows.last, let before = coarse.meanDefect,
      let after = fine.meanDefect, let h = coarse.h.max(), let smaller = fine.h.max(), smaller < h
    else { return nil }
    // The iteration leaves so much of any mean.
    let fall = Double.log(before.magnitude / after.magnitude) / Double.log(h / smaller)
    guard after.magnitude > 100 * tolerance * size(equation), fall < 0.3 else { return nil }
    let grid = problem.domain.grid(cells: coarse.cells)
    let isResolved =
      CellPeclet(problem).map { $0.number(on: grid) <= 2 } ?? !problem.op.hasAdvection
    if fall.magnitude < 0.1, h >= 1.2 * smaller, isResolved { throw .unbalanced(mean: after) }
    return
      "warning: the data do not balance: meanDefect does not fall with h, so there is no u with "
      + "A u = f; f less this mean was solved"
  }

  /// max |f| + max |g|
  private func size(_ equation: Equation) -> Double {
    let middles = problem.midpoints
    func largest(_ f: Formula) -> Double {
      f.values(on: middles).reduce(0) { max($0, $1.magnitude) }
    }
    let data = equation.data.values.values.map(largest).max() ?? 0
    return (equation.source.map(largest) ?? 0) + data
  }
}
