import Cases
import Testing

@Suite struct OpenCaseTests {
  @Test("Every open case is read, or refused for keys that come later", arguments: openCases)
  func openCase(name: String, text: String) throws {
    do {
      _ = try Case(CaseFile(text, name: name))
    } catch let error as CaseError {
      for diagnostic in error.diagnostics { #expect(diagnostic.line != nil) }
    }
  }
}
