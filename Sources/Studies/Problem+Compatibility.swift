import Discretizations
import Formulas
import Grids
import RealModule
import Solvers

extension Equation {
  /// ∫f + ∫_{∂Ω} g of a singular problem, judged on the expressions by Gauss quadrature.
  ///
  /// Compatible is what lies below 1e-10 of ∫|f| + ∫|g|, or below the quadrature's own error: twice
  /// the largest difference to coarser rules, for data with kinks. One coarser rule would not do:
  /// the errors of two rules at a kink off their cells are nearly equal now and then.
  ///
  /// - Throws: ``StudyError/incompatible(defect:mean:)`` unless the problem projects.
  func checkCompatibility(on grid: Grid) throws(StudyError) {
    guard isSingular(on: grid), !problem.op.hasAdvection, problem.op.form == .divergence,
      source != nil
    else { return }
    let coarse = [[331, 409, 523, 613, 701], [19, 23, 29, 31, 37], [7, 8, 9, 11]][grid.rank - 1]
    func rule(_ n: Int) -> (defect: Double, size: Double) {
      balance(BoxQuadrature(grid.axes, cells: grid.axes.map { _ in n }), grid)
    }
    let (defect, size) = rule([1024, 48, 16][grid.rank - 1])
    guard defect.isFinite, abs(defect) > 1e-10 * size else { return }
    let error = coarse.reduce(0) { max($0, abs(rule($1).defect - defect)) }
    guard abs(defect) > 2 * error, !problem.projectsIncompatibleData else { return }
    throw .incompatible(defect: defect, mean: defect / Double(grid.volume))
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
    for point in problem.rough.points {
      defect += Double(point.strength)
      size += Double(point.strength.magnitude)
    }
    return (defect, size)
  }
}
