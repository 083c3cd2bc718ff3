import Formulas
import Studies

/// One expectation against one column.
struct Judgement {
  let expectation: Expectation
  let column: ResultColumn

  init(_ expectation: Expectation, _ column: ResultColumn) {
    self.expectation = expectation
    self.column = column
  }

  var levels: [Level] { column.levels }

  /// What was found on every row that the expectation selects.
  func findings() throws(Mismatch) -> [Finding] {
    if case .verdict(let words) = expectation.claim { return try verdicts(words) }
    if case .pair(let claim) = expectation.claim { return try findings(on: claim) }
    var findings: [Finding] = []
    for (entry, row) in try rows().enumerated() {
      if let finding = try finding(row, entry: entry) { findings.append(finding) }
    }
    return findings
  }

  // MARK: Rows

  /// A level, or what stands under them.
  enum Place {
    case level(Int)
    case fit, limit
  }

  func rows() throws(Mismatch) -> [Place] {
    var places: [Place] = []
    for row in expectation.rows {
      switch row {
      case .finest: places.append(.level(levels.count - 1))
      case .coarsest: places.append(.level(0))
      case .all: places += levels.indices.map { .level($0) }
      case .fit: places.append(.fit)
      case .limit: places.append(.limit)
      case .cells(let cells):
        guard let index = levels.firstIndex(where: { $0.cells == cells }) else {
          throw Mismatch("matches nothing: no level has these cells", isFatal: true)
        }
        places.append(.level(index))
      }
    }
    return places
  }

  /// The entry of a list of claims that belongs to this column and row.
  func pick<T>(_ list: [T], _ entry: Int) -> T? {
    guard let over = expectation.over else { return list.first }
    let i = over == .level ? entry : column.place
    return list.indices.contains(i) ? list[i] : nil
  }

  // MARK: Numbers

  private func finding(_ row: Place, entry: Int) throws(Mismatch) -> Finding? {
    switch expectation.claim {
    case .rate(let rates):
      guard let rate = pick(rates, entry) ?? nil else { return nil }
      return try compare(try self.rate(row), with: rate, "rate", row, isRate: true)
    case .value(let values):
      guard let value = pick(values, entry) ?? nil else { return nil }
      return try compare(try number(row), with: value, "", row, isRate: false)
    case .printed(let texts, let units):
      guard let text = pick(texts, entry), !text.isEmpty else { return nil }
      return try compare(printed: text, units: units, row)
    case .equals(let name):
      guard let other = column.sibling(name) else {
        throw Mismatch("matches nothing: there is no column `\(name)`", isFatal: true)
      }
      return try compare(with: other, name, row)
    case .bounds: return try bounded(row)
    case .verdict, .pair, .fails: return nil
    }
  }

  func number(_ row: Place) throws(Mismatch) -> Double? {
    switch row {
    case .fit: return try rate(row)
    case .limit:
      if let limit = column.limit { return limit }
      // What has none for a reason misses whatever is claimed of it.
      if column.noLimit != nil { return nil }
      throw Mismatch("matches nothing: \(column.name) has no limit", isFatal: false)
    case .level(let i):
      // A difference that is no error misses whatever is claimed of it.
      if column.mark(i) == .unaligned { return nil }
      if let value = column.values[i] { return value }
      guard column.isNamed else {
        throw Mismatch("matches nothing: \(column.name) has no value", isFatal: false)
      }
      return nil
    }
  }

  private func rate(_ row: Place) throws(Mismatch) -> Double? {
    switch row {
    case .fit:
      if let rate = column.fittedRate { return rate }
      if column.lastMark == .floor, column.fit?.predictedWord == nil {
        throw Mismatch("asks for a rate, but \(column.name) is at round-off", isFatal: true)
      }
      if !column.isNamed, column.values.allSatisfy({ $0 == nil }) {
        throw Mismatch("matches nothing: \(column.name) has no value", isFatal: false)
      }
      if levels.count < 2 {
        throw Mismatch("asks for a rate: one level has none", isFatal: true)
      }
      return nil
    case .limit: throw Mismatch("asks for the rate of a limit", isFatal: true)
    case .level(let i):
      if column.mark(i) == .floor {
        throw Mismatch(
          "asks for a rate, but \(column.name) is at round-off for n = \(levels[i].cells.levelWords)",
          isFatal: true)
      }
      return column.rate(i)
    }
  }

  /// A claimed number at the row's h and n.
  func value(_ formula: Formula, _ row: Place) -> Double {
    let level: Level? =
      switch row {
      case .level(let i): levels[i]
      case .fit, .limit: levels.last
      }
    let h = level?.h.max() ?? 0
    let n = Double(level?.cells.max() ?? 0)
    return formula.value(at: [0, 0, 0, h, n])
  }

  // MARK: Words

  private func verdicts(_ words: [String]) throws(Mismatch) -> [Finding] {
    if !column.isNamed,
      levels.indices.allSatisfy({ column.values[$0] == nil && column.mark($0) == nil })
    {
      throw Mismatch("matches nothing: \(column.name) has no value", isFatal: false)
    }
    var findings: [Finding] = []
    for (entry, row) in try rows().enumerated() {
      guard let word = pick(words, entry) else { continue }
      let found = self.word(row, asked: word)
      findings.append(
        Finding(
          text: "\(column.name) \(word)" + suffix(row), word: found, met: found == word))
      if expectation.atLeast != nil || expectation.atMost != nil {
        findings.append(try bounded(row))
      }
    }
    return findings
  }

  /// The word for a row; a column that falls exponentially and then stays at round-off is both.
  private func word(_ row: Place, asked: String) -> String {
    if let verdict = column.verdict { return verdict }
    let isExponential = column.marks.contains(.exponential)
    if asked == "exponential", isExponential { return asked }
    var index = levels.count - 1
    if case .level(let i) = row { index = i }
    switch column.mark(index) {
    case .exponential?: return "exponential"
    case .preasymptotic? where asked == "algebraic": return asked
    case let mark?: return mark.rawValue
    case nil: return column.fittedRate == nil ? "no rate" : "algebraic"
    }
  }
}
