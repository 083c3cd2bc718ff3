import Cases
import Studies
import _TestSupport

extension LineCase {
  /// The case of a text, with settings.
  static func read(_ text: String, _ settings: String...) throws(CaseError) -> Case {
    try Case(CaseFile(text, name: "case.toml", settings: settings))
  }

  /// The verdicts of a case's own expectations.
  static func judged(_ text: String) throws -> [Verdict] {
    let sut = try read(text)
    return try sut.judge(try sut.run())
  }
}
