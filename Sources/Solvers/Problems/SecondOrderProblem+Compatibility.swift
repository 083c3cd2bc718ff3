import Formulas
public import Grids
import RealModule

extension SecondOrderProblem {
  /// ∫f + ∫_{∂Ω} g where A removes constants, by Gauss quadrature of the expressions; 0 for data that
  /// are compatible, and for an operator with a unique solution.
  ///
  /// Compatible is what lies below 1e-10 of ∫|f| + ∫|g|, or below the quadrature's own error: twice
  /// the largest difference to coarser rules, for data with kinks. One coarser rule would not do:
  /// the errors of two rules at a kink off their cells are nearly equal now and then.
  ///
  /// Not judged, and 0: with advection or in nondivergence form, whose adjoint has another kernel.
  public func compatibilityDefect(on grid: Grid) -> Double {
    guard isSingular(on: grid), !op.hasAdvection, op.form == .divergence else { return 0 }
    let coarse = [[331, 409, 523, 613, 701], [19, 23, 29, 31, 37], [7, 8, 9, 11]][grid.rank - 1]
    func rule(_ n: Int) -> (defect: Double, size: Double) {
      balance(BoxQuadrature(grid.axes, cells: grid.axes.map { _ in n }), grid)
    }
    let (defect, size) = rule([1024, 48, 16][grid.rank - 1])
    guard defect.isFinite, abs(defect) > 1e-10 * size else { return 0 }
    let error = coarse.reduce(0) { max($0, abs(rule($1).defect - defect)) }
    return abs(defect) > 2 * error ? defect : 0
  }

  private func balance(
    _ rule: BoxQuadrature<Double>, _ grid: Grid
  ) -> (defect: Double, size: Double) {
    var (defect, size) = rule.integrate(source)
    for side in grid.sides where grid.end(side) == .neumann {
      let datum = data[side]
      guard !datum.isZero else { continue }
      let (d, s) = rule.integrate(datum, over: side)
      defect += d
      size += s
    }
    for point in rough.points {
      defect += Double(point.strength)
      size += Double(point.strength.magnitude)
    }
    return (defect, size)
  }
}
