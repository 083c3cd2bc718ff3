import Formulas
import Grids

extension SecondOrderProblem {
  /// W: a function with the data of the Dirichlet and Neumann sides; nil where it is 0.
  ///
  ///     W = g on a Dirichlet side,   n·a∇W = g on a Neumann side
  ///
  /// On a Robin side W is free: neither its value nor its slope is known there; and where a is 0 and no
  /// flux is asked for, since any slope has none.
  ///
  /// - Throws: ``SolverError/conflict(_:)`` where no sum of polynomials has the data of all sides; where a
  ///   Neumann side has a mixed derivative, or a datum no exact derivative.
  func lift(on grid: Grid) throws(SolverError) -> Formula? {
    guard !data.isHomogeneous else { return nil }
    try refuseObliqueLift(on: grid)
    let (slopes, free) = slopes(on: grid, freeing: [])
    if let side = grid.sides.first(where: { slopes.data[$0].constant.map { !$0.isFinite } ?? false }
    ) {
      throw .notAvailable(
        "a Neumann datum other than 0 on \(side.name), where the diffusion is 0 and no slope has that flux, for "
          + "this method: take differences of order 2, or linear elements on nodes")
    }
    return try slopes.heldLift(on: grid, depth: 0, free: free).formula
  }

  /// W for what is measured between the points of a scheme that takes the data itself: free, too, where
  /// a flux is oblique, which does not give ∂W/∂n.
  ///
  /// nil where it is 0, or a datum has no exact derivative.
  func measuredLift(on grid: Grid) -> Formula? {
    guard !data.isHomogeneous else { return nil }
    let (slopes, free) = slopes(on: grid, freeing: Set(op.sidesWithoutSlope(of: grid)))
    return try? slopes.lift(on: grid, free: free)
  }

  /// A problem whose data are values and slopes, and the sides on which neither is known.
  private func slopes(
    on grid: Grid, freeing oblique: Set<BoxSide>
  ) -> (problem: BoundaryValueProblem, free: Set<BoxSide>) {
    var slopes = BoundaryData()
    var free = oblique
    for side in grid.sides where !oblique.contains(side) {
      if grid.end(side) == .dirichlet {
        slopes.values[side] = data[side]
        continue
      }
      if let beta = robin[side], !beta.isZero {
        free.insert(side)
        continue
      }
      let a = op.diffusion(side.axis, side.axis).trace(on: side, of: grid)
      // n·a∇W = 0 there, whatever its slope.
      if a.isZero, data[side].trace(on: side, of: grid).isZero {
        free.insert(side)
        continue
      }
      slopes.values[side] = data[side] / a
    }
    let unit = EllipticOperator(diffusion: grid.axes.map { _ in 1 })
    return (BoundaryValueProblem(unit, source: 0, data: slopes), free)
  }

  /// Refuses data beside a Neumann side whose flux is oblique: a lift has ∂W/∂n there, and its values
  /// along the side, those of Dirichlet data too, add a_nj ∂_j W to the flux.
  private func refuseObliqueLift(on grid: Grid) throws(SolverError) {
    guard let side = op.sidesWithoutSlope(of: grid).first else { return }
    throw .notAvailable(
      "a lifting of boundary data beside the Neumann side \(side.name), where the flux of a "
        + "full tensor is oblique: take linear elements on nodes, or differences of order 2")
  }

  /// A W
  ///
  /// - Throws: where it is no function.
  func applied(toLift w: Formula, on grid: Grid) throws(SolverError) -> Formula {
    do {
      return try op.applied(to: w, on: grid)
    } catch {
      let isCoefficient =
        op.form == .divergence
        && (0..<op.rank).contains { i in
          (0..<op.rank).contains { (try? op.diffusion(i, $0).derivative(i, on: grid)) == nil }
        }
      throw .notAvailable(
        (isCoefficient
          ? "boundary data beside a coefficient without a derivative, for this method: "
          : "boundary data without derivatives for this method: ")
          + "\(error); take differences of order 2, or linear elements on nodes")
    }
  }
}
