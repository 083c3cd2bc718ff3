/// One step of a program: an operation on the results of earlier steps.
struct Instruction: Hashable, Sendable {
  var operation: Operation
  var a = -1
  var b = -1
  var c = -1
  /// The constant of the operation, if it has one.
  var k: Formula.Constant = 0
}

/// What a step does with its operands a, b, c and its constant k.
enum Operation: Hashable, Sendable {
  /// k
  case constant
  /// The variable number a.
  case variable
  case add, subtract, multiply, divide
  /// a + k b
  case addScaled
  /// k a
  case scale
  /// a + k
  case shift
  /// k / a
  case quotient
  /// aᵏ for an integer k.
  case integerPower
  /// aᵏ
  case realPower
  case apply(Function)
  case call(Closure)
}

extension Instruction {
  /// The constant in the precision T. (A detour by `Double` is much faster than the generic way.)
  @inline(__always)
  func constant<T: BinaryFloatingPoint>(_: T.Type = T.self) -> T {
    if let k = k as? T { return k }
    return T(Double(k))
  }

  /// The steps whose results are read.
  var operands: [Int] {
    if operation == .variable { return [] }
    return [a, b, c].filter { $0 >= 0 }
  }
}
