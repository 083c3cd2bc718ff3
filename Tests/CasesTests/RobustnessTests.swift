import Cases
import Testing
import _TestSupport

/// Texts that nobody would write.
@Suite struct RobustnessTests {
  @Test("A damaged case is read or refused, and the refusal has a message", arguments: openCases)
  func damaged(name: String, text: String) {
    var generator = SeededGenerator(seed: UInt64(text.utf8.count))
    let pieces = Array("[]{}=\"'.,#\n\\0-(x".utf8)
    for _ in 0..<40 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let i = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.remove(at: i)
        case 1: bytes.insert(pieces.randomElement(using: &generator)!, at: i)
        default: bytes.removeSubrange(i..<min(bytes.count, i + 20))
        }
      }
      let damaged = String(decoding: bytes, as: UTF8.self)
      do {
        let study = try Case(CaseFile(damaged, name: name))
        #expect(try Case(CaseFile(study.toml, name: name)).effective == study.effective)
      } catch {
        #expect(!"\(error)".isEmpty)
        let diagnostics = error.diagnostics
        #expect(!diagnostics.isEmpty)
        #expect(diagnostics.allSatisfy { !$0.message.isEmpty && $0.file == name })
      }
    }
  }

  @Test(
    "Texts without a case",
    arguments: [
      "", "\n", "#", "{", "{}", "[", "]", "=", "\u{feff}", "\0", "a", "[[", "[[]]", "[é]", "[[.]]",
      "[\n]", "a = 1\n[,]", "a = [}", "a = [1, }", "a = [ #\n}]", "\"", "'''",
      "{\"a\": null}", "{\"a\": 1, \"a\": 2}", "[domain]",
      "[domain]\nlower = []\nupper = []\nboundary = []",
      "a = \"\\u0000\"", String(repeating: "[", count: 1000),
      "a = " + String(repeating: "[", count: 1000),
      "{\"a\":" + String(repeating: "[", count: 100_000),
    ])
  func empty(text: String) {
    let error = #expect(throws: CaseError.self) { try Case(CaseFile(text, name: "case.toml")) }
    #expect(error?.diagnostics.isEmpty == false)
  }

  @Test("Deep nesting of an expression is one error with a place")
  func nesting() {
    let deep = String(repeating: "(", count: 10_000) + "x" + String(repeating: ")", count: 10_000)
    let text = smallCase.with("sin(pi*x)", deep)
    let error = #expect(throws: CaseError.self) { try Case(CaseFile(text, name: "case.toml")) }
    #expect(error?.diagnostics.count == 1)
    #expect(error?.diagnostics.first?.line == 9)
    #expect((error?.description.count ?? 0) < 500)
  }
}
