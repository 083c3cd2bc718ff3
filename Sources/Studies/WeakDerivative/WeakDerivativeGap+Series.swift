import Formulas
import RealModule

extension WeakDerivativeGap {
  /// The rows as a series with the quantity `gap`; the rate is that of the gap where it vanishes, of
  /// its way to the limit where it does not.
  func series(rateBy: RateKey, derivative: String) -> Series {
    var series = Series()
    series.function = function
    series.methodNote = "\(derivative) against \(candidate)"
    series.rateBy = rateBy.rawValue
    series.quantities = ["gap"]
    series.levels = rows.map { row in
      var level = row.level
      level.quantities["gap"] = row.gap
      level.quantityRates["gap"] = verdict == .fails ? nil : row.rate
      level.quantityLimits["gap"] = verdict == .fails ? row.limit : nil
      return level
    }
    series.limits["gap"] = limit
    series.noLimits["gap"] = noLimit
    if verdict == .holds, let rate = fit.rate { series.limits["gap"]?.rate = rate }
    series.verdict =
      switch verdict {
      case .holds: "weak derivative"
      case .fails: "not a weak derivative"
      case .undecided: "undecided"
      }
    series.notes = [conclusion] + [worstWords].compactMap(\.self)
    series.notes += series.noLimitNotes([(name: "gap", column: "gap")])
    return series
  }

  private var conclusion: String {
    switch verdict {
    case .holds where rows.last?.mark != nil:
      "\(candidate) is the weak derivative: the gap is round-off"
    case .holds: "\(candidate) is the weak derivative: the gap vanishes"
    case .fails where noLimit != nil:
      "\(candidate) is not the weak derivative: the gap does not vanish"
    case .fails where limit == nil:
      "\(candidate) is not the weak derivative: the gap grows"
    case .fails: "\(candidate) is not the weak derivative: the gap has a limit above 0"
    case .undecided: "these levels do not tell whether the gap vanishes"
    }
  }

  private var worstWords: String? {
    guard let row = rows.last, !row.peaks.isEmpty else { return nil }
    let peaks = row.peaks.map { peak in
      let place = zip(["x", "y", "z"], peak.point).map { "\($0) = \($1.place)" }
      return "\(peak.value.written(digits: 4)) at \(place.joined(separator: ", "))"
    }
    return "the worst test function of norm 1 in \(testNorm) peaks with "
      + peaks.joined(separator: " and with ")
  }
}
