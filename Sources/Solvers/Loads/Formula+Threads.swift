package import Formulas
package import Transforms

extension Formula {
  /// Writes the values on a tensor grid, as `fill(_:on:)` and to the bit the same: the threads share
  /// the runs.
  ///
  /// - Parameter isFresh: whether the memory has never been written. Otherwise what is larger than the
  ///   caches passes by them.
  package func fillByThreads<Scalar: TransformScalar>(
    _ values: UnsafeMutableBufferPointer<Scalar>, on axes: [[Scalar]], isFresh: Bool
  ) {
    let streams = !isFresh && Streaming.suits(values)
    fill(
      values, on: axes,
      Runs(
        share: { count, points, body in
          Threads.forEachChunk(count: count, minimum: 32768 / points + 1) { runs in
            body(runs)
            if streams { Streaming.finish() }
          }
        }, store: streams ? Streaming.store : nil))
  }

  /// The values on a tensor grid, by all threads; see `values(on:)`.
  package func valuesByThreads<Scalar: TransformScalar>(on axes: [[Scalar]]) -> [Scalar] {
    let count = axes.reduce(1) { $0 * $1.count }
    return [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      FreshMemory.prepare(buffer)
      fillByThreads(UnsafeMutableBufferPointer(rebasing: buffer[..<count]), on: axes, isFresh: true)
      initialized = count
    }
  }
}
