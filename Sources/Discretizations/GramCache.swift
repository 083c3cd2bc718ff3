import Grids
import Synchronization

/// The tables of b_m that were asked for lately: they are held in extended precision while they are
/// made, which on a small grid costs as much as the transforms.
enum GramCache {
  /// One table: b_m, or B_p where m is nil.
  struct Key: Hashable, Sendable {
    let kind: Discretization
    let axis: Axis
    let modes: Int
    let m: Int?
    let scalar: ObjectIdentifier
  }

  private struct State: Sendable {
    var tables: [Key: any Sendable] = [:]
    var count = 0
  }

  private static let state = Mutex(State())
  /// Numbers that are kept: beyond, all are forgotten.
  private static let capacity = 1 << 22

  /// The table of a key, made if it is not there.
  static func table<Scalar: Sendable>(_ key: Key, _ make: () -> [Scalar]) -> [Scalar] {
    if let found = state.withLock({ $0.tables[key] as? [Scalar] }) { return found }
    let made = make()
    state.withLock { state in
      if state.count + made.count > capacity { state = State() }
      if made.count <= capacity, state.tables.updateValue(made, forKey: key) == nil {
        state.count += made.count
      }
    }
    return made
  }
}
