import Discretizations
import Formulas
import Grids
import Solvers

extension Equation {
  /// Why a method's lifting is not as deep as is asked; nil where it is, or where none is needed.
  ///
  /// - Throws: ``SolverError/conflict(_:)`` where the method needs a W with data that do not fit together.
  func liftLimit(of method: Method) throws(SolverError) -> LiftLimit? {
    // Any grid of the domain: it is its box that counts.
    let grid = problem.domain.grid(cells: [Int](repeating: 4, count: problem.domain.rank))
    let scheme = Scheme(method.kinds)
    if isVarying {
      try secondOrder.checkLift(for: scheme, on: grid)
      return nil
    }
    guard let source else { return nil }
    return try BoundaryValueProblem(op, source: source, data: data).liftLimit(
      for: scheme, load: method.effectiveLoad, lifting: method.lifting, on: grid)
  }

  /// A method that solves for u − W needs a W with all data.
  func conflictRefusal(_ method: Method) -> String? {
    guard !data.isHomogeneous else { return nil }
    do throws(SolverError) {
      _ = try liftLimit(of: method)
    } catch .conflict(let conflict) {
      return SolverError.conflict(conflict).description
    } catch {
      // Of this the solve tells, with its grid.
    }
    return nil
  }
}
