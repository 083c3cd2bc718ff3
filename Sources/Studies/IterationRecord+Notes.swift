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
      "preconditioner \(names.joined(separator: ", then "));  a from \(lower.rounded(digits: 4)) to "
      + upper.rounded(digits: 4)
    if last.constants != nil {
      note += ";  c, C: c ‖u‖ ≤ √a(u, u) ≤ C ‖u‖ in the preconditioner's norm, by Lanczos"
    }
    return [note]
  }
}
