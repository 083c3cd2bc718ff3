import Cases
import Reports
import Studies
import Testing

/// What a study finds out before its first solve, or in its samples.
@Suite struct FailureTests {
  private func failure(_ text: String, _ name: String) throws -> CaseFailure {
    let study = try Case(CaseFile(text, name: name))
    return try #require(throws: CaseFailure.self) { try study.run() }
  }

  @Test("Incompatible data")
  func incompatible() throws {
    let text =
      smallCase.with("\"dirichlet\", \"dirichlet\"", "\"neumann\", \"neumann\"")
      .with("exact  = \"sin(pi*x)*sin(pi*y)\"", "source = \"1 + cos(pi*x)\"")
      .with("[8, 16]", "[8]\nquantities = [\"max\"]")
    let failure = try failure(text, "neumann.toml")
    #expect(!failure.isComputation)
    #expect(
      failure.diagnostic.description == """
        neumann.toml:9:1: error: no solution: the source and the boundary data do not balance
           9 | source = "1 + cos(pi*x)"
             | with every side Neumann and reaction 0, ∫ f + ∫ g must be 0; it is 1 (mean 1)
        either set reaction > 0, or give one side a value,
        or [problem] compatibility = "project" (subtracts the mean 1 from f and reports it)
        """)
    _ = try Case(
      CaseFile(text, name: "neumann.toml", settings: ["problem.compatibility=project"])
    ).run()
  }

  @Test("Incompatible data beside a stream")
  func unbalanced() throws {
    let text =
      smallCase.with("[0, 0]", "[0]").with("[1, 1]", "[1]")
      .with("\"dirichlet\", \"dirichlet\"", "\"neumann\"")
      .with("exact  = \"sin(pi*x)*sin(pi*y)\"", "source = \"1\"\nadvection = [1]")
      .with("[8, 16]", "[8, 16]\nreference = \"next\"")
    let failure = try failure(text, "stream.toml")
    #expect(!failure.isComputation && failure.name == "incompatible")
    #expect(
      failure.diagnostic.description == """
        stream.toml:9:1: error: no solution: the source and the boundary data do not balance
           9 | source = "1"
             | with every side Neumann and reaction 0, ∫ fψ + ∫ gψ must be 0 for the ψ with A*ψ = 0; it is 1 ∫ψ
        either set reaction > 0, or give one side a value,
        or [problem] compatibility = "project" (subtracts the mean 1 from f and reports it)
        """)
  }

  @Test("Data that are not numbers are blamed beside coefficients that vary, too")
  func infiniteData() throws {
    let text =
      smallCase.with("[0, 0]", "[0]").with("[1, 1]", "[1]")
      .with("\"dirichlet\", \"dirichlet\"", "\"dirichlet\"")
      .with("sin(pi*x)*sin(pi*y)\"", "log(x)\"\ndiffusion = \"1 + x\"")
    let failure = try failure(text, "log.toml")
    #expect(failure.isComputation && failure.name == "not finite")
    #expect(failure.diagnostic.message == "`exact` is not a number at (0): log(x) is log(0)")
  }

  @Test("A norm that a method does not have is the quantity's fault, with a name of its own too")
  func refusedQuantity() throws {
    for quantity in ["norm(H0.5)", "half = norm(H0.5)"] {
      let text =
        smallCase.with("sin(pi*x)*sin(pi*y)", "1 + x")
        + "quantities = [\"max\", \"\(quantity)\"]\n"
      let failure = try failure(text, "half.toml")
      #expect(!failure.isComputation)
      let found = failure.diagnostic
      #expect(found.line == 18 && found.column == 22, "\(found)")
      #expect(found.message.hasSuffix("u_h has no H0.5 with boundary data"), "\(found)")
    }
  }

  @Test("Not a number")
  func notFinite() throws {
    let text =
      smallCase.with("\"dirichlet\", \"dirichlet\"", "\"neumann\", \"neumann\"")
      .with("[0, 0]", "[-1, -1]")
      .with("sin(pi*x)*sin(pi*y)", "x/r").with("[[method]]", "source = 1\nreaction = 1\n[[method]]")
      .with("[8, 16]", "[32]")
    let failure = try failure(text, "corner.toml")
    #expect(failure.isComputation)
    #expect(
      failure.diagnostic.description == """
        corner.toml:9:12: error: `exact` is not a number at (0, 0): x/r is 0/0
           9 | exact  = "x/r"
             |            ^ level 32 × 32, point (17, 17) of 33 × 33
        if the point is meant to be singular: [study] singular = [[0, 0]]
        """)
  }

  @Test("An iteration that a contrast makes long names what it does not")
  func notConverged() throws {
    func diagnostic(_ kind: String, _ solver: String) throws -> String {
      let failure = try failure(
        smallCase.with("exact  = \"sin(pi*x)*sin(pi*y)\"", "source = 1")
          .with("[[method]]", "diffusion = \"if(sin(7*x)*sin(9*y) > 0, 1e6, 1)\"\n[[method]]")
          .with("kind  = \"stencil\"\norder = 2", kind + "\nsolver = { \(solver) }")
          .with("[8, 16]", "[64]\nkind = \"solve\""), "jump.toml")
      #expect(failure.isComputation)
      #expect(failure.name == "not converged")
      return failure.diagnostic.description
    }
    let spectral = try diagnostic("kind = \"spectral\"", "iterations = 100")
    let lines = spectral.split(separator: "\n")
    #expect(
      lines[0].hasPrefix(
        "jump.toml:12:1: error: method fd2: not converged: after 100 iterations with the "
          + "preconditioner laplace the residual is "))
    #expect(lines[0].firstMatch(of: /residual is [0-9.e-]{1,8} of the right-hand side/) != nil)
    #expect(lines[2].contains("more iterations or a larger tolerance: solver = { "))
    #expect(lines[3] == "a from 1 to 1000000: iterations grow with its contrast, but not those of")
    #expect(
      lines[4]
        == "kind = \"staggered\", order = 2, solver = { preconditioner = \"multigrid\" }")
    // Differences of order 2 have only the wrong preconditioner; and this one needs no advice.
    let difference = "kind = \"staggered\"\norder = 2"
    #expect(
      try diagnostic(difference, "preconditioner = \"laplace\", iterations = 20")
        .hasSuffix("not those of\nsolver = { preconditioner = \"multigrid\" }"))
    #expect(
      try !diagnostic(difference, "iterations = 1").contains("contrast"))
  }

  @Test("No derivative")
  func notDifferentiable() throws {
    let failure = try failure(smallCase.with("sin(pi*x)", "sign(x - 0.3)"), "jump.toml")
    #expect(!failure.isComputation)
    #expect(failure.name == "not differentiable")
    #expect(failure.diagnostic.line == 9)
    #expect(failure.diagnostic.description.hasSuffix("give `source` too: it cannot be derived"))
  }

  @Test("A grid larger than memory")
  func memory() throws {
    let text = smallCase.with("cells = [8, 16]", "cells = [[8, 8], [16, 16], [4096, 4096]]")
    let study = try Case(CaseFile(text, name: "big.toml"))
    let error = #expect(throws: CaseError.self) {
      try study.checkMemory(.double, available: 300_000_000)
    }
    let lines = error?.description.split(separator: "\n") ?? []
    #expect(lines[0].hasPrefix("big.toml:17:1: error: level 3 (4096 × 4096) needs 0."))
    #expect(lines[0].hasSuffix(" GB, this machine has 0.3 GB"))
    #expect(lines[1] == "  17 | cells = [[8, 8], [16, 16], [4096, 4096]]")
    #expect(lines[2] == "     |                            ^^^^^^^^^^^^")
    #expect(lines[3].hasPrefix("levels 1 and 2 need 0.0 and 0.0 GB. Nothing was run. "))
    #expect(lines[3].contains("--precision float would need"))
  }

  @Test("A missed expectation")
  func missed() throws {
    let text =
      smallCase + "[[expect]]\nmethod = \"fd2\"\nnorm = \"H1\"\nmeasure = \"discrete\"\nrate = 4\n"
    let study = try Case(CaseFile(text, name: "p.toml"))
    var results = try study.run()
    results.expectations = try study.judge(results)
    #expect(
      results.verdictLines == [
        "MISSED  fd2 H1 discrete rate 4.00 ± 0.10 : found 2.00 (n = 8 … 16)   p.toml:18",
        "0 of 1 expectations met.",
      ])
  }
}
