import Cases
import Testing

/// What is said of mistakes that a first user makes: where, what was found, what to write.
@Suite struct FirstMistakes {
  private static let norms = smallCase + "norms = "
  private static let quantities = smallCase + "quantities = "

  private static let cyclicParameters =
    (norms + "[\"L2\"]\n")
    .with("title = \"t\"", "title = \"t\"\n[parameters]\nk = \"m\"\nm = \"k\"")
    .with("sin(pi*x)", "sin(k*x)")

  @Test(
    "The place, what was found and what to write",
    arguments: [
      (smallCase + "cells = [8]\n", 18, "`cells` is given twice", nil),
      (smallCase.with("\"t\"", "\"t"), 1, "a string ends on the line where it begins", nil),
      (
        smallCase.with("[8, 16]", "[99999999999999999999]"), 17,
        "`99999999999999999999` is not a number in TOML", "it is too large"
      ),
      (smallCase.with("[1, 1]", "[\"1e400\", 1]"), 5, "`upper[0]` is too large", nil),
      (
        smallCase.with("[1, 1]", "[-1, 1]"), 5, "axis x ends at -1 and begins at 0",
        "`upper` lies above `lower`"
      ),
      (
        smallCase.with("[\"dirichlet\", \"dirichlet\"]", "\"dirichlet\""), 6,
        "`boundary` must be a list, not a string", "write [\"dirichlet\"]"
      ),
      (smallCase.with("= 2", "= [2, 4, 2]"), 14, "order 2 stands twice", nil),
      (smallCase.with("\"fd2\"", "\"\""), 12, "a method needs a name", "or leave the key out"),
      (norms + "\"L2\"\n", 18, "`norms` must be a list of strings, not a string", "write [\"L2\"]"),
      (
        norms + "[\"h1\"]\n", 18,
        "`h1` is not a norm: names begin with L, H, W, B or vector:, or are TV or energy, as in L2, H1, |H1|, Linf",
        "did you mean `H1`?"
      ),
      (
        norms + "[\"Linfty\"]\n", 18,
        "`Linfty` is not a norm: the exponent `infty` must be a number of at least 1, or inf",
        "did you mean `Linf`?"
      ),
      (
        norms + "[\"W1\"]\n", 18,
        "`W1` is not a norm: W has an order s and an exponent p, as in W1,2",
        "did you mean `W1,2`?"
      ),
      (
        norms + "[\"B1\"]\n", 18,
        "`B1` is not a norm: B has an order s and two exponents p and q, as in B0.5,2,2", nil
      ),
      (
        norms + "[\"H2..-2 step 0.5\"]\n", 18,
        "`H2..-2 step 0.5` is not a norm: the range descends from 2 to -2: write H-2..2 step 0.5",
        nil
      ),
      (
        norms + "[\"|H1..-0.5 step 0.25|\"]\n", 18,
        "`|H1..-0.5 step 0.25|` is not a norm: the range descends from 1 to -0.5: write |H-0.5..1 step 0.25|",
        nil
      ),
      (cyclicParameters, 3, "parameters depend on each other: k → m → k", nil),
      (
        quantities + "[\"integrall\"]\n", 18, "\"integrall\" holds no functional of u",
        "did you mean `integral`?"
      ),
      (quantities + "[\"2*value(1/2, 1/2\"]\n", 18, "`(` is never closed", nil),
      (
        smallCase + "[[expect]]\ncolumn = \"effectivity\"\natMost = 2\n", 18,
        "this expectation matches nothing: there is no column \"effectivity\"",
        "it is of a bound beside an error: add reference = [\"residual\", \"exact\"]"
      ),
      (
        smallCase + "[[expect]]\ncolumn = \"iterations\"\natMost = 2\n", 18,
        "this expectation matches nothing: there is no column \"iterations\"",
        "the coefficients are numbers, and the systems are solved directly"
      ),
      (
        smallCase.replacing("\n", with: "\r"), nil, "a line ends in a carriage return alone", nil
      ),
    ] as [(String, Int?, String, String?)])
  func message(text: String, line: Int?, message: String, hint: String?) throws {
    let error = #expect(throws: CaseError.self) {
      try Case(CaseFile(text, name: "case.toml"))
    }
    let found = try #require(error?.diagnostics.first)
    #expect(error?.diagnostics.count == 1, "\(error.map { "\($0)" } ?? "")")
    #expect(found.line == line && found.message == message, "\(found)")
    if let hint { #expect(found.description.contains(hint), "\(found)") }
  }

  @Test("A list that is not one is no string of a setting")
  func setting() {
    let error = #expect(throws: CaseError.self) {
      try CaseFile(smallCase, name: "case.toml", settings: ["study.cells=[8"])
    }
    #expect(
      error?.description
        == "--set study.cells=[8: error: `[8` is neither a list nor a table of TOML")
  }
}
