import Synchronization

/// FFTW's planner: one at a time in a process, whatever the precision.
enum Planner {
  /// The time that planning has taken so far.
  private static let time = Mutex(Duration.zero)

  /// Runs `body` while nobody else plans, destroys a plan or touches wisdom.
  static func exclusively<Result: ~Copyable>(_ body: () -> Result) -> Result {
    lock.withLock { _ in body() }
  }

  /// The same for a body that plans, whose time counts.
  static func planning<Result>(_ body: () -> Result) -> Result {
    exclusively {
      let clock = ContinuousClock()
      let start = clock.now
      defer { time.withLock { $0 += clock.now - start } }
      return body()
    }
  }

  static var planningTime: Duration { time.withLock { $0 } }

  private static let lock = Mutex(())
}
