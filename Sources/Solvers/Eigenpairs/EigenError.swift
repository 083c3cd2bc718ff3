/// Why an eigenpair was not found.
public enum EigenError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The residual did not fall below the tolerance: its size after every iteration, relative to the
  /// eigenvalue.
  case notConverged(iterations: Int, residual: Double, tolerance: Double, history: [Double])
  /// The space has no function left once the kernel is taken out.
  case empty
  /// A form is not positive where it must be, or not finite: its value b(u, u) on some u.
  case notPositive(Double)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .notConverged(let iterations, let residual, let tolerance, _):
      "the eigen-solver did not converge: relative residual \(residual) after \(iterations) "
        + "iterations, \(tolerance) asked"
    case .empty: "the space has no function but the kernel"
    case .notPositive(let value):
      "the form on the right is not positive: b(u, u) = \(value) for some u that is not 0"
    }
  }
}
