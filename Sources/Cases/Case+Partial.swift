import Norms
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
        var series = Series()
        if kind == .norms { series.function = name } else { series.method = name }
        series.rateBy = options.rateBy.rawValue
        if kind == .norms || problem?.exact != nil {
          series.norms = options.norms.map(\.name)
          series.measures = options.measures
        }
        series.quantities = options.quantities.map(\.name)
        results.series.append(series)
      }
      results.series[results.series.count - 1].levels.append(level)
    }
    complete(&results, precision)
    return results
  }
}
