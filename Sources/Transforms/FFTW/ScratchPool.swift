import Synchronization

/// Scratch memory of one size, lent to one thread at a time and kept for the next if it is small.
package final class ScratchPool<Scalar: TransformScalar>: Sendable {
  package let count: Int
  private let free = Mutex<[Scratch<Scalar>]>([])

  /// Larger memory goes back to the system: it would double what a program holds.
  private static var keptCount: Int { 1 << 23 }

  package init(count: Int) { self.count = count }

  package func withScratch(_ body: (UnsafeMutablePointer<Scalar>) -> Void) {
    let scratch = free.withLock { $0.popLast() } ?? Scratch(uninitialized: count)
    withExtendedLifetime(scratch) { body(scratch.base) }
    if count <= ScratchPool.keptCount { free.withLock { $0.append(scratch) } }
  }
}
