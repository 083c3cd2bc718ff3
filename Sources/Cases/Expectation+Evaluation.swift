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
    let columns = expectation.columns(of: results)
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
