import Formulas
import Norms
import Studies

/// Reads typed values out of a case file whose keys and types are right, and collects what is wrong
/// with their meaning.
final class CaseReader {
  let file: CaseFile
  private(set) var errors: [Diagnostic] = []
  private(set) var notes: [Diagnostic] = []
  /// What is said of the keys that change nothing.
  private(set) var idle: [CasePath: Diagnostic] = [:]
  /// The values of `[parameters]`.
  var parameters: [String: Formula] = [:]
  /// The norms as they are listed: names in canonical spelling, and ranges.
  var normNames: [String] = []
  /// The norms that are listed by themselves.
  var listedNorms: [Norm] = []
  /// The ranges of orders among the norms.
  var ranges: [NormRange] = []
  /// The norms of `[[norm]]`.
  var ownNorms: [OwnNorm] = []
  /// The number of axes, once the domain is read.
  var rank = 0

  /// Which run of the case this is; nil if there is but one.
  let variant: Variant?
  /// Expectations on all variants that match nothing in this one, and why.
  private(set) var unmatched: [CasePath: [Diagnostic]] = [:]
  /// The functions of `[[function]]`, once they are read.
  var sources: [(name: String, source: FunctionSource)] = []

  /// Whether everything that expectations select from has been read.
  var areColumnsSound = true

  init(_ file: CaseFile, _ variant: Variant?) {
    self.file = file
    self.variant = variant
  }

  subscript(path: CasePath) -> CaseValue? { file.tree[path] }

  // MARK: Findings

  func report(
    _ message: String, at path: CasePath, _ part: CaseFile.Part = .value, head: CasePath? = nil,
    headPart: CaseFile.Part = .key, hasCaret: Bool = true, hints: [String] = [],
    footer: [String] = []
  ) {
    errors.append(
      file.diagnostic(
        message, at: path, part, head: head, headPart: headPart, hasCaret: hasCaret, hints: hints,
        footer: footer))
  }

  func notYet(_ what: String, at path: CasePath, _ part: CaseFile.Part = .value) {
    errors.append(file.notYet(what, at: path, part))
  }

  func report(_ diagnostic: Diagnostic) { errors.append(diagnostic) }

  /// An expectation that matches nothing here, and may match in another variant.
  func reportUnmatched(_ diagnostic: Diagnostic, at expectation: CasePath) {
    unmatched[expectation, default: []].append(diagnostic)
  }

  func note(_ message: String, at path: CasePath, severity: Diagnostic.Severity = .note) {
    notes.append(remark(message, at: path, severity))
  }

  /// A key that changes nothing here; of several variants it is said if none of them reads it.
  func noteIdle(_ message: String, at path: CasePath) {
    if idle[path] == nil { idle[path] = remark(message, at: path, .warning) }
  }

  /// A finding that is said in a line, without an excerpt.
  private func remark(
    _ message: String, at path: CasePath, _ severity: Diagnostic.Severity
  ) -> Diagnostic {
    var remark = file.diagnostic(message, at: path, .key)
    remark.severity = severity
    remark.column = nil
    remark.excerpt = nil
    return remark
  }

  /// A table that is there but lacks a key.
  func missing(
    _ key: String, in path: CasePath, hints: [String] = [], footer: [String] = []
  ) {
    let name = file.tableName(path)
    report("\(name) needs `\(key)`", at: path, .header, hints: hints, footer: footer)
  }

  // MARK: Scalars

  func text(_ path: CasePath) -> String? { self[path]?.text }

  func texts(_ path: CasePath) -> [String]? {
    if let text = self[path]?.text { return [text] }
    return self[path]?.elements?.compactMap(\.text)
  }

  /// A count, which must be at least `least`.
  func count(_ path: CasePath, atLeast least: Int = 1, atMost most: Int = .max) -> Int? {
    guard let n = self[path]?.integer else { return nil }
    if n > most {
      report("`\(path.lastName)` is \(n)", at: path, hints: ["at most \(most)"])
      return nil
    }
    if n < least {
      report("`\(path.lastName)` is \(n)", at: path, hints: ["at least \(least)"])
      return nil
    }
    return n
  }

  // MARK: Expressions

  /// A function of the coordinates; nil if there is none, or if it is faulty.
  func formula(
    _ path: CasePath, rank: Int? = nil, variables: [String] = [], names: [String: Formula]? = nil
  ) -> Formula? {
    guard let text = self[path]?.expression else { return nil }
    do {
      return try Formula(
        text, parameters: names ?? parameters, variables: variables, rank: rank ?? self.rank)
    } catch {
      for issue in error.issues { report(issue, at: path) }
      return nil
    }
  }

  func report(_ issue: FormulaError.Issue, at path: CasePath) {
    // The parameter is faulty itself, which has been reported.
    let declared = self[.parameters]?.entries ?? [:]
    let isReported = declared.keys.contains {
      parameters[$0] == nil && issue.message == "unknown name `\($0)`"
    }
    if isReported, !errors.isEmpty { return }
    var hints = issue.hint.map { [$0] } ?? []
    if hints.isEmpty, issue.message.hasPrefix("unknown name") {
      let names = parameters.keys.sorted()
      hints = [
        names.isEmpty
          ? "names stand in [parameters]" : "parameters: \(names.joined(separator: ", "))"
      ]
    }
    report(file.diagnostic(issue.message, at: path, within: issue.range, hints: hints))
  }

  /// A finite number, or an expression of constants.
  func constant(_ path: CasePath) -> Formula.Constant? {
    guard let formula = formula(path, rank: 3), isConstant(formula, at: path) else { return nil }
    let value = formula.constant ?? .nan
    if value.isFinite, !Double(value).isFinite {
      report("`\(path.lastName)` is too large", at: path, hints: ["numbers lie below 1.8e308"])
      return nil
    }
    guard value.isFinite else {
      let cause = formula.causeOfNonFinite(at: []).map { ": \($0)" } ?? ""
      report("`\(path.lastName)` is not a number\(cause)", at: path)
      return nil
    }
    return value
  }

  /// Whether a formula depends on no coordinate.
  func isConstant(_ formula: Formula, at path: CasePath) -> Bool {
    guard let first = formula.coordinates.min(by: { $0.rawValue < $1.rawValue }) else {
      return true
    }
    report("`\(path.lastName)` must be a number: it cannot depend on \(first)", at: path)
    return false
  }

  /// The constants of a list.
  func constants(_ path: CasePath) -> [Formula.Constant]? {
    guard let elements = self[path]?.elements else { return nil }
    let values = elements.indices.map { constant(path[$0]) }
    return values.contains { $0 == nil } ? nil : values.map { $0! }
  }

  // MARK: Lists

  /// Whether a list has one entry an axis.
  func hasOneAnAxis(_ path: CasePath) -> Bool {
    guard let count = self[path]?.elements?.count, count != rank else { return true }
    report(
      "`\(path.lastName)` has \(counted(count, "entry", "entries")), the domain has "
        + counted(rank, "axis", "axes"), at: path)
    return false
  }
}

/// `1 axis`, `2 axes`
func counted(_ n: Int, _ one: String, _ many: String) -> String { "\(n) \(n == 1 ? one : many)" }

extension CasePath {
  static let variant = CasePath()["variant"]
  static let sweep = CasePath()["sweep"]
  static let title = CasePath()["title"]
  static let parameters = CasePath()["parameters"]
  static let domain = CasePath()["domain"]
  static let problem = CasePath()["problem"]
  static let function = CasePath()["function"]
  static let method = CasePath()["method"]
  static let study = CasePath()["study"]
  static let expect = CasePath()["expect"]
  static let output = CasePath()["output"]
}
