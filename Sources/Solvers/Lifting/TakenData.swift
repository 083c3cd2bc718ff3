package import Discretizations
import Fields
package import Formulas
package import Grids
import Transforms

/// The data of a problem as a scheme takes them, whatever the cells: by itself, or all in a function W, so
/// that v = u − W has none:
///
///     A v = f − A W,   v with homogeneous data
package struct TakenData: Sendable {
  /// W; nil where it is 0. Beside data that the scheme takes by itself it is what u_h means between points.
  package let lift: Formula?
  /// f − A W; nil where the scheme takes the data by itself.
  package let remainder: Formula?
  /// Why W is not as deep as was asked; nil where it is.
  package var limit: LiftLimit?
}

extension BoundaryValueProblem {
  /// The data as a scheme takes them on any grid of this one's box.
  ///
  /// - Throws: ``SolverError/conflict(_:)`` where the scheme needs a W with data that do not fit together;
  ///   where it needs derivatives that the source or a datum does not have.
  package func taken(
    by scheme: Scheme, load: LoadRule, lifting depth: Int, on grid: Grid
  ) throws(SolverError) -> TakenData {
    let own = scheme.ownLifting(on: grid.axes.map { ($0.boundary, $0.placement) })
    guard takesData(scheme, load: load, lifting: depth, on: grid) else {
      return try lifted(on: grid, depth: max(depth, own))
    }
    if scheme.isMehrstellen {
      // What u_h means between the points; a source without derivatives, and data that jump at a corner,
      // leave the data's own lift.
      do {
        let held = try heldLift(on: grid, depth: max(depth, own))
        return TakenData(lift: held.formula, remainder: nil)
      } catch {}
    }
    return TakenData(lift: try lift(on: grid), remainder: nil)
  }

  /// The depth of the W that a scheme needs; nil where it needs none.
  package func liftDepth(
    for scheme: Scheme, load: LoadRule, lifting depth: Int, on grid: Grid
  ) -> Int? {
    guard !takesData(scheme, load: load, lifting: depth, on: grid) else { return nil }
    let own = scheme.ownLifting(on: grid.axes.map { ($0.boundary, $0.placement) })
    let depth = max(depth, own)
    return depth == 0 && data.isHomogeneous ? nil : depth
  }

  /// Why a W of a depth is not as deep; nil where it is, and where derivatives that a deeper one needs are not
  /// there.
  ///
  /// - Throws: as a W of depth 0: ``SolverError/conflict(_:)`` where the data do not fit together.
  package func liftLimit(on grid: Grid, depth: Int) throws(SolverError) -> LiftLimit? {
    do {
      return try heldLift(on: grid, depth: depth).limit
    } catch {
      if case .conflict = error { throw error }
      guard depth > 0 else { throw error }
      _ = try heldLift(on: grid, depth: 0)
      return nil
    }
  }

  /// Whether a scheme takes the data by itself: by ghost values, or in boundary nodes. Others solve for
  /// u − W, as every scheme does with a lifting.
  private func takesData(
    _ scheme: Scheme, load: LoadRule, lifting depth: Int, on grid: Grid
  ) -> Bool {
    if scheme.isMehrstellen { return scheme.takesClosedSource(on: grid) }
    return depth == 0 && load != .projected
      && (data.isHomogeneous || !scheme.isGalerkin || scheme.hasBoundaryNodes(on: grid))
  }

  /// The data in a W, and f + ∇·(a∇W) − cW.
  private func lifted(on grid: Grid, depth: Int) throws(SolverError) -> TakenData {
    let held = try heldLift(on: grid, depth: depth)
    guard let w = held.formula else {
      return TakenData(lift: nil, remainder: source, limit: held.limit)
    }
    do {
      var f = source - Formula(Formula.Constant(op.reaction)) * w
      for (i, a) in op.diffusion.enumerated() {
        let second = try w.derivative(i, order: 2, on: grid)
        f = f + Formula(Formula.Constant(a)) * second
      }
      return TakenData(lift: w, remainder: f, limit: held.limit)
    } catch {
      throw .notAvailable(
        "boundary data that have no second derivative for this method: \(error); take differences "
          + "of order 2 with lifting = 0, or linear elements on nodes")
    }
  }
}

extension SecondOrderProblem {
  /// The data as a scheme takes them on any grid of this one's box.
  ///
  /// - Throws: ``SolverError/conflict(_:)`` where the scheme needs a W with data that do not fit together;
  ///   where it needs derivatives that a datum or a coefficient does not have.
  package func taken(by scheme: Scheme, on grid: Grid) throws(SolverError) -> TakenData {
    let problem = try dividedByDiffusion(on: grid)
    guard !takesData(scheme, on: grid) else {
      return TakenData(lift: problem.measuredLift(on: grid), remainder: nil)
    }
    guard let w = try problem.lift(on: grid) else {
      return TakenData(lift: nil, remainder: problem.source)
    }
    return TakenData(
      lift: w, remainder: problem.source - (try problem.applied(toLift: w, on: grid)))
  }

  /// Whether a scheme needs a W.
  package func needsLift(for scheme: Scheme, on grid: Grid) -> Bool {
    !data.isHomogeneous && !takesData(scheme, on: grid)
  }

  /// Whether a scheme takes the data by itself.
  private func takesData(_ scheme: Scheme, on grid: Grid) -> Bool {
    scheme.hasDifferencesOfOrder2(on: grid) || scheme.hasBoundaryNodes(on: grid)
  }
}

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

extension Solution {
  /// The solution u − W + W of a problem whose data are all in W.
  mutating func add(_ taken: TakenData) {
    liftLimit = taken.limit
    guard let w = taken.lift else { return }
    u = u + Field(sampling: w, in: u.space)
    lift = w
  }
}
