/// A derivative that is no function, of a jump, or not known, of a closure.
public struct DifferentiationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The function that has no derivative: sign, heaviside, floor, ceil, mod, a comparison,
  /// or `closure`.
  public let function: String
  /// The expression in which it occurs, `floor(2*x)`.
  public let expression: String

  /// One sentence for the user.
  public var description: String {
    function == Self.closure
      ? "`\(expression)` is known by its values alone"
      : "`\(expression)` jumps: \(function) has no derivative that is a function"
  }

  static let closure = "closure"
}
