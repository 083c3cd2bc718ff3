import Formulas
import Grids

extension SecondOrderProblem {
  /// W: a function with the data of the Dirichlet and Neumann sides; nil where it is 0.
  ///
  ///     W = g on a Dirichlet side,   n·a∇W = g on a Neumann side
  ///
  /// Robin sides are taken as Neumann sides without data.
  ///
  /// - Throws: where a Neumann side has data and a mixed derivative, or a datum no exact derivative.
  func lift(on grid: Grid) throws(SolverError) -> Formula? {
    guard !data.isHomogeneous else { return nil }
    var slopes = BoundaryData()
    for side in grid.sides where !data[side].isZero {
      if grid.end(side) == .dirichlet {
        slopes.values[side] = data[side]
        continue
      }
      if let beta = robin[side], !beta.isZero { continue }
      for j in 0..<op.rank where j != side.axis && !op.diffusion(side.axis, j).isZero {
        throw .notAvailable("a lifting of Neumann data for a full tensor")
      }
      slopes.values[side] =
        data[side] / op.diffusion(side.axis, side.axis).trace(on: side, of: grid)
    }
    let unit = EllipticOperator(diffusion: grid.axes.map { _ in 1 })
    return try BoundaryValueProblem(unit, source: 0, data: slopes).lift(on: grid)
  }

  /// The problem for v = u − W, whose data are 0: f − A W in place of f, symbolically.
  func homogeneous(subtracting w: Formula) throws(SolverError) -> SecondOrderProblem {
    do {
      return SecondOrderProblem(op, source: source - (try op.applied(to: w)))
    } catch {
      throw .notAvailable(
        "boundary data beside a coefficient without a derivative, for this method: \(error)")
    }
  }
}
