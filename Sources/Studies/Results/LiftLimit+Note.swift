import Solvers

extension LiftLimit {
  /// What a reader of the rates has to know.
  var note: String {
    "the lifting has depth \(taken), not \(asked), and the rates are those of depth \(taken): \(conflict)"
  }
}
