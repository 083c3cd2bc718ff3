import Synchronization

/// Scratch memory of one size, lent to one thread at a time and kept for the next if it is small.
final class ScratchPool<Scalar: TransformScalar>: Sendable {
  let count: Int
  private let free = Mutex<[Scratch<Scalar>]>([])

  /// Larger memory goes back to the system: it would double what a program holds.
  private static var keptCount: Int { 1 << 23 }

  init(count: Int) { self.count = count }

  func withScratch(_ body: (UnsafeMutablePointer<Scalar>) -> Void) {
    let scratch = free.withLock { $0.popLast() } ?? Scratch(uninitialized: count)
    withExtendedLifetime(scratch) { body(scratch.base) }
    if count <= ScratchPool.keptCount { free.withLock { $0.append(scratch) } }
  }
}
