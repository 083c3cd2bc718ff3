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

  @Test("A Robin datum is n·a∇u + β u")
  func robin() throws {
    // β is 3 at 0, where n·a∇u = −π, and 2 at 1, where it is −2π; u = 0 there.
    func warnings(_ lower: String, _ upper: String) throws -> [String] {
      try self.warnings(
        "robin.x.lower = 3\nrobin.x.upper = 2\ndata.x.lower = \"\(lower)\"\ndata.x.upper = \"\(upper)\"",
        boundary: "\"robin\"")
    }
    #expect(try warnings("-pi", "-2*pi").isEmpty)
    let found = try warnings("-pi", "2*pi")
    #expect(
      found.count == 1 && found[0].hasPrefix("`data.x.upper` is not that of `exact`: it is 6.28319")
    )
  }

  /// (1 + x)u′ = F, so that −(F)′ is the whole of −((1 + x)u′)′ and the data are 0.
  @Test("Beside a divergence the datum is n·(a∇u − F), and the source f − ∇·F")
  func divergence() throws {
    func warnings(_ function: String, _ datum: String, _ end: String = "") throws -> [String] {
      try self.warnings(
        "source = { divergence = [\"(1 + x)*pi*cos(pi*x)\"], function = \"\(function)\" }\n"
          + "data.x.upper = \"\(datum)\"\n" + end,
        boundary: end.isEmpty ? "\"neumann\"" : "[\"neumann\", \"robin\"]")
    }
    #expect(try warnings("sin(pi*x)", "0").isEmpty)
    #expect(
      try warnings("sin(pi*x)", "-2*pi") == [
        "`data.x.upper` is not that of `exact`: it is -6.28319, and n·(a∇u − F) is 0, n outwards, at (1)"
      ])
    let source = try warnings("2*sin(pi*x)", "0")
    #expect(
      source.count == 1 && source[0].hasPrefix("`source` is not that of `exact`: "), "\(source)")
    let robin = try warnings("sin(pi*x)", "1", "robin.x.upper = 2")
    #expect(robin.count == 1 && robin[0].contains("n·(a∇u − F) + βu is"), "\(robin)")
  }

  @Test("The nondivergence form has no (∇a)·∇u")
  func nondivergence() throws {
    let form = "form = \"nondivergence\"\n"
    let own = "(1 + pi^2*(1 + x))*sin(pi*x)"
    #expect(try warnings(form + "source = \"\(own)\"").isEmpty)
    #expect(try warnings(form + "source = \"\(own) - pi*cos(pi*x)\"").count == 1)
    #expect(try warnings("source = \"\(own)\"").count == 1)
  }

  @Test("A kink of `exact` on a line between the points is no contradiction")
  func kink() throws {
    func warnings(_ exact: String, _ source: String) throws -> [String] {
      let text = LineCase.text.with("sin(pi*x)", exact)
        .with("reaction = \"c\"", "reaction = \"c\"\nsource = \"\(source)\"")
      return try LineCase.read(text).notes.filter { $0.severity == .warning }.map(\.message)
    }
    let u = "max(x - 1/2, 0)^2"
    #expect(try warnings(u, "\(u) - 2*heaviside(x - 1/2)").isEmpty)
    #expect(try warnings(u, "\(u) - 3*heaviside(x - 1/2)").count == 1)
  }

  @Test("Terms of a large coefficient may cancel, and a term of their size is missed by none")
  func largeDiffusion() throws {
    // −∇·(a∇u) = 0 for a = 1e9 and u = 1 + 2x: f is u, which is round-off beside a.
    func warnings(_ source: String) throws -> [String] {
      let text = LineCase.text.with("sin(pi*x)", "1 + 2*x").with(
        "reaction = \"c\"", "reaction = \"c\"\ndiffusion = 1e9\nsource = \"\(source)\"")
      return try LineCase.read(text).notes.filter { $0.severity == .warning }.map(\.message)
    }
    #expect(try warnings("1 + 2*x").isEmpty)
    #expect(try warnings("1 + 2*x + 1e6").count == 1)
  }
}
