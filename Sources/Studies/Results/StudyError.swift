public import Solvers

/// Why a study cannot be run, or was stopped.
public enum StudyError: Error, Sendable, CustomStringConvertible {
  /// An iteration did not reach its tolerance: the method, the row so far, and what it did.
  case notConverged(method: String, level: Level, record: IterationRecord)
  /// A coefficient is negative or not finite at a point.
  case coefficient(name: String, value: Double, point: [Double])
  /// An expression of the case is not finite at a point: what, where, why, and on which grid.
  case notFinite(expression: String, point: [Double], cause: String?, cells: [Int])
  /// The source and the boundary data of a singular problem do not balance.
  case incompatible(defect: Double, mean: Double)
  /// They do not balance for an operator that is not symmetric: (f, ψ)/(1, ψ) for the ψ with A*ψ = 0.
  case unbalanced(mean: Double)
  /// An expression has no exact derivative, and a source or a datum would need one.
  case notDifferentiable(expression: String, reason: String)
  /// A method cannot take the problem, the grid or the norm.
  case method(name: String, reason: String)
  /// The problem has neither `exact` nor `source`, or something else is missing.
  case missing(String)
  /// A norm of a function does not exist.
  case norm(String)
  /// A quantity of u_h is not finite: which, of what method, and on which grid.
  case quantity(name: String, method: String, cells: [Int])
  /// A quantity of u_h that a method does not have: which, of what method, and why.
  case refusedQuantity(name: String, method: String, reason: String)
  /// The constants of a pair of norms were not found: which pair, on which grid, and why.
  case pair(name: String, cells: [Int], reason: String)
  /// A pair of norms that has no constants, or none that are found here: which, and why.
  case refusedPair(name: String, reason: String)
  /// Some pairs of norms have no constants: what was found of the others, and what is wrong with the
  /// first.
  indirect case partial(Results, StudyError)
  /// A function cannot be taken: which, and why.
  case function(name: String, reason: String)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .notConverged(let method, let level, let record):
      "method \(method): \(SolverError.notConverged(record)) "
        + "(level \(level.cells.map(String.init).joined(separator: " × ")))"
    case .coefficient(let name, let value, let point):
      SolverError.coefficient(name, value: value, point: point).description
    case .notFinite(let expression, let point, let cause, let cells):
      "`\(expression)` is not a number at (\(point.map { "\($0)" }.joined(separator: ", ")))"
        + (cause.map { ": \($0)" } ?? "")
        + " (level \(cells.map(String.init).joined(separator: " × ")))"
    case .incompatible(let defect, let mean):
      "no solution: the source and the boundary data do not balance: ∫ f + ∫ g must be 0; it is "
        + "\(defect) (mean \(mean))"
    case .unbalanced(let mean):
      "no solution: the source and the boundary data do not balance: with A*ψ = 0, "
        + "(f, ψ) + ∫ gψ must be 0; it is \(mean) ∫ψ"
    case .notDifferentiable(let expression, let reason):
      "`\(expression)` has no exact derivative: \(reason)"
    case .method(let name, let reason): "method \(name): \(reason)"
    case .missing(let what): what
    case .norm(let what): what
    case .quantity(let name, let method, let cells):
      "method \(method): the quantity `\(name)` is not finite "
        + "(level \(cells.map(String.init).joined(separator: " × ")))"
    case .refusedQuantity(let name, let method, let reason):
      "the quantity `\(name)` of method \(method): \(reason)"
    case .pair(let name, let cells, let reason):
      "pair \(name), level \(cells.map(String.init).joined(separator: " × ")): \(reason)"
    case .refusedPair(let name, let reason): "pair \(name): \(reason)"
    case .partial(_, let error): error.description
    case .function(let name, let reason): "function \(name): \(reason)"
    }
  }
}
