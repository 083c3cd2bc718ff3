import Grids
import Transforms

extension Multiplier {
  /// The sum of operators.
  public static func + (a: Multiplier, b: Multiplier) -> Multiplier {
    Multiplier(a.program + b.program + [.add])
  }

  /// The difference of operators.
  public static func - (a: Multiplier, b: Multiplier) -> Multiplier { a + -b }

  /// The composition a ∘ b = b ∘ a.
  public static func * (a: Multiplier, b: Multiplier) -> Multiplier {
    if case .constant(let c) = a.program[0], a.program.count == 1 { return b.scaled(c) }
    if case .constant(let c) = b.program[0], b.program.count == 1 { return a.scaled(c) }
    return Multiplier(a.program + b.program + [.multiply])
  }

  /// c · a
  @_disfavoredOverload
  public static func * (c: Scalar, a: Multiplier) -> Multiplier { a.scaled(c) }

  /// −a
  public static prefix func - (a: Multiplier) -> Multiplier { a.scaled(-1) }

  private func scaled(_ c: Scalar) -> Multiplier {
    guard case .scale(let d)? = program.last else { return Multiplier(program + [.scale(c)]) }
    return Multiplier(program.dropLast() + [.scale(c * d)])
  }
}

/// A number stands for the operator that multiplies by it: `1 - .laplacian`.
extension Multiplier: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// The number at every mode.
  public init(integerLiteral c: Scalar.IntegerLiteralType) { self.init(Scalar(integerLiteral: c)) }

  /// The number at every mode.
  public init(floatLiteral c: Double) { self.init(Scalar(c)) }
}
