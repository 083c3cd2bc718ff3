package import Formulas
package import Grids

/// A lift that has the data of which it was made, so that u − W has none.
package struct HeldLift {
  /// W; nil where it is 0.
  package let formula: Formula?
  /// How far its normal derivatives go.
  package let depth: Int
  /// Why they do not go further; nil where they go as far as was asked.
  package let limit: LiftLimit?
}

extension BoundaryValueProblem {
  /// The deepest W up to a depth that has all data.
  ///
  /// What does not fit at an edge of the box disturbs the data of whole sides (``LiftTrial``), and u − W
  /// would solve another problem. The even derivatives come from the equation, and fit less often than the
  /// data: f ≠ 0 between two homogeneous Dirichlet sides is enough against depth 1. A W without them is
  /// right, only shallower.
  ///
  /// - Throws: ``SolverError/conflict(_:)`` where the data themselves do not fit together; where the source
  ///   or a datum has no exact derivative and one is asked for.
  package func heldLift(
    on grid: Grid, depth: Int, free: Set<BoxSide> = []
  ) throws(SolverError) -> HeldLift {
    let trial = LiftTrial(self, on: grid, free: free)
    // One axis alone has no edges.
    let hasEdges = grid.axes.count(where: { !$0.isPeriodic }) > 1
    var limit: LiftLimit?
    for d in (0...depth).reversed() {
      guard let w = try lift(on: grid, depth: d, free: free) else {
        return HeldLift(formula: nil, depth: d, limit: limit)
      }
      let isHeld = if hasEdges { try trial.holds(w) } else { true }
      if isHeld { return HeldLift(formula: w, depth: d, limit: limit) }
      guard let conflict = trial.conflict(depth: d) else {
        throw .notAvailable(
          "a lifting of boundary data with infinite derivatives at an edge of the box: take "
            + "differences of order 2, or linear elements on nodes")
      }
      guard d > 0 else { throw .conflict(conflict) }
      limit = LiftLimit(asked: depth, taken: d - 1, conflict: conflict)
    }
    preconditionFailure("depth 0 returns or throws")
  }
}
