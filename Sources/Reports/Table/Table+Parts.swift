extension Table {
  /// The table cut into consecutive blocks, none wider than `width` if its columns allow it.
  ///
  /// Groups stay together where they can, and a rate always stays with its value. `measure` gives
  /// the width of a candidate.
  func parts(width: Int, measure: (Table) -> Int) -> [Table] {
    if columns.isEmpty || measure(self) <= width { return [self] }
    var parts: [[Int]] = []
    var current: [Int] = []
    func fits(_ indices: [Int]) -> Bool { measure(selecting(indices)) <= width }
    for group in runs(where: { $0.group == $1.group }) {
      if fits(current + group) {
        current += group
        continue
      }
      if !current.isEmpty { parts.append(current) }
      current = []
      for unit in runs(of: group, where: { $1.role == .rate }) {
        if !current.isEmpty, !fits(current + unit) {
          parts.append(current)
          current = []
        }
        current += unit
      }
    }
    if !current.isEmpty { parts.append(current) }
    return parts.map { selecting($0).droppingEmptySummaries }
  }

  /// The table without summaries, such as a fit, that have nothing in any of its columns.
  private var droppingEmptySummaries: Table {
    var table = self
    table.rows.removeAll { row in row.level == nil && row.cells.allSatisfy { $0.text.isEmpty } }
    return table
  }

  /// Maximal runs of neighbouring columns that `belongs` keeps together.
  func runs(of indices: [Int]? = nil, where belongs: (Column, Column) -> Bool) -> [[Int]] {
    var runs: [[Int]] = []
    for c in indices ?? Array(columns.indices) {
      if let last = runs.last?.last, belongs(columns[last], columns[c]) {
        runs[runs.count - 1].append(c)
      } else {
        runs.append([c])
      }
    }
    return runs
  }
}
