/// Why a problem has no solution that can be computed.
public enum SolverError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operator has the constants in its kernel and the right-hand side a mean.
  case incompatible(mean: Double)
  /// The scheme is not conforming for the operator.
  case notConforming(String)
  /// The problem is one that this version does not solve.
  case notAvailable(String)

  /// What it says to a reader.
  public var description: String {
    switch self {
    case .incompatible(let mean):
      "no solution: the right-hand side has the mean \(mean), and the operator removes constants"
    case .notConforming(let what): what
    case .notAvailable(let what): "not yet available: \(what)"
    }
  }
}
