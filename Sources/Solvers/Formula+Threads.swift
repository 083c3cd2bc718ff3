package import Formulas
package import Transforms

extension Formula {
  /// Writes the values on a tensor grid, as `fill(_:on:)` and to the bit the same: every thread
  /// fills a slab of the first axis.
  ///
  /// What depends on the other axes alone is evaluated once a thread.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func fillByThreads<Scalar: TransformScalar>(
    _ values: UnsafeMutableBufferPointer<Scalar>, on axes: [[Scalar]]
  ) {
    guard let first = axes.first, !first.isEmpty, !values.isEmpty else {
      return fill(values, on: axes)
    }
    let inner = values.count / first.count
    // Threads write at disjoint places.
    nonisolated(unsafe) let values = values
    Threads.forEachChunk(count: first.count, minimum: 32768 / max(1, inner) + 1) { slab in
      if slab.count == first.count { return fill(values, on: axes) }
      var axes = axes
      axes[0] = Array(first[slab])
      let part = values[slab.lowerBound * inner..<slab.upperBound * inner]
      fill(UnsafeMutableBufferPointer(rebasing: part), on: axes)
    }
  }

  /// The values on a tensor grid, by all threads; see `values(on:)`.
  package func valuesByThreads<Scalar: TransformScalar>(on axes: [[Scalar]]) -> [Scalar] {
    let count = axes.reduce(1) { $0 * $1.count }
    return [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      FreshMemory.prepare(buffer)
      fillByThreads(UnsafeMutableBufferPointer(rebasing: buffer[..<count]), on: axes)
      initialized = count
    }
  }
}
