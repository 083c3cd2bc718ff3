import Cases
import Testing
import _TestSupport

/// A source or datum beside `exact` that is not its own is pointed at.
@Suite struct ContradictionWarnings {
  private func warnings(_ entries: String, boundary: String = "\"dirichlet\"") throws -> [String] {
    let text = LineCase.text.with("\"dirichlet\"", boundary)
      .with("reaction = \"c\"", "reaction = \"c\"\ndiffusion = \"1 + x\"\n" + entries)
    return try LineCase.read(text).notes.filter { $0.severity == .warning }.map(\.message)
  }

  @Test("What follows from `exact` is accepted")
  func consistent() throws {
    let f = "(1 + pi^2*(1 + x))*sin(pi*x) - pi*cos(pi*x)"
    #expect(try warnings("source = \"\(f)\"").isEmpty)
    #expect(try warnings("data.x.lower = 0").isEmpty)
    // n·a∇u outwards.
    #expect(
      try warnings("data.x.lower = \"-pi\"\ndata.x.upper = \"-2*pi\"", boundary: "\"neumann\"")
        .isEmpty)
  }

  @Test("A sign, a factor and another source are named with both values")
  func contradictory() throws {
    let source = try warnings("source = \"pi^2*sin(pi*x)\"")
    #expect(source.count == 1)
    #expect(source[0].hasPrefix("`source` is not that of `exact`: "), "\(source)")
    #expect(
      try warnings("data.x.upper = \"2*pi\"", boundary: "\"neumann\"") == [
        "`data.x.upper` is not that of `exact`: it is 6.28319, and n·a∇u is -6.28319, n outwards, at (1)"
      ])
    #expect(
      try warnings("data.x.upper = 1") == [
        "`data.x.upper` is not that of `exact`: it is 1, and u is 0 at (1)"
      ])
  }
}
