import Grids
import Solvers

extension Equation {
  /// ∫f + ∫_{∂Ω} g of a singular problem, judged on the expressions.
  ///
  /// - Throws: ``StudyError/incompatible(defect:mean:)`` unless the problem projects.
  func checkCompatibility(on grid: Grid) throws(StudyError) {
    guard source != nil, !problem.projectsIncompatibleData else { return }
    let defect = secondOrder.compatibilityDefect(on: grid)
    guard defect == 0 else {
      throw .incompatible(defect: defect, mean: defect / Double(grid.volume))
    }
  }
}
