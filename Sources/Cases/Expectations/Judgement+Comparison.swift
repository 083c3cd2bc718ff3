import Formulas
import Studies

extension Judgement {
  func compare(
    _ found: Double?, with claimed: Formula, _ word: String, _ row: Place, isRate: Bool
  ) throws(Mismatch) -> Finding {
    let number = try finite(claimed, word.isEmpty ? "value" : word, row)
    let tolerance = expectation.tolerance ?? .within(0)
    let allowed = tolerance.difference(from: number)
    var text = [column.name, word].filter { !$0.isEmpty }.joined(separator: " ")
    text += isRate ? " " + rateText(number) : " " + short(number)
    switch tolerance {
    case .within(let t): text += " ± " + (isRate ? rateText(t) : short(t))
    case .relative(let t): text += " ± \(short(t)) of it"
    }
    text += suffix(row)
    guard let found else { return absent(text, row) }
    let difference = abs(found - number)
    return Finding(
      text: text, found: found, word: range(row), met: difference <= allowed,
      share: allowed > 0 ? difference / allowed : difference > 0 ? .infinity : 0)
  }

  func compare(printed text: String, units: Int, _ row: Place) throws(Mismatch) -> Finding {
    let label = "\(column.name) prints \(text)" + suffix(row)
    guard let printed = PrintedNumber(text) else { return Finding(text: label, met: false) }
    guard let found = try number(row) else { return absent(label, row) }
    let tolerance = expectation.tolerance?.difference(from: printed.value) ?? 0
    return Finding(
      text: label, found: found,
      met: printed.agrees(with: found, units: units, tolerance: tolerance),
      share: abs(found - printed.value) / ((Double(units) + 0.5) * printed.unit + tolerance))
  }

  func compare(
    with other: ResultColumn, _ name: String, _ row: Place
  ) throws(Mismatch) -> Finding {
    let text = "\(column.name) = \(name)" + suffix(row)
    let theirs = try Judgement(expectation, other).number(row)
    guard let found = try number(row), let theirs else { return absent(text, row) }
    let allowed = expectation.tolerance?.difference(from: theirs) ?? 0
    return Finding(
      text: text, found: found, met: abs(found - theirs) <= allowed,
      share: allowed > 0 ? abs(found - theirs) / allowed : 0)
  }

  func bounded(_ row: Place) throws(Mismatch) -> Finding {
    let low = try expectation.atLeast.map { formula throws(Mismatch) in
      try finite(formula, "atLeast", row)
    }
    let high = try expectation.atMost.map { formula throws(Mismatch) in
      try finite(formula, "atMost", row)
    }
    let isRate = if case .fit = row { true } else { false }
    let word = isRate ? " rate" : ""
    let bounds = [low.map { "≥ \(short($0))" }, high.map { "≤ \(short($0))" }].compactMap(\.self)
    let text = column.name + word + " " + bounds.joined(separator: ", ") + suffix(row)
    guard let found = try number(row) else { return absent(text, row) }
    return Finding(
      text: text, found: found, met: found >= low ?? -.infinity && found <= high ?? .infinity,
      share: high.map { $0 > 0 ? found / $0 : 1 } ?? 0)
  }

  /// A number of the case at the row's h and n, which must be one; infinite only where that is what is
  /// claimed, as of the constant of a pair.
  private func finite(
    _ formula: Formula, _ key: String, _ row: Place
  ) throws(Mismatch) -> Double {
    let number = value(formula, row)
    guard !number.isFinite, formula.constant != .infinity else { return number }
    let place = if case .level = row { suffix(row) } else { " on the finest level" }
    throw Mismatch(
      "compares \(column.name) with no number: `\(key) = \(formula)` is "
        + (number.isNaN ? "not defined" : "infinite") + place, isFatal: true)
  }

  /// A number that is missing: the mark that stands in its place is found.
  func absent(_ text: String, _ row: Place) -> Finding {
    var mark: Mark?
    switch row {
    case .level(let i): mark = column.mark(i)
    case .fit, .limit:
      mark = column.lastMark
      if column.fit?.predictedWord != nil { mark = .exponential }
    }
    if case .limit = row, let reason = column.noLimit {
      return Finding(text: text, word: "no limit: \(reason)", met: false)
    }
    return Finding(text: text, word: mark?.rawValue ?? "no number", met: false)
  }

  /// The levels of a fit: `(n = 32 … 256)`.
  private func range(_ row: Place) -> String? {
    guard case .fit = row, let rows = column.fit?.rows, let first = rows.first,
      let last = rows.last, levels.indices.contains(first), levels.indices.contains(last)
    else { return nil }
    return "(n = \(levels[first].cells.levelWords) … \(levels[last].cells.levelWords))"
  }

  func suffix(_ row: Place) -> String {
    switch row {
    case .fit: ""
    case .limit: " in the limit"
    case .level(let i): " at n = \(levels[i].cells.levelWords)"
    }
  }
}
