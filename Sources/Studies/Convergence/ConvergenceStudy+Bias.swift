import Discretizations
import Grids
import Norms

extension ConvergenceStudy {
  /// What stands between the errors against a finer grid and those against u: piecewise polynomials in
  /// norms with derivatives are measured where they cannot hold u, all others where they are smooth.
  func referenceGap(_ method: Method, norm name: String, _ measure: Measure) -> ReferenceGap {
    let scheme = Scheme(method.kinds)
    let isPiecewise = scheme.isGalerkin || method.reconstruction == .multilinear
    guard measure == "function", isPiecewise,
      let norm = tabledNorms.first(where: { $0.name == name })
    else { return ReferenceGap(power: 1) }
    let hasDerivatives =
      switch norm.core {
      case .energy: problem.power == 1
      case .sobolev(let s): s >= 1
      default: false
      }
    guard hasDerivatives else { return ReferenceGap(power: 1) }
    return ReferenceGap(power: 2, isShifted: hasShiftedKnots(method))
  }

  /// Whether knots lie in the middles between the points of cells: of even degrees, and of odd ones on
  /// cells.
  func hasShiftedKnots(_ method: Method) -> Bool {
    let scheme = Scheme(method.kinds)
    return problem.domain.intervals.enumerated().contains { axis, interval in
      var degree = 1
      if scheme.isGalerkin, case .spline(let p) = scheme[axis] { degree = p }
      return degree.isMultiple(of: 2) != (interval.placement == .cells)
    }
  }
}
