import Cases
import Discretizations
import Formulas
import Reports
import Studies
import Testing
import _TestSupport

/// `[[variant]]`: one case, several runs.
@Suite struct VariantTests {
  @Test("Variants run in the file's order, each with its own values")
  func order() throws {
    let sut = try LineCase.read(
      LineCase.text + """
        [[variant]]
        name = "stiff"
        parameters.c = 100
        [[variant]]
        name = "as it stands"
        [[variant]]
        name = "fine"
        method.fd2.order = 4
        study.cells = [4, 8]

        """)
    let results = try sut.run()
    #expect(results.series.map(\.variant) == ["stiff", "as it stands", "fine"])
    #expect(
      results.series.map { $0.levels.map(\.cells) } == [
        [[8], [16], [32]], [[8], [16], [32]], [[4], [8]],
      ])
    #expect(
      sut.variants.map { $0.methods[0].kinds } == [
        [.stencil(order: 2)], [.stencil(order: 2)], [.stencil(order: 4)],
      ])
    #expect(sut.variants.map { $0.problem?.reaction.constant } == [100, 1, 1])
  }

  @Test("One run may fail as it must; the others are judged")
  func failures() throws {
    let text =
      LineCase.text + """
        [[expect]]
        rate   = 2
        within = 0.05
        [[variant]]
        name = "sound"
        [[variant]]
        name = "broken"
        problem.exact = "sin(pi*x)/0"
        [[expect]]
        variant = "broken"
        fails   = "not finite"

        """
    let sut = try LineCase.read(text)
    let results = try sut.run()
    #expect(results.failures == [FailureRecord(variant: "broken", name: "not finite")])
    #expect(results.series.map(\.variant) == ["sound"])
    let verdicts = try sut.judge(results)
    #expect(verdicts.map(\.met) == [true, true], "\(verdicts)")
    #expect(verdicts[1].text == "broken: the case fails: not finite")
    #expect(try sut.outline(.double).contains("fails, as expected: not finite") == false)
    let unexpected = try LineCase.read(text.with("variant = \"broken\"", "variant = \"sound\""))
    let failure = #expect(throws: CaseFailure.self) { try unexpected.run() }
    #expect(failure?.diagnostic.message.hasPrefix("variant \"broken\": ") == true)
    #expect(failure?.diagnostic.line == 25)
    let never = try LineCase.read(text.with("/0\"", "\""))
    #expect(try never.judge(try never.run()).map(\.met) == [true, false])
  }

  @Test("What `show` prints runs to the same results")
  func shown() throws {
    let texts = [
      LineCase.text + "[sweep]\nc = [0, 10]\n[[expect]]\nrate = 2\n",
      LineCase.text.with("order = 2", "order = [2, 4]") + """
        [[variant]]
        name = "one"
        study.norms = ["H1", "L2"]
        [[variant]]
        name = "two words"
        domain.boundary = ["periodic"]
        domain.upper = [2]
        [[expect]]
        variant = "one"
        method = "fd24"
        norm = "L2"
        rate = 4
        """,
      LineCase.text + """
        [[variant]]
        name = "b"
        method.fd2.order = [2, 6]
        [[variant]]
        name = "square"
        domain.lower = [0, 0]
        domain.upper = [1, 1]
        domain.boundary = ["dirichlet", "neumann"]
        problem.data.y.lower = 0
        """,
    ]
    for text in texts {
      let first = try LineCase.read(text)
      let again = try Case(CaseFile(first.toml, name: "case.toml"))
      #expect(again.effective == first.effective)
      let json = try Case(CaseFile(first.effective.json.pretty, name: "case.json"))
      #expect(json.effective == first.effective)
      var (a, b) = (try first.run(), try again.run())
      a.expectations = try first.judge(a)
      b.expectations = try again.judge(b)
      for i in a.expectations.indices { a.expectations[i].line = nil }
      for i in b.expectations.indices { b.expectations[i].line = nil }
      #expect(JSON(a, includingRun: false).line == JSON(b, includingRun: false).line)
    }
  }

  @Test("Settings are laid under the variants, and reach into them")
  func settings() throws {
    let text =
      LineCase.text + "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\nparameters.c = 5\n"
    let sut = try LineCase.read(text, "parameters.c=7", "variant.a.study.cells=[64]")
    #expect(sut.variants.map { $0.problem?.reaction.constant } == [7, 5])
    #expect(sut.variants.map { $0.options.levels } == [[[64]], [[8], [16], [32]]])
  }

  @Test("An expectation may match some variants only")
  func some() throws {
    let text =
      LineCase.text + """
        [[variant]]
        name = "a"
        [[variant]]
        name = "b"
        study.norms = ["L2"]
        [[expect]]
        norm = "Linf"
        rate = 2
        within = 0.05

        """
    let verdicts = try LineCase.judged(text)
    #expect(verdicts.map(\.met) == [true])
    #expect(verdicts[0].text == "a: fd2 Linf discrete rate 2.00 ± 0.05")
    // A selector that names the variant is not met by another one.
    let error = #expect(throws: CaseError.self) {
      try LineCase.read(text.with("norm = \"Linf\"", "norm = \"Linf\"\nvariant = [\"a\", \"b\"]"))
    }
    #expect(
      error?.diagnostics.first?.message.hasPrefix("variant \"b\": this expectation matches nothing")
        == true)
  }
}
