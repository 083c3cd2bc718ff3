import Formulas

/// Why a problem has no solution that can be computed.
public enum SolverError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operator has the constants in its kernel and the right-hand side a mean.
  case incompatible(mean: Double)
  /// The right-hand side has a component in the kernel of a multiplier: the wave numbers of the mode,
  /// one an axis, and the modulus of its coefficient.
  case singular(mode: [Int], coefficient: Double)
  /// −c is an eigenvalue of the scheme's operator: the wave numbers of its mode, one an axis.
  case resonant(mode: [Int], eigenvalue: Double)
  /// A coefficient of the operator is negative or not finite at a point: which, and its value there.
  case coefficient(String, value: Double, point: [Double])
  /// An iteration did not reach its tolerance, or broke down: what it did.
  case notConverged(IterationRecord)
  /// The data of two sides do not fit together on their edge, and the scheme needs a function that has both.
  indirect case conflict(DataConflict)
  /// The scheme is not conforming for the operator.
  case notConforming(String)
  /// The problem is one that this version does not solve.
  case notAvailable(String)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .incompatible(let mean):
      "no solution: the right-hand side has the mean \(mean), and the operator removes constants"
    case .singular(let mode, let coefficient):
      "no solution: the operator takes the mode (\(mode.map(String.init).joined(separator: ", "))) "
        + "to 0, and the right-hand side has the coefficient \(coefficient) there"
    case .resonant(let mode, let eigenvalue):
      "resonance: −c = \(eigenvalue) is an eigenvalue of the scheme's operator, its mode is "
        + "(\(mode.map(String.init).joined(separator: ", "))): there is no solution, or not one only"
    case .coefficient(let name, let value, let point):
      "\(name) must not be negative; it is \(value) at "
        + "(\(point.map { "\($0)" }.joined(separator: ", ")))"
    case .notConverged(let record):
      "not converged: after \(record.iterations) iterations with the preconditioner "
        + "\(record.preconditioner.rawValue) the residual is "
        + "\(record.residual.written(digits: 3)) of the "
        + "right-hand side"
    case .conflict(let conflict):
      "\(conflict); the method solves for what is left of a function with all data, and no smooth "
        + "one has both: take differences of order 2, or linear elements on nodes"
    case .notConforming(let what): what
    case .notAvailable(let what): "not yet available: \(what)"
    }
  }
}
