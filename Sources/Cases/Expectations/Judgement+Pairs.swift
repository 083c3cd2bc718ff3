import Formulas
import Studies

extension Expectation {
  /// The pairs that the selectors select, as columns of both their constants.
  func pairColumns(of results: Results) -> [ResultColumn] {
    let selected = results.equivalences.filter { pairs?.contains($0.pair) ?? true }
    return selected.enumerated().map { i, equivalence in
      let levels = equivalence.levels.map {
        Level(cells: $0.cells, h: $0.h, unknowns: $0.cells.reduce(1, *))
      }
      var column = ResultColumn(
        name: equivalence.pair, place: pairs?.firstIndex(of: equivalence.pair) ?? i,
        isNamed: true, levels: levels, values: [])
      column.equivalence = equivalence
      return column
    }
  }
}

extension Judgement {
  /// What was found of a pair's constants.
  func findings(on claim: PairClaim) throws(Mismatch) -> [Finding] {
    guard let equivalence = column.equivalence else {
      throw Mismatch("matches nothing: \(column.name) is no pair", isFatal: false)
    }
    var findings: [Finding] = []
    for (entry, row) in try rows().enumerated() {
      for (name, list) in [("lower", claim.lower), ("upper", claim.upper)] {
        guard let list, let number = pick(list, entry) ?? nil else { continue }
        findings.append(try compare(name, of: equivalence, with: number, row))
      }
    }
    if let power = claim.power.flatMap({ pick($0, 0) }) ?? nil {
      findings.append(
        try compare(equivalence.power, with: power, "power", .fit, isRate: true))
    }
    if let word = claim.verdict.flatMap({ pick($0, 0) }) {
      let isMet =
        word == "degenerate" ? equivalence.isDegenerate : word == equivalence.verdict.rawValue
      findings.append(
        Finding(
          text: "\(column.name) \(word)",
          word: equivalence.verdict.rawValue + (equivalence.reason.map { ": \($0)" } ?? ""),
          met: isMet))
    }
    return findings
  }

  private func compare(
    _ name: String, of equivalence: Equivalence, with number: Formula, _ row: Place
  ) throws(Mismatch) -> Finding {
    let isLower = name == "lower"
    var found: Double?
    switch row {
    case .level(let i):
      let level = equivalence.levels[i]
      found = isLower ? level.lower : level.upper ?? .infinity
    case .limit:
      let limit = isLower ? equivalence.limits.lower : equivalence.limits.upper
      guard let limit else {
        throw Mismatch(
          "matches nothing: the \(name) constant of \(column.name) has no limit", isFatal: true)
      }
      found = limit.value
    case .fit: throw Mismatch("asks for a constant of the fit", isFatal: true)
    }
    guard let found else {
      throw Mismatch("matches nothing: \(column.name) has no \(name) constant", isFatal: true)
    }
    let claimed = value(number, row)
    if found == claimed {
      return Finding(
        text: "\(column.name) \(name) \(short(claimed))" + suffix(row), found: found, met: true)
    }
    if !found.isFinite {
      return Finding(
        text: "\(column.name) \(name) \(short(claimed))" + suffix(row), word: "infinite",
        met: false)
    }
    return try compare(found, with: number, name, row, isRate: false)
  }
}

extension Equivalence {
  /// The power of h of the constant that degenerates fastest; nil where a constant is 0 or infinite
  /// and the other does not degenerate.
  var power: Double? {
    let known = [powers.lower, powers.upper].compactMap(\.self)
    let largest = known.max { $0.magnitude < $1.magnitude }
    return largest == 0 && verdict == .notEquivalent && !isDegenerate ? nil : largest
  }
}
