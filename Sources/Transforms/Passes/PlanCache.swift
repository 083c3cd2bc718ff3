import Synchronization

/// The plans that live: the same kinds, precision and effort are planned once in a process.
public enum PlanCache {
  /// The time that FFTW's planner has taken in this process.
  public static var planningTime: Duration { Planner.planningTime }

  /// Gives back the plans and buffers that no living transform uses.
  public static func releaseUnused() {
    let dropped = state.withLock { state in
      defer { state.recent = [] }
      return state.recent
    }
    withExtendedLifetime(dropped) {}
  }

  fileprivate struct Key: Hashable, Sendable {
    let scalar: ObjectIdentifier
    let kinds: [TransformKind]
    let effort: PlanningEffort
  }

  /// A list that others keep alive.
  fileprivate struct Entry: Sendable {
    weak var list: (any AnyObject & Sendable)?
  }

  fileprivate struct State: Sendable {
    var entries: [Key: Entry] = [:]
    /// The latest few are kept alive, for whoever makes a transform anew each time.
    var recent: [any AnyObject & Sendable] = []
  }

  fileprivate static let state = Mutex(State())
  fileprivate static let recentCount = 8
}

extension PlanList {
  /// The list for these kinds, planned if there is none yet.
  static func shared(_ kinds: [TransformKind], _ effort: PlanningEffort) -> PlanList {
    let key = PlanCache.Key(scalar: ObjectIdentifier(Scalar.self), kinds: kinds, effort: effort)
    if let found = PlanCache.state.withLock({ $0.entries[key]?.list as? PlanList }) {
      return found
    }
    let made = PlanList(kinds, effort: effort)
    // Plans are destroyed outside the lock.
    let dropped = PlanCache.state.withLock { state in
      state.entries = state.entries.filter { $0.value.list != nil }
      state.entries[key] = PlanCache.Entry(list: made)
      state.recent.append(made)
      return state.recent.count > PlanCache.recentCount ? state.recent.removeFirst() : nil
    }
    withExtendedLifetime(dropped) {}
    return made
  }
}
