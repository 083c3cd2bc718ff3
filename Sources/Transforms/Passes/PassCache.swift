import Synchronization

/// The pass lists that live, so that the same kinds are planned once.
private enum PassCache {
  struct Key: Hashable, Sendable {
    let scalar: ObjectIdentifier
    let kinds: [TransformKind]
    let effort: PlanningEffort
  }

  /// A list that others keep alive.
  struct Entry: Sendable {
    weak var list: (any AnyObject & Sendable)?
  }

  struct State: Sendable {
    var entries: [Key: Entry] = [:]
    /// The latest few are kept alive, for whoever makes a transform anew each time.
    var recent: [any AnyObject & Sendable] = []
  }

  static let state = Mutex(State())
  static let recentCount = 8
}

extension PassList {
  /// The list for these kinds, planned if there is none yet.
  static func shared(_ kinds: [TransformKind], _ effort: PlanningEffort) -> PassList {
    let key = PassCache.Key(scalar: ObjectIdentifier(Scalar.self), kinds: kinds, effort: effort)
    if let found = PassCache.state.withLock({ $0.entries[key]?.list as? PassList }) {
      return found
    }
    let made = PassList(kinds, effort: effort)
    // Plans are destroyed outside the lock.
    let dropped = PassCache.state.withLock { state in
      state.entries = state.entries.filter { $0.value.list != nil }
      state.entries[key] = PassCache.Entry(list: made)
      state.recent.append(made)
      return state.recent.count > PassCache.recentCount ? state.recent.removeFirst() : nil
    }
    withExtendedLifetime(dropped) {}
    return made
  }
}

extension PlanningEffort {
  /// Gives back the plans and buffers that no living transform uses.
  public static func releaseUnusedPlans() {
    let dropped = PassCache.state.withLock { state in
      defer { state.recent = [] }
      return state.recent
    }
    withExtendedLifetime(dropped) {}
  }
}
