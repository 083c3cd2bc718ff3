/// A derivative that is no function: of a jump.
public struct DifferentiationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The function that has no derivative: sign, heaviside, floor, ceil, mod or a comparison.
  public let function: String
  /// The expression in which it occurs, `floor(2*x)`.
  public let expression: String

  /// One sentence for the user.
  public var description: String {
    "`\(expression)` jumps: \(function) has no derivative that is a function"
  }
}
