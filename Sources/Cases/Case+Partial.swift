public import Studies

extension Case {
  /// The results that hold the finished rows of a run that was interrupted: no rates, no fits, no
  /// verdicts.
  public func partialResults(
    _ rows: [(series: String, level: Level)], _ precision: Precision
  ) -> Results {
    var results = Results(study: kind)
    results.caption = ["interrupted: finished rows only"]
    for (name, level) in rows {
      if results.series.last.map({ ($0.method ?? $0.function) != name }) ?? true {
        results.series.append(study.emptySeries(name))
      }
      results.series[results.series.count - 1].levels.append(level)
    }
    complete(&results, precision)
    return results
  }
}
