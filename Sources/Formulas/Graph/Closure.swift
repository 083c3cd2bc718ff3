/// A function of the program's, not of the language: equal to itself only.
final class Closure: Hashable, Sendable {
  /// How many arguments it reads: 1, 2 or 3.
  let arity: Int
  private let function: @Sendable (Double, Double, Double) -> Double

  init(arity: Int, _ function: @escaping @Sendable (Double, Double, Double) -> Double) {
    self.arity = arity
    self.function = function
  }

  /// The value; arguments beyond its arity are not read.
  @inline(__always)
  func callAsFunction(_ x: Double, _ y: Double, _ z: Double) -> Double { function(x, y, z) }

  static func == (a: Closure, b: Closure) -> Bool { a === b }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension Builder {
  /// f(u, …), folded if every operand is constant.
  mutating func call(_ closure: Closure, _ operands: [Int]) -> Int {
    let values = operands.compactMap { value(of: $0).map { Double($0) } }
    guard values.count == operands.count else { return intern(.call(closure, operands)) }
    let last = values.count - 1
    return constant(Constant(closure(values[0], values[min(1, last)], values[last])))
  }
}
