extension Limit {
  /// A column, what is left of its expansion, and the limit that it has.
  typealias Column = (name: String, expansion: Expansion, limit: Limit?)

  /// Why limits are finest values, or are not there.
  static func notes(_ columns: [Column], broken: [String]) -> [String] {
    func names(_ isMeant: (Column) -> Bool) -> [String] {
      var seen: Set<String> = []
      return columns.filter { isMeant($0) && seen.insert($0.name).inserted }.map(\.name)
    }
    func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
    let moves = "at a place that lies elsewhere in its cell from grid to grid"
    var notes: [String] = []
    let bare = names { [.leading, .bare].contains($0.expansion) && $0.limit?.isBare == true }
    if !bare.isEmpty {
      let areLeading = !columns.contains { $0.expansion == .bare && $0.limit?.isBare == true }
      let cause =
        broken.isEmpty
        ? "\(list(bare)): taken \(moves): the error has no expansion in h"
        : "\(list(broken)) \(broken.count == 1 ? "breaks" : "break") inside the box"
          + (areLeading
            ? ": beyond its leading term the error may have no expansion in h"
            : ", \(moves): the error has no expansion in h")
      notes.append(
        "warning: \(cause), and a rate that is not the "
          + "method's own gives no limit; `limit` is the finest value, ± 7/3 of the last difference, or of half of the one "
          + "before")
    }
    let bounded = names { $0.expansion == .differences && $0.limit?.isBare == true }
    if !bounded.isEmpty {
      notes.append(
        "warning: \(list(bounded)): taken, or broken, \(moves): the error has no expansion in h; "
          + "`limit` is the finest value, ± 7/3 of the last difference, or of half of the one before"
      )
    }
    let missing = names {
      $0.expansion == .none || $0.expansion == .differences && $0.limit == nil
    }
    if !missing.isEmpty {
      notes.append(
        "warning: \(list(missing)): taken, or broken, \(moves): the error has no expansion in h, "
          + "and no limit is known")
    }
    return notes
  }
}

extension Series {
  /// Why columns have no limit, those with one reason together.
  func noLimitNotes(_ columns: [(name: String, column: String)]) -> [String] {
    var groups: [(reason: String, names: [String])] = []
    for (name, column) in columns {
      guard let reason = noLimits[column] else { continue }
      if let i = groups.firstIndex(where: { $0.reason == reason }) {
        if !groups[i].names.contains(name) { groups[i].names.append(name) }
      } else {
        groups.append((reason, [name]))
      }
    }
    return groups.map { group in
      "warning: \(group.names.map { "`\($0)`" }.joined(separator: ", ")): no limit: \(group.reason)"
    }
  }

  /// The norms by every measure that has values, with their limits.
  func normColumns(_ expansion: (_ norm: String, _ measure: Measure) -> Expansion) -> [Limit.Column]
  {
    norms.flatMap { norm in
      measures.filter { measure in
        noLimits[Series.column(norm, measure)] == nil
          && levels.contains { $0.values[norm]?[measure] != nil }
      }
      .map { (norm, expansion(norm, $0), normLimits[norm]?[$0]) }
    }
  }
}
