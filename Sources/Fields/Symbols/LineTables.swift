import RealModule

/// Tables one behind the other in one array: a loop over them counts no references.
struct LineTables<Scalar: Real & BinaryFloatingPoint & Sendable>: Sendable {
  private var numbers: [Scalar] = []
  private(set) var starts: [Int] = []

  mutating func append(_ table: [Scalar]) {
    starts.append(numbers.count)
    numbers += table
  }

  /// Calls `body` with all the numbers; a table begins at its place among ``starts``.
  @inline(__always)
  func withNumbers<Result>(_ body: (UnsafeBufferPointer<Scalar>) -> Result) -> Result {
    numbers.withUnsafeBufferPointer(body)
  }
}
