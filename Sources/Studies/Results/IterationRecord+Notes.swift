import Formulas
import Solvers

extension IterationRecord {
  /// What stands under a table about the iterations of its levels: the preconditioner, and the
  /// range of a, which bounds the constants where the preconditioner does not know a.
  static func notes(_ records: [IterationRecord]) -> [String] {
    guard let last = records.last else { return [] }
    var names: [String] = []
    for record in records where !names.contains(record.preconditioner.rawValue) {
      names.append(record.preconditioner.rawValue)
    }
    let (lower, upper) = (last.diffusionRange.lowerBound, last.diffusionRange.upperBound)
    var note =
      "preconditioner \(names.joined(separator: ", then "));  a from \(lower.written(digits: 4)) to "
      + upper.written(digits: 4)
    if last.constants != nil {
      note +=
        ";  c, C: c ‖u‖ ≤ √a(u, u) ≤ C ‖u‖ in the preconditioner's norm, estimated by Lanczos from inside"
    }
    guard let alpha = last.coercivity else { return [note] }
    guard alpha > 0 else {
      return [
        note,
        "warning: not coercive: (A u, u) ≥ α ‖u‖² in H1 with α = \(alpha.written(digits: 4)) only; "
          + "a solution need not be there, or not alone",
      ]
    }
    return [note + ";  (A u, u) ≥ α ‖u‖² in H1, α = \(alpha.written(digits: 4))"]
  }
}
