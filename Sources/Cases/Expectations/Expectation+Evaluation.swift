import Formulas
public import Studies

extension Case {
  /// What became of every expectation.
  ///
  /// - Throws: ``CaseError`` for expectations that match nothing, or ask a rate of round-off.
  public func judge(_ results: Results) throws(CaseError) -> [Verdict] {
    var verdicts: [Verdict] = []
    var errors: [Diagnostic] = []
    for expectation in expectations {
      do throws(Mismatch) {
        guard var verdict = try verdict(on: expectation.path, results) else { continue }
        verdict.line = file.line(of: expectation.path)
        verdict.cite = expectation.cite
        verdicts.append(verdict)
      } catch {
        errors.append(
          file.diagnostic("this expectation \(error.reason)", at: expectation.path, .header))
      }
    }
    if !errors.isEmpty { throw CaseError(errors) }
    return verdicts
  }

  /// Whether some expectation claims that the run ends in this error.
  func isExpected(_ failure: CaseFailure) -> Bool {
    expectations.contains { expectation in
      if case .fails(failure.name) = expectation.claim { true } else { false }
    }
  }

  /// One verdict on all that an expectation selects, of every variant: of the first finding that
  /// misses, or else of the one nearest to a miss; nil if every run failed as it should.
  private func verdict(on path: CasePath, _ results: Results) throws(Mismatch) -> Verdict? {
    var findings: [Finding] = []
    var reason: Mismatch?
    var hasFailed = false
    for run in runs {
      guard let expectation = run.expectations.first(where: { $0.path == path }) else { continue }
      let name = run.variant?.name
      let own = results.part(of: name)
      var found: [Finding] = []
      if case .fails(let name) = expectation.claim {
        let failure = own.failures.first?.name
        found = [
          Finding(
            text: "the case fails: \(name)", word: failure ?? "a result", met: failure == name)
        ]
      } else if !own.failures.isEmpty {
        hasFailed = true
      } else {
        for column in expectation.columns(of: own) {
          do throws(Mismatch) {
            found += try Judgement(expectation, column).findings()
          } catch {
            if error.isFatal {
              throw Mismatch(error.reason + (name.map { " (variant \($0))" } ?? ""), isFatal: true)
            }
            reason = error
          }
        }
      }
      findings += found.map { finding in
        var finding = finding
        if let name { finding.text = "\(name): \(finding.text)" }
        return finding
      }
    }
    guard
      let worst = findings.first(where: { !$0.met }) ?? findings.max(by: { $0.share < $1.share })
    else {
      if hasFailed, reason == nil { return nil }
      throw reason ?? Mismatch("matches nothing", isFatal: false)
    }
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
