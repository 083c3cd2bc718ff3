import Dispatch
import Synchronization

/// The threads of this process that loops over points and modes may use.
public enum Threads {
  private static let setting = Mutex(1)

  /// How many; 1 at first. Results are the same to the bit for every number.
  public static var count: Int {
    get { setting.withLock { $0 } }
    set {
      precondition(newValue >= 1, "at least one thread is needed")
      setting.withLock { $0 = newValue }
    }
  }

  /// The number of those pieces.
  package static func pieces(count: Int, minimum: Int) -> Int {
    let threads = Threads.count
    let most = max(1, count / max(1, minimum))
    return threads == 1 ? 1 : most < threads ? most : threads * min(4, most / threads)
  }

  /// Calls `body` with ranges that cut 0..<count into pieces, none shorter than `minimum` (unless
  /// count is), and returns when all are done.
  ///
  /// There are up to four pieces a thread, taken as threads come free: one that starts late, or is
  /// slowed down, does fewer. The ranges depend on the number of threads: a result may depend on the
  /// items only. Pieces run at once, so what one writes no other may touch. On one thread it is a plain
  /// call.
  public static func forEachChunk(count: Int, minimum: Int = 1, _ body: (Range<Int>) -> Void) {
    guard count > 0 else { return }
    let pieces = pieces(count: count, minimum: minimum)
    if pieces == 1 { return body(0..<count) }
    withoutActuallyEscaping(body) { body in
      // Bodies write through raw pointers, to disjoint places: that the compiler cannot see.
      nonisolated(unsafe) let body = body
      let next = Atomic(0)
      // No more at once than there may be threads, however many the machine has.
      DispatchQueue.concurrentPerform(iterations: min(Threads.count, pieces)) { _ in
        while true {
          let p = next.add(1, ordering: .relaxed).oldValue
          guard p < pieces else { return }
          body(count * p / pieces..<count * (p + 1) / pieces)
        }
      }
    }
  }
}
