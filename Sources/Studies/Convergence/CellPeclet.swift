import Discretizations
import Formulas
import Grids
import Solvers

/// The cell Péclet number of an operator with advection,
///
///     Pe = max |bᵢ| hᵢ / aᵢᵢ
///
/// Above 2 a centred difference, or a linear element, couples a point to its neighbour downstream with
/// the wrong sign: no maximum principle holds, and beside a layer that no cell resolves u_h oscillates
/// from point to point. |bᵢ|/aᵢᵢ is taken at the middles of cells of one lattice for all grids.
///
/// Source: Roache, *Computational Fluid Dynamics*, 1972, III-A-8; Roos, Stynes and Tobiska, *Robust
/// Numerical Methods for Singularly Perturbed Differential Equations*, 2008, I.2.
struct CellPeclet {
  /// max |bᵢ|/aᵢᵢ along each axis: one over the width of a layer.
  let ratios: [Double]

  /// nil without advection, and where a ratio is not finite.
  init?(_ problem: Problem) {
    let op = problem.op
    guard op.hasAdvection else { return nil }
    let middles = problem.midpoints
    ratios = (0..<op.rank).map { i in
      guard !op.advection[i].isZero else { return 0 }
      let ratio = op.advection[i] / op.diffusion(i, i)
      return ratio.values(on: middles).reduce(0) { max($0, $1.magnitude) }
    }
    guard ratios.allSatisfy(\.isFinite) else { return nil }
  }

  /// Pe of a grid.
  func number(on grid: Grid) -> Double {
    zip(ratios, grid.axes).reduce(0) { max($0, $1.0 * Double($1.1.spacing)) }
  }

  /// What is said of the levels above 2: the coarsest and the finest of them.
  func note(_ levels: [Grid]) -> String? {
    let all = levels.map { ($0, number(on: $0)) }
    let above = all.filter { $0.1 > 2 }
    guard let first = above.first, let last = above.last else { return nil }
    let places = (above.count == 1 ? [first] : [first, last]).map {
      "\($0.1.written(digits: 3)) on \($0.0.cells.map(String.init).joined(separator: " × ")) cells"
    }
    let width = 2 / (ratios.max() ?? 1)
    return "cell Péclet number h|b|/a = \(places.joined(separator: " to ")), above 2: u_h may "
      + "oscillate from point to point beside layers; refine until h < 2a/|b| = "
      + "\(width.written(digits: 3))"
  }
}

extension ConvergenceStudy {
  /// What is said of a method's grids where a cell's advection outweighs its diffusion; spectral
  /// methods have no such sign to lose.
  func pecletNote(_ method: Method) -> String? {
    guard method.kinds.contains(where: { $0 != .spectral }) else { return nil }
    return CellPeclet(problem)?.note(options.levels.map { problem.domain.grid(cells: $0) })
  }
}
