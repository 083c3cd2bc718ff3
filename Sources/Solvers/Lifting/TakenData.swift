package import Discretizations
package import Grids

extension Scheme {
  /// Whether its stencils of source and data reach the sides, on which both are taken: of the compact
  /// scheme, with Dirichlet ends on nodes alone.
  func takesClosedSource(on grid: Grid) -> Bool {
    grid.sides.allSatisfy {
      grid.end($0) == .dirichlet && grid.axes[$0.axis].placement == .nodes
    }
  }

  /// Whether linear elements hold boundary values at nodes.
  func hasBoundaryNodes(on grid: Grid) -> Bool { ClosedElements<Double>(self, on: grid) != nil }
}

extension BoundaryValueProblem {
  /// Whether a scheme takes the data by itself: by ghost values, or in boundary nodes. Others solve for
  /// u − W, as every scheme does with a lifting.
  func takesData(_ scheme: Scheme, load: LoadRule, lifting depth: Int, on grid: Grid) -> Bool {
    if scheme.isMehrstellen { return scheme.takesClosedSource(on: grid) }
    return depth == 0 && load != .projected
      && (data.isHomogeneous || !scheme.isGalerkin || scheme.hasBoundaryNodes(on: grid))
  }

  /// Why a lifting is not as deep as is asked; nil where it is, or where the scheme takes the data by itself.
  ///
  /// - Throws: ``SolverError/conflict(_:)`` where the scheme needs a W with data that do not fit together.
  package func liftLimit(
    for scheme: Scheme, load: LoadRule, lifting depth: Int, on grid: Grid
  ) throws(SolverError) -> LiftLimit? {
    guard !takesData(scheme, load: load, lifting: depth, on: grid) else { return nil }
    let own = scheme.ownLifting(on: grid.axes.map { ($0.boundary, $0.placement) })
    return try heldLift(on: grid, depth: max(depth, own)).limit
  }
}

extension SecondOrderProblem {
  /// Throws ``SolverError/conflict(_:)`` where the scheme needs a W with data that do not fit together.
  package func checkLift(for scheme: Scheme, on grid: Grid) throws(SolverError) {
    guard !scheme.hasDifferencesOfOrder2(on: grid), !scheme.hasBoundaryNodes(on: grid) else {
      return
    }
    _ = try lift(on: grid)
  }
}
