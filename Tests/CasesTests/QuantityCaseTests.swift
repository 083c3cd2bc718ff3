import Cases
import Studies
import Testing

/// Norms and integrals of expressions among the quantities of a case.
@Suite struct QuantityCaseTests {
  private func file(_ quantities: [String], _ more: String = "") throws(CaseError) -> CaseFile {
    let list = quantities.map { "\"\($0)\"" }.joined(separator: ", ")
    return try CaseFile(
      smallCase + "quantities = [\(list)]\n" + more, name: "quantity.toml")
  }

  /// The scheme's solution is c sin πx sin πy, and so is the function through its values: c = max u_h.
  @Test("Functionals of one mode are what they are by hand")
  func oneMode() throws {
    let zeros = [
      "a = integral(u^2) - norm(L2)^2", "b = integral(normal(u), x.lower) + 2*max",
      "c = integral(normal(u), boundary) + 8*max",
      "d = integral(dx(u)^2 + dy(u)^2) - pi^2/2*max^2",
      "e = integral(y*dx(u), x.upper) + max", "f = norm(W1,2)^2 - norm(H1)^2",
    ]
    let names = zeros.map { "\"" + $0.prefix(1) + "\"" }.joined(separator: ", ")
    let expectation = """

      [[expect]]
      quantity = [\(names)]
      at       = "all"
      value    = 0
      within   = 1e-10

      """
    let sut = try Case(try file(zeros, expectation))
    for verdict in try sut.judge(try sut.run()) { #expect(verdict.met, "\(verdict.text)") }
  }

  @Test(
    "Quantities that mean nothing are refused at their place",
    arguments: [
      ("integral(normal(u))", "`normal(u)` needs a side", 25),
      ("2*integral(dx(v), x.upper)", "`dx` takes the solution", 27),
      ("integral(dz(u))", "this domain has 2 coordinates", 25),
      ("integral(u, left)", "no side is called `left`", 16),
      ("integral(u + w)", "unknown name `w`", 29), ("norm(H1,2)", "`H1,2`", 15),
      ("norm", "`norm` takes a norm", 16), ("mean(u)", "`mean` takes nothing in parentheses", 16),
      ("integral(1, 2, 3)", "`integral` takes an expression and a side", 16),
    ])
  func mistakes(_ quantity: String, _ message: String, _ column: Int) {
    do {
      _ = try Case(try file([quantity]))
      Issue.record("\(quantity) is read")
    } catch {
      let diagnostic = error.diagnostics[0]
      #expect(diagnostic.message.contains(message), "\(diagnostic)")
      #expect(diagnostic.line == 18)
      #expect(diagnostic.column == column, "\(quantity): \(diagnostic)")
    }
  }
}
