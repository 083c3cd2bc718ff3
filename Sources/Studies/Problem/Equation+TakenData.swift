import Discretizations
import Formulas
import Grids
import Solvers

extension Equation {
  /// The data as a method takes them on every grid; nil where there are none, as the source is only a
  /// grid's, and where a solve has to say, with its grid, why it cannot take them.
  ///
  /// - Throws: where the method solves for u − W, and no W has all data.
  func taken(by method: Method) throws(StudyError) -> TakenData? {
    let scheme = Scheme(method.kinds)
    return try refusingConflicts(method) { () throws(SolverError) in
      if isVarying { return try secondOrder.taken(by: scheme, on: anyGrid) }
      return try constantProblem?.taken(
        by: scheme, load: method.effectiveLoad, lifting: method.lifting, on: anyGrid)
    } ?? nil
  }

  /// Why a method's lifting is not as deep as is asked; nil where it is, and where there is none.
  ///
  /// - Throws: where the method solves for u − W, and no W has all data; where A varies also, as a run does,
  ///   where A W is no function.
  func liftLimit(of method: Method) throws(StudyError) -> LiftLimit? {
    let scheme = Scheme(method.kinds)
    guard !isVarying else {
      let problem = secondOrder
      guard problem.needsLift(for: scheme, on: anyGrid) else { return nil }
      do throws(SolverError) {
        return try lifts.limit(depth: 0) { () throws(SolverError) in
          _ = try problem.taken(by: scheme, on: anyGrid)
          return nil
        }
      } catch {
        throw .method(name: method.name, reason: error.description)
      }
    }
    return try refusingConflicts(method) { () throws(SolverError) -> LiftLimit? in
      guard let problem = constantProblem,
        let depth = problem.liftDepth(
          for: scheme, load: method.effectiveLoad, lifting: method.lifting, on: anyGrid)
      else { return nil }
      return try lifts.limit(depth: depth) { () throws(SolverError) in
        try problem.liftLimit(on: anyGrid, depth: depth)
      }
    } ?? nil
  }

  /// Only the box of a grid counts here.
  private var anyGrid: Grid {
    problem.domain.grid(cells: [Int](repeating: 4, count: problem.domain.rank))
  }

  /// The problem of constant coefficients; nil where its source is only a grid's.
  private var constantProblem: BoundaryValueProblem? {
    source.map { BoundaryValueProblem(op, source: $0, data: data) }
  }

  /// nil for what else a lift may lack.
  private func refusingConflicts<T>(
    _ method: Method, _ body: () throws(SolverError) -> T
  ) throws(StudyError) -> T? {
    do throws(SolverError) {
      return try body()
    } catch {
      guard case .conflict = error else { return nil }
      throw .method(name: method.name, reason: error.description)
    }
  }
}
