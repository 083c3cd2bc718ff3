import Discretizations
import Formulas
import Grids
import Solvers

extension Equation {
  /// The data as a method takes them on every grid; nil for a source that only a grid has, with no data.
  ///
  /// - Throws: ``SolverError/conflict(_:)`` where the method needs a W with data that do not fit together;
  ///   where it needs derivatives that are not there.
  func taken(by method: Method) throws(SolverError) -> TakenData? {
    // Any grid of the domain: it is its box that counts.
    let grid = problem.domain.grid(cells: [Int](repeating: 4, count: problem.domain.rank))
    let scheme = Scheme(method.kinds)
    if isVarying { return try secondOrder.taken(by: scheme, on: grid) }
    guard let source else { return nil }
    return try BoundaryValueProblem(op, source: source, data: data).taken(
      by: scheme, load: method.effectiveLoad, lifting: method.lifting, on: grid)
  }

  /// The data as a method takes them; nil where a solve has to say, with its grid, why it cannot.
  ///
  /// - Throws: where the method solves for u − W, and no W has all data.
  func checkedData(_ method: Method) throws(StudyError) -> TakenData? {
    do throws(SolverError) {
      return try taken(by: method)
    } catch {
      guard case .conflict = error else { return nil }
      throw .method(name: method.name, reason: error.description)
    }
  }
}
