import Discretizations
import Formulas
import Grids
import RealModule
import Solvers

extension Equation {
  /// ∫f + ∫_{∂Ω} g of a singular problem, judged on the expressions by Gauss quadrature.
  ///
  /// Compatible is what lies below 1e-10 of ∫|f| + ∫|g|, or below the quadrature's own error: twice
  /// the difference between two rules, for data with kinks.
  ///
  /// - Throws: ``StudyError/incompatible(defect:mean:)`` unless the problem projects.
  func checkCompatibility(on grid: Grid) throws(StudyError) {
    guard op.isSingular(on: grid), source != nil else { return }
    let n = [64, 24, 8][grid.rank - 1]
    let (a, _) = balance(BoxQuadrature(grid.axes, cells: grid.axes.map { _ in n }), grid)
    let (b, size) = balance(BoxQuadrature(grid.axes, cells: grid.axes.map { _ in 2 * n }), grid)
    let tolerance = max(1e-10 * size, 2 * abs(b - a))
    guard abs(b) > tolerance || !b.isFinite else { return }
    guard b.isFinite else { return }
    if problem.projectsIncompatibleData { return }
    throw .incompatible(defect: b, mean: b / Double(grid.volume))
  }

  private func balance(
    _ rule: BoxQuadrature<Double>, _ grid: Grid
  ) -> (defect: Double, size: Double) {
    var (defect, size) = rule.integrate(source!)
    for side in grid.sides where grid.end(side) == .neumann {
      let datum = data[side]
      guard !datum.isZero else { continue }
      let (d, s) = rule.integrate(datum, over: side)
      defect += d
      size += s
    }
    return (defect, size)
  }
}
