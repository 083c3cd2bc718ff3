import Formulas
import Grids
import Solvers
import Transforms

/// ∂u/∂xₐ on a side with an oblique flux, by the condition there:
///
///     n·a∇u + βu = g + n·F   ⟹   aₐₐ ∂ₐu = ±(g + n·F − βu) − Σ_{j≠a} a_aj ∂_j u
///
/// A trigonometric function through the values has no slope there, and no lift gives it one, since it is no
/// datum: u and its derivatives along the side say it.
struct ObliqueSlope<Scalar: TransformScalar> {
  /// The coordinates along the side.
  let tangents: [Int]
  private let flux: Formula
  private let beta: Formula
  private let row: [Formula]
  private let own: Formula

  /// nil where the condition on the side tells the slope, or F has no limit there.
  init?(_ equation: Equation, on side: BoxSide, of grid: Grid) {
    let op = equation.problem.op
    guard op.sidesWithoutSlope(of: grid).contains(side),
      let normal = equation.problem.rough.normalFlux(through: side, of: grid)
    else { return nil }
    let outwards: Formula = side.side == .lower ? -1 : 1
    tangents = grid.axes.indices.filter { $0 != side.axis }
    flux = outwards * (equation.data[side] + normal)
    beta = outwards * (equation.robin[side] ?? 0)
    row = tangents.map { op.diffusion(side.axis, $0) }
    own = op.diffusion(side.axis, side.axis)
  }

  /// The slope at places, from u and the derivatives along the side there.
  func values(on places: [[Scalar]], u: [Scalar], along slopes: [[Scalar]]) -> [Scalar] {
    var flux = flux.values(on: places)
    let beta = beta.values(on: places)
    for i in flux.indices { flux[i] -= beta[i] * u[i] }
    for (a, slope) in zip(row, slopes) {
      let a = a.values(on: places)
      for i in flux.indices { flux[i] -= a[i] * slope[i] }
    }
    let own = own.values(on: places)
    for i in flux.indices { flux[i] /= own[i] }
    return flux
  }
}
