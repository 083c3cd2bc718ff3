import Solvers
import Synchronization

/// How deep the lifts of one problem's data are, by the depth that is asked for, each judged when it is first
/// asked for: a lift is most of what a check forms.
final class JudgedLifts: Sendable {
  private let limits = Mutex<[Int: Result<LiftLimit?, SolverError>]>([:])

  /// Why the lift of a depth is shallower, which is the same every time.
  func limit(
    depth: Int, _ judge: () throws(SolverError) -> LiftLimit?
  ) throws(SolverError) -> LiftLimit? {
    try limits.withLock {
      if let known = $0[depth] { return known }
      let limit = Result { () throws(SolverError) in try judge() }
      $0[depth] = limit
      return limit
    }.get()
  }
}
