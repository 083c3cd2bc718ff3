import RealModule

extension Function {
  /// f at a point.
  @specialized(where T == Double)
  @specialized(where T == Formula.Constant)
  func value<T: Real & BinaryFloatingPoint>(_ operands: [T]) -> T {
    withUnsafeTemporaryAllocation(of: T.self, capacity: 4) { p in
      for i in 0..<3 {
        p.initializeElement(at: i + 1, to: operands[Swift.min(i, operands.count - 1)])
      }
      p.initializeElement(at: 0, to: 0)
      let a = p.baseAddress!
      Kernel(result: a, count: 1).run(
        .apply(self), 0, Operand(a + 1), Operand(a + 2), Operand(a + 3))
      return a[0]
    }
  }
}
