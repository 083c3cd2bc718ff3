import Discretizations
import Grids
import Norms

extension ConvergenceStudy {
  /// What stands between the errors against a finer grid and those against u: piecewise polynomials in
  /// norms with derivatives are measured where they cannot hold u, all others where they are smooth.
  func referenceGap(_ method: Method, norm name: String, _ measure: Measure) -> ReferenceGap {
    guard measure == "function", method.isPiecewise,
      let norm = tabledNorms.first(where: { $0.name == name })
    else { return ReferenceGap(power: 1) }
    let hasDerivatives =
      switch norm.core {
      case .energy: problem.power == 1
      case .sobolev(let s): s >= 1
      default: false
      }
    guard hasDerivatives else { return ReferenceGap(power: 1) }
    return ReferenceGap(power: 2, areShifted: shiftedKnots(method))
  }

  /// Whether knots lie in the middles between the points of cells, which they do for even degrees, and
  /// for odd ones on cells: of the axes that have the leading error, those of the lowest degree among
  /// the refined.
  func shiftedKnots(_ method: Method) -> [Int: Bool] {
    let scheme = Scheme(method.kinds)
    let degrees = problem.domain.intervals.indices.map { axis in
      if scheme.isGalerkin, case .spline(let p) = scheme[axis] { p } else { 1 }
    }
    let refined = options.refinedAxes
    let lowest = refined.map { degrees[$0] }.min()
    return Dictionary(
      uniqueKeysWithValues: refined.filter { degrees[$0] == lowest }.map { axis in
        let isOnCells = problem.domain.intervals[axis].placement == .cells
        return (axis, degrees[axis].isMultiple(of: 2) != isOnCells)
      })
  }
}

extension Method {
  /// Whether the function that the unknowns mean is a piecewise polynomial.
  var isPiecewise: Bool { Scheme(kinds).isGalerkin || reconstruction == .multilinear }
}
