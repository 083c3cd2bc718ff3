import Formulas
import Grids
import Solvers

/// The form of which the energy is: of A the symmetric part,
///
///     a(v, v) = ∫ ∇v·a∇v + (c − ½∇·b) v² + ∫_{∂Ω} (β + ½b·n) v²
///
/// in the box, and on the sides on which functions are free. (b·∇v, v) is the half of what b·n v² has on the
/// sides and ∇·b v² in the box.
struct SymmetricPart {
  /// a, and c − ½∇·b for c.
  let op: SecondOrderOperator
  /// β + ½b·n, where it is not 0.
  let weights: [BoxSide: Formula]
}

extension Equation {
  /// - Throws: ``StudyError/notDifferentiable(expression:reason:)`` where ∇·b is no function that is known.
  var symmetricPart: SymmetricPart {
    get throws(StudyError) {
      let grid = problem.domain.grid(cells: problem.domain.intervals.map { _ in 2 })
      var weights: [BoxSide: Formula] = [:]
      for side in grid.sides where grid.end(side) == .neumann {
        let weight = (robin[side] ?? 0) + 0.5 * problem.stream(through: side, of: grid)
        if !weight.isZero { weights[side] = weight }
      }
      return SymmetricPart(op: try problem.symmetricPart, weights: weights)
    }
  }
}
