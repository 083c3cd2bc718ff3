extension Series {
  /// A share of u_h that a reader sees: one in a hundred is a convention. It decides whether a note stands
  /// under a table, not what is floor in it; below it the columns of floors are left to speak for themselves.
  private static var visibleShare: Double { 0.01 }

  /// Which columns have no row above what the iteration may leave, though they are above round-off; nil if
  /// none has, or if that is no visible share of u_h.
  func hiddenNote(_ floors: [String: [Measure: [NoiseFloor]]], share: Double) -> String? {
    guard share >= Self.visibleShare else { return nil }
    let hidden = norms.flatMap { norm in
      measures.compactMap { measure -> String? in
        let marks = levels.map { $0.marks[norm]?[measure] }
        let isHidden = zip(levels, floors[norm]?[measure] ?? []).contains { level, floor in
          level.values[norm]?[measure].map { $0 > floor.roundoff } ?? false
        }
        return isHidden && marks.allSatisfy { $0 == .floor } ? "\(norm) \(measure)" : nil
      }
    }
    guard !hidden.isEmpty else { return nil }
    let percent = share < 1 ? "\(Int((share * 100).rounded())) % of u_h" : "all of u_h"
    return "warning: \(hidden.joined(separator: ", ")): the iteration may leave \(percent), "
      + "which hides the error: no row is known; lower `tolerance`"
  }
}
