extension RegularityEstimate {
  /// The rows as a series with the quantities `s` and `strip`.
  func series(rateBy: RateKey, note: String) -> Series {
    var series = Series()
    series.function = function
    series.methodNote = note == function ? "" : note
    series.rateBy = rateBy.rawValue
    series.quantities = ["s", "strip"]
    series.levels = rows.map { row in
      var level = row.level
      level.quantities["s"] = row.order
      level.quantities["strip"] = row.strip?.width
      return level
    }
    series.verdict = model?.rawValue
    series.notes = notes
    return series
  }
}
