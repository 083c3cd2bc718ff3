/// Who evaluates the runs of a lattice, and how their values come to their places.
///
/// A run is ``length`` points or less along the last axis. Values do not depend on either.
package struct Runs<T> {
  /// 4 KB of doubles: several runs stay in the first-level cache.
  package static var length: Int { 512 }

  /// Calls the body with ranges that make up 0..<count, at once or one after the other, where each
  /// number stands for so many points.
  let share: (_ count: Int, _ points: Int, _ body: (Range<Int>) -> Void) -> Void
  /// Takes a run of values to its place in the result; nil where a step writes there itself.
  let store: Store?

  /// Copies so many bytes. A bare function: counting references to one that holds something would cost
  /// threads as much as a run does.
  package typealias Store =
    @convention(c) (
      _ place: UnsafeMutableRawPointer?, _ run: UnsafeRawPointer?, _ size: Int
    ) -> Void

  package init(
    share: @escaping (_ count: Int, _ points: Int, _ body: (Range<Int>) -> Void) -> Void,
    store: Store? = nil
  ) {
    self.share = share
    self.store = store
  }

  /// On this thread, each step where its values stay.
  static var here: Runs { Runs(share: { count, _, body in body(0..<count) }) }
}
