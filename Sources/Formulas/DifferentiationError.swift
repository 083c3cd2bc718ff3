/// A derivative that is no function, of a jump, or not known, of a closure.
public struct DifferentiationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The function that has no derivative: sign, heaviside, floor, ceil, mod, a comparison,
  /// `closure`, or `jump` where branches do not agree.
  public let function: String
  /// The expression in which it occurs, `floor(2*x)`.
  public let expression: String
  /// Where branches do not agree, in words.
  let reason: String?

  init(function: String, expression: String) {
    self.function = function
    self.expression = expression
    reason = nil
  }

  /// One sentence for the user.
  public var description: String {
    if let reason { return reason }
    return function == Self.closure
      ? "`\(expression)` is known by its values alone"
      : "`\(expression)` jumps: \(function) has no derivative that is a function"
  }

  static let closure = "closure"
  static let jump = "jump"
}
