import Discretizations
import Formulas
import Grids
import Norms
import Solvers

extension ConvergenceStudy {
  /// What two free sides leave where they meet and a_ij joins their fluxes; nil where there are none.
  ///
  /// In the cell at the corner the equation is in error by O(1), a source of strength h² in the plane of i
  /// and j: the error has h² log 1/r about it, r > h, along with its derivatives,
  ///
  ///     (∫ |h² ∂^s log r|^p r dr)^{1/p} ~ h^{2 − s + 2/p},  or h² for p s < 2;  with a logarithm at p s = 2
  func cornerRate(_ method: Method, order s: Double, exponent p: Double?) -> Prediction? {
    guard let (one, other) = corner(method) else { return nil }
    return .algebraic(
      2 - s + 2 / (p ?? 2),
      "\(one.name) and \(other.name) meet, both free, and a_\(one.letter)\(other.letter) ≠ 0")
  }

  /// Elements see a_ij at the corner alone, differences in the cells next to it.
  private func corner(_ method: Method) -> (BoxSide, BoxSide)? {
    let isElement = method.kinds.allSatisfy { $0 == .spline(degree: 1) }
    guard
      isElement
        || method.kinds.allSatisfy({ $0 == .staggered(order: 2) || $0 == .stencil(order: 2) })
    else { return nil }
    let grid = problem.domain.grid(cells: problem.domain.intervals.map { _ in 2 })
    let free = grid.sides.filter { grid.end($0) == .neumann }
    for one in free {
      for other in free where other.axis > one.axis {
        let a = problem.op.diffusion(one.axis, other.axis)
        let traces = [one, other].map { a.trace(on: $0, of: grid) }
        let isJoined =
          isElement
          ? !traces[0].trace(on: other, of: grid).isZero : traces.contains { !$0.isZero }
        if isJoined { return (one, other) }
      }
    }
    return nil
  }
}

extension BoxSide {
  fileprivate var letter: String { ["x", "y", "z"][axis] }
}
