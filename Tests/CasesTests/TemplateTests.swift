import Cases
import Studies
import Testing

/// `sobolev new KIND`.
@Suite struct TemplateTests {
  @Test(
    "Every template is a case of its kind that meets its expectations",
    arguments: StudyKind.allCases)
  func template(kind: StudyKind) throws {
    let sut = try Case(CaseFile(CaseTemplate(kind).text, name: "case.toml"))
    #expect(sut.kind == kind)
    let verdicts = try sut.judge(try sut.run())
    #expect(!verdicts.isEmpty)
    for verdict in verdicts { #expect(verdict.met, "\(verdict.text)") }
    for text in CaseTemplate(kind).text.split(separator: "\n") { #expect(text.count <= 100) }
  }
}
