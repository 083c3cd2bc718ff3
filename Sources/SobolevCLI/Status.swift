/// How the command ends.
enum Status: Int32, Comparable {
  /// All done, every expectation met.
  case done = 0
  /// An expectation was missed.
  case missed = 1
  /// The case or the call is wrong.
  case wrong = 2
  /// The computation failed.
  case failed = 3
  /// Interrupted, with every finished row kept.
  case interrupted = 130

  static func < (a: Status, b: Status) -> Bool { a.rawValue < b.rawValue }
}
