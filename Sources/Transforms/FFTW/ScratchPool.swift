import Synchronization

/// Scratch memory of one size, lent to one thread at a time and kept for the next if it is small.
///
/// What is smaller still is kept for all of them: passes follow one another, and hold together what the
/// largest needs, which is then in the cache.
package final class ScratchPool<Scalar: TransformScalar>: Sendable {
  package let count: Int
  private let free = Mutex<[Scratch<Scalar>]>([])

  /// Larger memory goes back to the system: it would double what a program holds.
  private static var keptCount: Int { 1 << 23 }

  package init(count: Int) { self.count = count }

  package func withScratch(_ body: (UnsafeMutablePointer<Scalar>) -> Void) {
    if let shared = SharedScratch.take(bytes: count * MemoryLayout<Scalar>.stride) {
      withExtendedLifetime(shared) {
        body(UnsafeMutableRawPointer(shared.base).bindMemory(to: Scalar.self, capacity: count))
      }
      return SharedScratch.give(shared)
    }
    let scratch = free.withLock { $0.popLast() } ?? Scratch(uninitialized: count)
    withExtendedLifetime(scratch) { body(scratch.base) }
    if count <= ScratchPool.keptCount { free.withLock { $0.append(scratch) } }
  }
}
