import Discretizations
import Norms

extension ConvergenceStudy {
  /// m in ‖u_h − u_H‖^m = C (h^{mp} − H^{mp}).
  ///
  /// 1 where both errors are one smooth function times h^p and H^p: at points, and wherever the values
  /// at points dominate. Derivatives of piecewise polynomials are in error by what they cannot hold
  /// between their knots, which changes its sign in every cell: that of the coarse cells is orthogonal
  /// to what the fine ones add, ‖u − u_h‖² = ‖u_h − u_H‖² + ‖u − u_H‖² (Galerkin's in the energy
  /// norm), and m is 2.
  func biasPower(_ method: Method, norm name: String, _ measure: Measure) -> Double {
    let isPiecewise =
      Scheme(method.kinds).isGalerkin || method.reconstruction == .multilinear
    guard measure == "function", isPiecewise,
      let norm = tabledNorms.first(where: { $0.name == name })
    else { return 1 }
    switch norm.core {
    case .energy: return problem.power == 1 ? 2 : 1
    case .sobolev(let s): return s >= 1 ? 2 : 1
    default: return 1
    }
  }
}
