import Cases
import Testing

@Suite struct OpenCaseTests {
  /// What the cases may be refused for: keys that come later, and words that the format has changed.
  static let reasons = [
    "not yet available", "unknown function `dirac`", "differences of order 4 can be two things",
    "run17.npy does not exist", "run18.npy does not exist",
  ]

  @Test("Every open case is read, or refused for keys that come later", arguments: openCases)
  func openCase(name: String, text: String) {
    do {
      let study = try Case(CaseFile(text, name: name))
      #expect(!study.expectations.isEmpty)
    } catch {
      for diagnostic in error.diagnostics {
        #expect(Self.reasons.contains { diagnostic.message.contains($0) }, "\(diagnostic)")
        #expect(diagnostic.line != nil)
      }
    }
  }

  @Test("Cases that need nothing new are read")
  func readable() throws {
    let names = openCases.filter { (try? Case(CaseFile($0.text, name: $0.name))) != nil }
    #expect(
      names.map(\.name).sorted() == [
        "03-hw3crt.toml", "05-step4.toml", "06-step7.toml",
        "09-burkardt-variable-1d.toml",
        "11-torus-green-3d.toml", "13-embedding-torus.toml",
        "15-constants.toml", "16-poincare.toml",
        "17-gagliardo.toml", "19-plate.toml", "20-biharm-relative.toml", "21-kellogg.toml",
        "22-nutils-mixed.toml", "24-mix-norm.toml", "27-contrast-sweep.toml",
        "30-richardson.toml", "31-no-exact.toml", "32-robin-sepx4.toml",
      ])
  }
}
