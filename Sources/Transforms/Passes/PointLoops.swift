/// Loops over points that a transform and its inverse take along: one before points are read, one after
/// they have been written, a range at a time while it is in cache.
///
/// Ranges are disjoint and cover all points. They begin at multiples of the transform's
/// ``SpectralTransform/loopUnit`` and end there or at the end; how long they are may depend on the number
/// of threads. Calls come from any thread, those for different ranges at once, and may write at
/// their own points only.
public struct PointLoops {
  let before: ((Range<Int>) -> Void)?
  let after: ((Range<Int>) -> Void)?

  /// The loops before and after; nil for none.
  public init(before: ((Range<Int>) -> Void)?, after: ((Range<Int>) -> Void)?) {
    self.before = before
    self.after = after
  }

  /// Points that loops have together: a row along the last axis; of one axis alone 4096.
  static func unit(of shape: [Int]) -> Int { shape.count == 1 ? 4096 : shape.last! }

  /// One of them as a pass of its own.
  static func run(_ loop: ((Range<Int>) -> Void)?, count: Int, unit: Int) {
    guard let loop else { return }
    Threads.forEachChunk(
      count: count.dividedRoundingUp(by: unit), minimum: 16384 / unit + 1
    ) { units in
      loop(units.lowerBound * unit..<min(units.upperBound * unit, count))
    }
  }
}

extension SpectralTransform {
  /// Points that ``PointLoops`` have together: a row along the last axis; of one axis alone 4096.
  public var loopUnit: Int { PointLoops.unit(of: shape) }

  /// ``multiply(_:into:by:)`` in place between loops that are passes of their own.
  public func multiply(
    inPlace values: UnsafeMutableBufferPointer<Scalar>, fusing loops: PointLoops,
    by multiplier: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    apart(loops) { multiply(UnsafeBufferPointer(values), into: values, by: multiplier) }
  }

  /// ``solveDifferences(_:into:_:)`` in place between loops that are passes of their own.
  public func solveDifferences(
    inPlace values: UnsafeMutableBufferPointer<Scalar>, fusing loops: PointLoops,
    _ line: (SpectralLine) -> (shift: Scalar, scale: Scalar)
  ) {
    apart(loops) { solveDifferences(UnsafeBufferPointer(values), into: values, line) }
  }

  /// Loops before and after something as passes of their own.
  func apart(_ loops: PointLoops, _ body: () -> Void) {
    PointLoops.run(loops.before, count: count, unit: loopUnit)
    body()
    PointLoops.run(loops.after, count: count, unit: loopUnit)
  }
}
