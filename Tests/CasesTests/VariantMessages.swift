import Cases
import Testing
import _TestSupport

/// What is said of a wrong variant or sweep: where, which and why.
@Suite struct VariantMessages {
  @Test(
    "A wrong variant or sweep says where, which and why",
    arguments: [
      (
        "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\nproblem.exakt = \"x\"\n",
        22, "variant \"b\": unknown key `exakt` in [problem]"
      ),
      (
        "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\nproblem.exact = \"sin(x\"\n",
        22, "variant \"b\": "
      ),
      ("[[variant]]\nname = \"a\"\nmethod.fd3.order = 4\n", 20, "no method is called \"fd3\""),
      (
        "[[variant]]\nname = \"a\"\nmethods.fd2.order = 4\n", 20,
        "unknown key `methods` in [[variant]]"
      ),
      ("[[variant]]\nparameters.c = 4\n", 18, "[[variant]] (the one of line 18) needs `name`"),
      (
        "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"a\"\n", 21,
        "two variants are called \"a\""
      ),
      (
        "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\ndomain.upper = [1, 1]\n",
        22, "variant \"b\": `upper` has 2 entries, `lower` has 1"
      ),
      (
        "[sweep]\nc = [1]\n[[variant]]\nname = \"a\"\n", 18,
        "[[variant]] and [sweep] exclude each other"
      ),
      ("[sweep]\nd = [1]\n", 19, "no parameter is called `d`"),
      ("[sweep]\nc = []\n", 19, "`c` is empty"),
      ("[sweep]\nc = [1, 1]\n", 18, "c = 1 stands twice"),
      ("[sweep]\nc = 1\n", 19, "`c` must be a list of numbers or expressions, not an integer"),
      ("[sweep]\nc = [1, \"y\"]\n", 19, "variant \"c = y\": "),
      ("[sweep]\norder = [\"d\"]\nc = [1]\n", 19, "`order` must name the parameters of the sweep"),
      (
        "[[variant]]\nname = \"a\"\n[[expect]]\nvariant = \"b\"\nrate = 2\n", 20,
        "this expectation matches nothing: no variant is called \"b\""
      ),
      ("[[variant]]\nname = \"a\"\n[[expect]]\nvariant = []\nrate = 2\n", 21, "`variant` is empty"),
      (
        "[[variant]]\nname = \"a\"\n[[expect]]\nmethod = \"x\"\nrate = 2\n", 20,
        "this expectation matches nothing: no method is called \"x\""
      ),
      (
        "[sweep]\nc = [1, 2]\n[[expect]]\nover = \"variant\"\nrate = [2]\n", 22,
        "`rate` has 1 entry, there are 2 variants"
      ),
      (
        "[[expect]]\nvariant = \"b\"\nrate = 2\n", 18,
        "this expectation matches nothing: no variant is called \"b\""
      ),
      (
        "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\nstudy.kind = \"solve\"\n", 18,
        "variant \"b\" is a study `solve`, \"a\" is one of `convergence`"
      ),
    ])
  func mistakes(runs: String, line: Int, message: String) {
    let error = #expect(throws: CaseError.self) { try LineCase.read(LineCase.text + runs) }
    let found = error?.diagnostics.first
    #expect(error?.diagnostics.count == 1)
    #expect(found?.message.hasPrefix(message) == true, "\(error?.description ?? "")")
    #expect(found?.line == line, "\(error?.description ?? "")")
  }

  @Test("A mistake of the case itself is said once")
  func once() {
    let error = #expect(throws: CaseError.self) {
      try LineCase.read(
        LineCase.text.with("\"sin(pi*x)\"", "\"sin(pi*z)\"") + "[sweep]\nc = [1, 2, 3]\n")
    }
    #expect(error?.diagnostics.count == 1)
    #expect(error?.diagnostics.first?.message.hasPrefix("variant") == false)
  }
}
