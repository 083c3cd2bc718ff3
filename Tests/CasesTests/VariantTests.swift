import Cases
import Discretizations
import Formulas
import Foundation
import Reports
import Studies
import Testing

/// `[[variant]]` and `[sweep]`: one case, several runs.
@Suite struct VariantTests {
  private func read(_ text: String, _ settings: String...) throws(CaseError) -> Case {
    try Case(CaseFile(text, name: "case.toml", settings: settings))
  }

  private func judged(_ text: String, _ settings: String...) throws -> [Verdict] {
    let sut = try Case(CaseFile(text, name: "case.toml", settings: settings))
    return try sut.judge(try sut.run())
  }

  /// The three-point Laplacian of sin πx on [0, 1] has the symbol (2/h²)(1 − cos πh): the error of
  /// −u'' + c u = f in the maximum norm is (π² + c)/((4/h²) sin²(πh/2) + c) − 1, a grid with an even
  /// number of cells having x = 1/2 as a node.
  private static let exactError = "(pi^2 + c)/(4/h^2*sin(pi*h/2)^2 + c) - 1"

  static let line = """
    [parameters]
    c = 1
    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["dirichlet"]
    [problem]
    reaction = "c"
    exact    = "sin(pi*x)"
    [[method]]
    name  = "fd2"
    kind  = "stencil"
    order = 2
    [study]
    cells   = [8, 16, 32]
    norms   = ["Linf"]
    measure = ["discrete"]

    """

  @Test("Variants run in the file's order, each with its own values")
  func order() throws {
    let sut = try read(
      Self.line + """
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

  @Test("The parameters of a variant or of a sweep stand in its expectations")
  func parametersInExpectations() throws {
    let claim = """
      [[expect]]
      at       = "all"
      value    = "\(Self.exactError)"
      relative = 1e-9

      """
    let variants = """
      [[variant]]
      name = "a"
      [[variant]]
      name = "b"
      parameters.c = 50
      """
    for runs in ["[sweep]\nc = [0, 1, 10, 100, 1000]\n", variants] {
      let verdicts = try judged(Self.line + claim + runs)
      #expect(verdicts.map(\.met) == [true], "\(verdicts)")
    }
    let wrong = try judged(
      Self.line + claim.with("+ c) - 1", "+ 2*c) - 1") + "[sweep]\nc = [0, 1]\n")
    #expect(wrong.map(\.met) == [false])
    #expect(wrong[0].text.hasPrefix("c = 1: fd2 Linf discrete"))
  }

  @Test("A list over the variants claims one entry of each, a gap is not compared")
  func lists() throws {
    func error(_ c: Double, _ n: Double) -> Double {
      let s = 2 * n * sin(.pi / (2 * n))
      return (Double.pi * .pi + c) / (s * s + c) - 1
    }
    let runs = "[sweep]\nc = [0, 10, 100]\n"
    let list = [0, 10, 100].map { "\(error($0, 32))" }.joined(separator: ", ")
    let good = "[[expect]]\nover = \"variant\"\nvalue = [\(list)]\nrelative = 1e-9\n"
    #expect(try judged(Self.line + good + runs).map(\.met) == [true])
    let gap = good.with("\(error(10, 32))", "\"\"")
    #expect(try judged(Self.line + gap + runs).map(\.met) == [true])
    let swapped = good.with("\(error(10, 32))", "\(error(0, 32))")
    #expect(try judged(Self.line + swapped + runs).map(\.met) == [false])
    let some = """
      [[expect]]
      variant = ["c = 100", "c = 0"]
      over = "variant"
      value = [\(error(100, 32)), \(error(0, 32))]
      relative = 1e-9

      """
    #expect(try judged(Self.line + some + runs).map(\.met) == [true])
  }

  @Test("A sweep over two parameters runs their product, the last of `order` fastest")
  func product() throws {
    let sut = try read(
      Self.line.with("c = 1", "c = 1\nk = 1").with("sin(pi*x)", "sin(k*pi*x)")
        + "[sweep]\nc = [0, 1]\nk = [1, 2, \"1 + 2\"]\norder = [\"k\", \"c\"]\n")
    let results = try sut.run()
    #expect(
      results.series.map { $0.sweep.map(\.value) } == [
        [1, 0], [1, 1], [2, 0], [2, 1], [3, 0], [3, 1],
      ])
    #expect(results.series[4].variant == "k = 1 + 2, c = 0")
    let document = JSON(results).line
    #expect(
      document.contains(#""sweep":{"k":3,"c":0}"#)
        || document.contains(#""sweep": {"k": 3, "c": 0}"#), "\(document)")
    #expect(!document.contains("\"variant\""))
  }

  @Test("One run may fail as it must; the others are judged")
  func failures() throws {
    let text =
      Self.line + """
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
    let sut = try read(text)
    let results = try sut.run()
    #expect(results.failures == [FailureRecord(variant: "broken", name: "not finite")])
    #expect(results.series.map(\.variant) == ["sound"])
    let verdicts = try sut.judge(results)
    #expect(verdicts.map(\.met) == [true, true], "\(verdicts)")
    #expect(verdicts[1].text == "broken: the case fails: not finite")
    #expect(try sut.outline(.double).contains("fails, as expected: not finite") == false)
    let unexpected = try read(text.with("variant = \"broken\"", "variant = \"sound\""))
    let failure = #expect(throws: CaseFailure.self) { try unexpected.run() }
    #expect(failure?.diagnostic.message.hasPrefix("variant \"broken\": ") == true)
    #expect(failure?.diagnostic.line == 25)
    let never = try read(text.with("/0\"", "\""))
    #expect(try never.judge(try never.run()).map(\.met) == [true, false])
  }

  @Test("What `show` prints runs to the same results")
  func shown() throws {
    let texts = [
      Self.line + "[sweep]\nc = [0, 10]\n[[expect]]\nrate = 2\n",
      Self.line.with("order = 2", "order = [2, 4]") + """
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
      Self.line + """
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
      let first = try read(text)
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
      Self.line + "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\nparameters.c = 5\n"
    let sut = try read(text, "parameters.c=7", "variant.a.study.cells=[64]")
    #expect(sut.variants.map { $0.problem?.reaction.constant } == [7, 5])
    #expect(sut.variants.map { $0.options.levels } == [[[64]], [[8], [16], [32]]])
  }

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
    let error = #expect(throws: CaseError.self) { try read(Self.line + runs) }
    let found = error?.diagnostics.first
    #expect(error?.diagnostics.count == 1)
    #expect(found?.message.hasPrefix(message) == true, "\(error?.description ?? "")")
    #expect(found?.line == line, "\(error?.description ?? "")")
  }

  @Test("A mistake of the case itself is said once")
  func once() {
    let error = #expect(throws: CaseError.self) {
      try read(Self.line.with("\"sin(pi*x)\"", "\"sin(pi*z)\"") + "[sweep]\nc = [1, 2, 3]\n")
    }
    #expect(error?.diagnostics.count == 1)
    #expect(error?.diagnostics.first?.message.hasPrefix("variant") == false)
  }

  @Test("An expectation may match some variants only")
  func some() throws {
    let text =
      Self.line + """
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
    let verdicts = try judged(text)
    #expect(verdicts.map(\.met) == [true])
    #expect(verdicts[0].text == "a: fd2 Linf discrete rate 2.00 ± 0.05")
    // A selector that names the variant is not met by another one.
    let error = #expect(throws: CaseError.self) {
      try read(text.with("norm = \"Linf\"", "norm = \"Linf\"\nvariant = [\"a\", \"b\"]"))
    }
    #expect(
      error?.diagnostics.first?.message.hasPrefix("variant \"b\": this expectation matches nothing")
        == true)
  }

  @Test("A table for each run, then one across them; the caption says what differs")
  func tables() throws {
    let sut = try read(
      "title = \"c of {c}\"\n" + Self.line + "[sweep]\nc = [0, 100]\n")
    let text = render(try sut.run(), as: .text, layout: sut.layout)
    #expect(text.hasPrefix("c of 0, 100 "))
    #expect(text.contains("c = 0: fd2"))
    #expect(text.contains("c = 100: fd2"))
    #expect(text.contains("fd2  (at n = 32, rates of the fits)"))
    #expect(text.contains("c = 0: -Δu = f"))
    #expect(text.contains("c = 100: -Δu + 100 u = f"))
    let across = text.split(separator: "\n").drop { !$0.hasPrefix("fd2  (at n") }.prefix(5)
    #expect(across.contains { $0.trimmingSpaces.hasPrefix("c ") })
  }

  @Test("Finished rows of an interrupted run keep their variants")
  func interrupted() throws {
    let sut = try read(Self.line + "[sweep]\nc = [0, 1]\n")
    var rows: [FinishedRow] = []
    _ = try sut.run { rows.append($0) }
    #expect(rows.count == 6)
    let partial = sut.partialResults(Array(rows.prefix(4)), .double)
    #expect(partial.series.map(\.variant) == ["c = 0", "c = 1"])
    #expect(partial.series.map(\.levels.count) == [3, 1])
    #expect(partial.series[1].sweep.map(\.value) == [1])
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: Substring {
    let start = firstIndex { $0 != " " } ?? endIndex
    return Substring(self[start...])
  }
}
