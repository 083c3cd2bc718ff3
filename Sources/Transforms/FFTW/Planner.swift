import Synchronization

/// FFTW's planner: one at a time in a process, whatever the precision.
enum Planner {
  private static let lock = Mutex(())

  /// Runs `body` while nobody else plans, destroys a plan or touches wisdom.
  static func exclusively<Result: ~Copyable>(_ body: () -> Result) -> Result {
    lock.withLock { _ in body() }
  }
}
