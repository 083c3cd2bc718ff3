extension StudyOptions {
  /// Makes a row on every level, coarsest first, and returns the seconds that each took.
  ///
  /// - Parameters:
  ///   - progress: called after each row, its time not counted.
  ///   - row: the row on so many cells, and whether it is the last.
  /// - Throws: what `row` throws; ``StudyError/missing(_:)`` where there is no level.
  func timedRows(
    progress: (Level) -> Void, _ row: (_ cells: [Int], _ isLast: Bool) throws(StudyError) -> Level
  ) throws(StudyError) -> [Double] {
    guard !levels.isEmpty else { throw .missing("`cells` is empty") }
    let clock = ContinuousClock()
    var seconds: [Double] = []
    for (i, cells) in levels.enumerated() {
      let start = clock.now
      let level = try row(cells, i == levels.count - 1)
      seconds.append((clock.now - start).seconds)
      progress(level)
    }
    return seconds
  }
}
