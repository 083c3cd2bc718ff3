import Cases
import Foundation
import Studies
import Testing

private let shippedFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Cases")

private let shippedNames: [String] =
  ((try? FileManager.default.contentsOfDirectory(atPath: shippedFolder.path)) ?? [])
  .filter { $0.hasSuffix(".toml") }.sorted()

/// The cases of the repository's folder `Cases`: each is its own test.
@Suite struct ShippedCases {
  private func load(_ name: String) throws -> Case {
    let file = shippedFolder.appending(path: name)
    return try Case(CaseFile(String(contentsOf: file, encoding: .utf8), name: file.path))
  }

  @Test("The folder holds the cases that the README's table and the studies need")
  func folder() {
    let needed = [
      "poisson-square", "poisson-torus-2d", "poisson-neumann-1d", "mixed-box-3d",
      "screened-dirichlet", "biharmonic-torus", "fractional-torus", "rough-source",
      "norms-of-known-functions", "p4pdes-fish-3d", "every-expectation", "screening-sweep",
    ]
    for name in needed { #expect(shippedNames.contains(name + ".toml")) }
  }

  @Test("Every shipped case has expectations and meets them", arguments: shippedNames)
  func isMet(name: String) throws {
    let sut = try load(name)
    let verdicts = try sut.judge(try sut.run())
    #expect(!verdicts.isEmpty)
    for verdict in verdicts { #expect(verdict.met, "\(verdict.text)") }
  }

  @Test("No shipped case has a key that changes nothing", arguments: shippedNames)
  func isHeard(name: String) throws {
    for note in try load(name).notes {
      #expect(!note.message.contains("no effect") && !note.message.contains("no column"), "\(note)")
    }
  }

  @Test("Every shipped case, shown with its defaults, is the same case", arguments: shippedNames)
  func isShown(name: String) throws {
    let sut = try load(name)
    let again = try Case(CaseFile(sut.toml, name: sut.file.text.name))
    #expect(again.record.effective == sut.record.effective)
  }
}
