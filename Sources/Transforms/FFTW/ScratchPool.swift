import Synchronization

/// Scratch memory of one size, lent to one thread at a time and kept for the next.
final class ScratchPool<Scalar: TransformScalar>: Sendable {
  let count: Int
  private let free = Mutex<[Scratch<Scalar>]>([])

  init(count: Int) { self.count = count }

  func withScratch(_ body: (UnsafeMutablePointer<Scalar>) -> Void) {
    let scratch = free.withLock { $0.popLast() } ?? Scratch(uninitialized: count)
    body(scratch.base)
    free.withLock { $0.append(scratch) }
  }
}
