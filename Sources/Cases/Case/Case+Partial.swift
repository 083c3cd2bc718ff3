public import Studies

extension Case {
  /// The results that hold the finished rows of a run that did not end: no rates, no fits, no
  /// verdicts.
  ///
  /// - Parameter caption: Why it did not end.
  public func partialResults(
    _ rows: [FinishedRow], _ precision: Precision,
    caption: String = "interrupted: finished rows only"
  ) -> Results {
    var parts: [(variant: String, sweep: [SweptValue], results: Results)] = []
    for run in runs {
      let name = run.variant?.name
      var part = Results(study: kind)
      for row in rows where row.variant == name {
        if part.series.last.map({ ($0.method ?? $0.function) != row.series }) ?? true {
          part.series.append(run.study.emptySeries(row.series))
        }
        part.series[part.series.count - 1].levels.append(row.level)
      }
      parts.append((name ?? "", run.sweep, part))
    }
    var results = variants.isEmpty ? parts[0].results : Results(parts)
    results.caption = [caption]
    complete(&results, precision)
    return results
  }
}
