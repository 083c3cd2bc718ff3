import Studies

extension Document {
  /// The rows under the levels: the fit, and the rate that theory predicts.
  mutating func summary(of strips: [Strip]) -> [Table.Row] {
    let slopes = strips.filter { $0.column.role == .rate }
    guard slopes.contains(where: { $0.fit != nil }) else { return [] }
    // The range that most slopes share goes with the row's name, any other with its slope.
    let ranges = slopes.compactMap(\.range)
    let common = ranges.max { a, b in
      ranges.count { $0 == a } < ranges.count { $0 == b }
    }
    let hasTheory = slopes.contains { $0.fit?.predicted != nil || $0.fit?.predictedWord != nil }

    var fit = Table.Row(label: "fit", cells: [])
    fit.note = common.map { range in
      let halfWidths = slopes.contains { $0.range == range && $0.fit?.halfWidth != nil }
      return note(Self.leastSquares(range, halfWidths: halfWidths))
    }
    fit.cells = strips.map { strip in
      guard let found = strip.fit else { return .blank }
      guard strip.column.role == .rate else {
        if found.rate == nil, let reason = found.reason {
          return Table.Cell("", note: note(reason))
        }
        return Table.Cell(
          found.halfWidth.map(Digits.halfWidth) ?? "", value: found.halfWidth)
      }
      guard let rate = found.rate else { return Table.Cell() }
      var cell = Table.Cell(Digits.fixed(2)(rate), value: rate)
      if let range = strip.range, range != common {
        cell.note = note(Self.leastSquares(range, halfWidths: found.halfWidth != nil))
      } else if !hasTheory {
        cell.note = found.reason.map { note($0) }
      }
      return cell
    }
    guard hasTheory else { return [fit] }

    var theory = Table.Row(label: "theory", cells: [])
    theory.cells = strips.map { strip in
      guard strip.column.role == .rate, let found = strip.fit,
        let text = found.predicted.map(Digits.fixed(2).callAsFunction) ?? found.predictedWord
      else { return .blank }
      let reason = found.rate == nil ? nil : found.reason
      return Table.Cell(text, value: found.predicted, note: reason.map { note($0) })
    }
    return [fit, theory]
  }

  private static func leastSquares(_ range: String, halfWidths: Bool) -> String {
    "least squares over \(range)" + (halfWidths ? "; ± is the 95 % half-width." : ".")
  }

  /// The footnote of a norm that is taken after the mean was subtracted.
  mutating func meanNote(_ series: [Series], _ norm: String) -> Int? {
    series.contains { $0.removesMean(norm) }
      ? note("mean removed: the norm is taken without the mean.") : nil
  }
}
