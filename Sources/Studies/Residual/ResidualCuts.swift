import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// The cells on which data of a residual jump or have kinks.
///
/// What a rule does not see of such a cell, f − P f, is nearly orthogonal to modes that are resolved: it
/// is beyond the grid, with |∂_j v| for a factor where it is a coefficient's.
struct ResidualCuts<Scalar: TransformScalar> {
  let source: CutCells<Scalar>
  let reaction: CutCells<Scalar>
  let flux: [CutCells<Scalar>]
  let diffusion: [[CutCells<Scalar>]]

  init(
    source: Formula, _ op: SecondOrderOperator, flux: [Formula], on grid: Grid, points q: Int
  ) {
    func cuts(_ f: Formula) -> CutCells<Scalar> { CutCells(f, on: grid, points: q) }
    let isConstant = op.constant != nil
    self.source = cuts(source)
    reaction = cuts(isConstant ? 0 : op.reaction)
    self.flux = grid.axes.indices.map { cuts(flux.indices.contains($0) ? flux[$0] : 0) }
    // Entries that are one function are looked at once.
    var known: [[CutCells<Scalar>]] = []
    for i in grid.axes.indices {
      known.append([])
      for j in grid.axes.indices {
        let a = isConstant ? 0 : op.diffusion(i, j)
        if i == j, i > 0, op.diffusion.isScalar {
          known[i].append(known[0][0])
        } else {
          known[i].append(j < i ? known[j][i] : cuts(a))
        }
      }
    }
    diffusion = known
  }

  /// Whether some quadrature is not known to round-off.
  var areUncertain: Bool { all.contains(where: \.areUncertain) }

  var isEmpty: Bool { all.allSatisfy(\.isEmpty) }

  private var all: [CutCells<Scalar>] { flux + diffusion.joined() + [source, reaction] }
}
