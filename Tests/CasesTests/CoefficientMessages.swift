import Cases
import Studies
import Testing
import _TestSupport

/// A coefficient that has the wrong sign: which entry, where, its value and its parameters, before
/// anything is solved.
@Suite struct CoefficientMessages {
  private func failure(_ problem: String) throws -> Diagnostic {
    let text = LineCase.text.with("reaction = \"c\"\n", "").with("c = 1", "c = 1\nd = \"c/4\"")
      .with("[problem]", "[problem]\n" + problem)
    let sut = try LineCase.read(text)
    return try #require(throws: CaseFailure.self) { try sut.run() }.diagnostic
  }

  @Test(
    "Value, point and parameters",
    arguments: [
      (
        "diffusion = \"x - d\"",
        "`diffusion` must not be negative; it is -0.249878 at (0.00012207), with d = c/4"
      ),
      (
        "reaction = \"d*x - c\"",
        "`reaction` must not be negative; it is -0.999969 at (0.00012207), with c = 1 and d = c/4"
      ),
      (
        "reaction = \"-c\"\ndiffusion = \"1 + x\"",
        "`reaction` must not be negative; it is -1, with c = 1"
      ),
      (
        "diffusion = [\"log(x - c)\"]",
        "`diffusion[0]` is not a number at (0.00012207), with c = 1"
      ),
    ])
  func values(problem: String, message: String) throws {
    let diagnostic = try failure(problem)
    #expect(diagnostic.message == message)
    #expect(diagnostic.line == 9)
  }

  @Test("β of the side that has it")
  func robin() throws {
    let text = LineCase.text.with("\"dirichlet\"", "\"robin\"")
      .with("[[method]]", "[problem.robin]\nx.lower = 1\nx.upper = \"c - 3\"\n[[method]]")
    let sut = try LineCase.read(text)
    let failure = try #require(throws: CaseFailure.self) { try sut.run() }
    #expect(!failure.isComputation)
    #expect(
      failure.diagnostic.description == """
        case.toml:12:11: error: `robin.x.upper` must not be negative; it is -2, with c = 1
          12 | x.upper = "c - 3"
             |           ^^^^^^^ β < 0 is for operators with `advection`, where it is solved with a warning
        """)
  }

  @Test("A number as the diffusion is refused with the file, by what its parameters are")
  func numbers() throws {
    let text = LineCase.text.with("reaction = \"c\"", "diffusion = \"c - 2\"")
    let error = #expect(throws: CaseError.self) { try LineCase.read(text) }
    #expect(
      error?.diagnostics.first?.message == "`diffusion` must be above 0; it is -1, with c = 1")
  }
}
