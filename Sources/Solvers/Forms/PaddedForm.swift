import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// ∫ ∇u·a∇v + c u v of trigonometric functions by the midpoint rule on a grid of 3/2 as many cells,
/// a any symmetric tensor.
///
/// Products of a with a derivative are free of aliases in the modes that are kept where a has no
/// more modes than n/2: the form is then Galerkin's (Orszag's rule, J. Atmos. Sci. 28 (1971)).
/// All derivatives live on the same middles of cells, so that they can be mixed.
struct PaddedForm<Scalar: TransformScalar>: InPlaceForm {
  let space: FunctionSpace<Scalar>
  private let fine: FunctionSpace<Scalar>
  /// a_ij at the fine points, i ≤ j; nil where it is 0.
  private let diffusion: [[[Scalar]?]]
  private let reaction: [Scalar]?

  /// The points of the finer grid over those of the grid.
  private static func refinement(_ grid: Grid) -> Double {
    (0..<grid.rank).reduce(1) { n, _ in 1.5 * n }
  }

  /// The fields of the samples.
  static func fields(_ op: SecondOrderOperator, on grid: Grid) -> Double {
    var coefficients = op.reaction.isZero ? 0 : 1
    for i in 0..<op.rank { coefficients += (i..<op.rank).count { !op.diffusion(i, $0).isZero } }
    return Double(coefficients) * refinement(grid)
  }

  /// The fields beside the image while it is applied: on the finer grid û, the gradient, a flux, its
  /// coefficients, their derivative, the sum, and what is made of it on the way back.
  static func scratch(on grid: Grid) -> Double { Double(grid.rank + 6) * refinement(grid) }

  /// - Throws: where a_ii or c is negative or not finite at a fine point.
  init(_ op: SecondOrderOperator, in space: FunctionSpace<Scalar>) throws(SolverError) {
    self.space = space
    let grid = Grid(
      space.grid.axes.map { axis in
        axis.with(cells: (3 * axis.cells + 1) / 2)
          .with(boundary: axis.boundary, placement: axis.isPeriodic ? axis.placement : .cells)
      })
    fine = FunctionSpace(on: grid)
    var rows: [[[Scalar]?]] = []
    for i in 0..<op.rank {
      var row: [[Scalar]?] = []
      for j in 0..<op.rank {
        let a = op.diffusion(i, j)
        guard i <= j, !a.isZero else {
          row.append(nil)
          continue
        }
        let samples = Field(sampling: a, in: fine)
        if i == j { try samples.checkCoefficient("diffusion") }
        row.append(samples.values)
      }
      rows.append(row)
    }
    diffusion = rows
    guard !op.reaction.isZero else {
      reaction = nil
      return
    }
    let c = Field(sampling: op.reaction, in: fine)
    try c.checkCoefficient("reaction")
    reaction = c.values
  }

  /// r ← A u.
  ///
  /// - Complexity: 2 d + 2 transforms, those of derivatives on the fine grid.
  func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    let uHat = Coefficients(u).embedded(in: fine)
    let gradient = space.grid.axes.indices.map { Field(consuming: uHat.derivative(axis: $0)!) }
    var sum = Coefficients(in: fine)
    for i in gradient.indices {
      var flux = Field(in: gradient[i].space)
      for j in gradient.indices {
        guard let a = diffusion[min(i, j)][max(i, j)] else { continue }
        flux.add(product: a, Field(in: flux.space, values: gradient[j].values))
      }
      sum.add(-1, Coefficients(flux).derivative(axis: i)!)
    }
    if let reaction {
      var product = Field(consuming: uHat)
      product.multiply(by: reaction)
      sum.add(1, Coefficients(product))
    }
    r.assign(consuming: sum.truncated(to: space))
  }
}
