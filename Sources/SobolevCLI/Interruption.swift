import Cases
import Dispatch
import Studies
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps the finished rows of a run, and hands them over when the user interrupts it.
final class Interruption: Sendable {
  private let rows = Mutex<[FinishedRow]>([])
  private let study: Case
  private let precision: Precision
  // A dispatch source may be used from any thread; its type does not say so.
  private nonisolated(unsafe) let source: any DispatchSourceSignal

  /// Calls `report` with what is finished, and ends the process with status 130, on an interrupt.
  init(
    _ study: Case, _ precision: Precision, report: @escaping @Sendable (Results) -> Void
  ) {
    self.study = study
    self.precision = precision
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [unowned self] in
      report(partial())
      // At once: other threads are still computing.
      _exit(Status.interrupted.rawValue)
    }
    source.resume()
  }

  /// One more row.
  func add(_ row: FinishedRow) { rows.withLock { $0.append(row) } }

  /// From now on an interrupt ends the process at once.
  func end() {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }

  /// The finished rows as results.
  func partial(caption: String = "interrupted: finished rows only") -> Results {
    study.partialResults(rows.withLock { $0 }, precision, caption: caption)
  }
}
