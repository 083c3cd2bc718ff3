import Formulas
import Studies

extension Case {
  /// What became of every expectation.
  ///
  /// - Throws: ``CaseError`` for expectations that match nothing, or ask a rate of round-off.
  public func judge(_ results: Results) throws(CaseError) -> [Verdict] {
    // A case that ended as it expects has been judged.
    if results.series.isEmpty, !results.expectations.isEmpty { return results.expectations }
    var verdicts: [Verdict] = []
    var errors: [Diagnostic] = []
    for expectation in expectations {
      if case .fails(let name) = expectation.claim {
        var verdict = Verdict(text: "the case fails: \(name)", met: false)
        verdict.foundWord = "a result"
        verdicts.append(placed(verdict, expectation))
        continue
      }
      do throws(Mismatch) {
        verdicts.append(placed(try verdict(on: expectation, results), expectation))
      } catch {
        errors.append(
          file.diagnostic("this expectation \(error.reason)", at: expectation.path, .header))
      }
    }
    if !errors.isEmpty { throw CaseError(errors) }
    return verdicts
  }

  /// The verdicts of a case that ended in an error: those on `fails`.
  ///
  /// nil unless some expectation names this error.
  public func judge(failure name: String) -> [Verdict]? {
    let verdicts = expectations.compactMap { expectation -> Verdict? in
      guard case .fails(let expected) = expectation.claim else { return nil }
      var verdict = Verdict(text: "the case fails: \(expected)", met: expected == name)
      verdict.foundWord = name
      return placed(verdict, expectation)
    }
    return verdicts.contains(where: \.met) ? verdicts : nil
  }

  private func placed(_ verdict: Verdict, _ expectation: Expectation) -> Verdict {
    var verdict = verdict
    verdict.line = file.line(of: expectation.path)
    verdict.cite = expectation.cite
    return verdict
  }

  /// One verdict on all that an expectation selects: of the first finding that misses, or else of
  /// the one nearest to a miss.
  private func verdict(
    on expectation: Expectation, _ results: Results
  ) throws(Mismatch) -> Verdict {
    let columns = expectation.columns(of: results, functions: functions.map(\.name))
    var findings: [Finding] = []
    var reason: Mismatch?
    for column in columns {
      do throws(Mismatch) {
        findings += try Judgement(expectation, column).findings()
      } catch {
        if error.isFatal { throw error }
        reason = error
      }
    }
    guard
      let worst = findings.first(where: { !$0.met }) ?? findings.max(by: { $0.share < $1.share })
    else { throw reason ?? Mismatch("matches nothing", isFatal: false) }
    let missed = findings.count { !$0.met }
    var verdict = Verdict(text: worst.text, met: missed == 0)
    verdict.found = worst.found
    verdict.foundWord = worst.word
    if findings.count > 1 {
      verdict.text +=
        missed == 0
        ? " (and \(findings.count - 1) more)"
        : " (\(missed) of \(findings.count) missed)"
    }
    return verdict
  }
}

/// Why an expectation cannot be judged: it `matches nothing`, or asks what has no answer.
struct Mismatch: Error {
  var reason: String
  /// Whether the expectation is wrong even if other columns can be judged.
  var isFatal: Bool

  init(_ reason: String, isFatal: Bool) {
    self.reason = reason
    self.isFatal = isFatal
  }
}

/// One number that a claim was compared with.
struct Finding {
  var text: String
  var found: Double?
  var word: String?
  var met: Bool
  /// The difference over the admitted one.
  var share = 0.0
}

/// A column of a series: what a claim is compared with, a number a level.
struct ResultColumn {
  enum Content {
    case norm(String, Measure)
    case quantity(String)
    /// `iterations`, `unknowns`, `meanDefect`
    case other(String)
  }

  let series: Series
  let content: Content
  /// The place of the series among those that are selected: which entry of a list is its own.
  let place: Int
  /// Whether the case selects this column by name.
  let isNamed: Bool

  /// `fd2 H1 discrete`
  var name: String {
    let owner = series.method ?? series.function ?? ""
    let what =
      switch content {
      case .norm(let norm, let measure): "\(norm) \(measure)"
      case .quantity(let name), .other(let name): name
      }
    return owner.isEmpty ? what : "\(owner) \(what)"
  }

  func value(_ level: Level) -> Double? {
    switch content {
    case .norm(let norm, let measure): level.values[norm]?[measure]
    case .quantity(let name): level.quantities[name]
    case .other("iterations"): level.iterations.map { Double($0) }
    case .other("unknowns"): Double(level.unknowns)
    case .other: level.meanDefect
    }
  }

  func rate(_ level: Level) -> Double? {
    switch content {
    case .norm(let norm, let measure): level.rates[norm]?[measure]
    case .quantity(let name): level.quantityRates[name]
    case .other: nil
    }
  }

  func mark(_ level: Level) -> Mark? {
    if case .norm(let norm, let measure) = content { level.marks[norm]?[measure] } else { nil }
  }

  var fit: Fit? {
    if case .norm(let norm, let measure) = content { series.fits[norm]?[measure] } else { nil }
  }

  /// The rate over all levels: the fit's, or of a quantity Richardson's.
  var fittedRate: Double? {
    guard case .quantity(let name) = content else { return fit?.rate }
    return series.limits[name]?.rate ?? series.levels.last?.quantityRates[name]
  }

  var limit: Double? {
    if case .quantity(let name) = content { series.limits[name]?.value } else { nil }
  }

  /// The same series' column that `equals` names.
  func sibling(_ name: String) -> ResultColumn? {
    let other: Content
    switch content {
    case .norm(let norm, let measure):
      if series.norms.contains(name) {
        other = .norm(name, measure)
      } else if series.measures.contains(name) {
        other = .norm(norm, name)
      } else {
        return nil
      }
    case .quantity:
      guard
        let quantity = series.quantities.first(where: { $0.withoutBlanks == name.withoutBlanks })
      else { return nil }
      other = .quantity(quantity)
    case .other: return nil
    }
    return ResultColumn(series: series, content: other, place: place, isNamed: true)
  }
}

extension Expectation {
  /// The columns that the selectors select.
  func columns(of results: Results, functions order: [String]) -> [ResultColumn] {
    let selected = results.series.filter { series in
      methods.map { $0.contains(series.method ?? "") } ?? true
        && functions.map { $0.contains(series.function ?? "") } ?? true
    }
    return selected.flatMap { series -> [ResultColumn] in
      let own = series.method ?? series.function ?? ""
      let list = over == .function ? functions : methods
      let place =
        list?.firstIndex(of: own)
        ?? selected.firstIndex { ($0.method ?? $0.function) == own } ?? 0
      func column(_ content: ResultColumn.Content, _ isNamed: Bool) -> ResultColumn {
        ResultColumn(series: series, content: content, place: place, isNamed: isNamed)
      }
      if let name = self.column { return [column(.other(name), true)] }
      if let quantities { return quantities.map { column(.quantity($0), true) } }
      return (norms ?? series.norms).flatMap { norm in
        (measures ?? series.measures).map {
          column(.norm(norm, $0), norms != nil && measures != nil)
        }
      }
    }
  }
}
