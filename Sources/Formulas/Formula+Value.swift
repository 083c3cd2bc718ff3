public import RealModule

extension Formula {
  /// The value at a point: x, y, z, and from the fourth place on the further variables.
  ///
  /// A coordinate that the formula uses and the point lacks is a programmer's mistake.
  ///
  /// - Complexity: the number of subexpressions. For many points see `fill(_:on:)`.
  @specialized(where T == Double)
  @specialized(where T == Float)
  @specialized(where T == Float80)
  public func value<T: Real & BinaryFloatingPoint>(at point: [T]) -> T {
    let program = graph.program
    precondition(
      program.mask >> UInt64(point.count) == 0, "the point has fewer coordinates than the formula")
    let count = program.instructions.count
    return withUnsafeTemporaryAllocation(of: T.self, capacity: count) { buffer in
      let values = buffer.baseAddress!
      for (i, step) in program.instructions.enumerated() {
        if step.operation == .variable {
          (values + i).initialize(to: point[step.a])
          continue
        }
        (values + i).initialize(to: 0)
        Kernel(result: values + i, count: 1).run(
          step.operation, step.constant(), Operand(values + max(step.a, 0)),
          Operand(values + max(step.b, 0)), Operand(values + max(step.c, 0)))
      }
      return values[count - 1]
    }
  }
}
