import Discretizations
import Formulas
import Grids

extension Equation {
  /// Why a method cannot take the problem, whatever the grid; nil if nothing is known against it.
  func refusal(of method: Method) -> String? {
    robinRefusal(method) ?? liftingRefusal(method) ?? harmonicRefusal(method)
  }

  /// A Robin side is a flux that depends on the value there. A series of cosines has no slope at its
  /// end, and a longer stencil or spline reaches across it by even reflection.
  private func robinRefusal(_ method: Method) -> String? {
    guard let side = robin.keys.filter({ !(robin[$0] ?? 0).isZero }).min(by: { $0.name < $1.name })
    else { return nil }
    let kinds = (0..<problem.domain.rank).map {
      method.kinds.count == 1 ? method.kinds[0] : method.kinds[$0]
    }
    let isNear =
      kinds.allSatisfy { $0 == .staggered(order: 2) || $0 == .stencil(order: 2) }
      || kinds.allSatisfy { $0 == .spline(degree: 1) }
    guard !isNear else { return nil }
    return "not yet available: a Robin side, here \(side.name), for "
      + Set(kinds.map(\.description)).sorted().joined(separator: " × ")
      + ": take `staggered` or `stencil` of order 2, or `spline` of degree 1 on nodes"
  }

  /// A lift of depth 1 has ∂ₙ²u on a Dirichlet side, ∂ₙ³u on a Neumann side. The equation says
  ///
  ///     a ∂ₙ²u = c u − f − ∇ₜ·(a∇ₜu) + bₜ·∇ₜu + (bₙ − ∂ₙa) ∂ₙu
  ///
  /// and ∂ₙu is no datum there; the next derivative on a Neumann side has ∂ₙc u and ∂ₙa ∂ₙ²u, which
  /// are none either. On a Robin side neither u nor ∂ₙu is known.
  private func liftingRefusal(_ method: Method) -> String? {
    guard isVarying, method.lifting > 0 else { return nil }
    return "a lifting of depth \(method.lifting) beside coefficients that vary, advection or Robin "
      + "sides is not defined: it needs normal derivatives of u on the sides, and the equation gives "
      + "them by the data only where the coefficients are numbers; here (b_n - da/dn) du/dn joins "
      + "them, which is unknown on a Dirichlet side: take `lifting = 0`, whose rates `check` predicts, "
      + "or differences of order 2 or linear elements, which need none"
  }
}
