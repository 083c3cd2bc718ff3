import Cases
import Studies
import Testing

/// Expectations on results made by hand: errors h² of `fd2` and h⁴ of `fd4`, which ends at round-off.
@Suite struct ExpectationTests {
  static let text =
    smallCase.with("order = 2", "order = [2, 4]")
    .with("[8, 16]", "[8, 16, 32]\nquantities = [\"integral\"]")
    .with("\"fd2\"", "\"fd\"")
    // Only where a coefficient varies are there iterations.
    .with("\n\n[[method]]", "\ndiffusion = \"1 + x\"\n[[method]]")

  static var results: Results {
    var results = Results(study: .convergence)
    for (name, power) in [("fd2", 2), ("fd4", 4)] {
      var series = Series()
      series.method = name
      series.norms = ["L2", "H1", "Linf"]
      series.measures = ["discrete", "spectral"]
      series.quantities = ["integral"]
      for (i, n) in [8, 16, 32].enumerated() {
        let h = 1 / Double(n)
        var level = Level(cells: [n, n], h: [h, h], unknowns: n * n)
        let error = power == 2 ? h * h : h * h * h * h
        for norm in series.norms {
          level.values[norm] = ["discrete": error, "spectral": 2 * error]
          if i > 0 { level.rates[norm] = ["discrete": Double(power), "spectral": Double(power)] }
        }
        if name == "fd4", n == 32 {
          level.marks["H1"] = ["discrete": .floor]
          level.rates["H1"]?["discrete"] = nil
        }
        level.iterations = 10 + i
        level.quantities = ["integral": 1 + error]
        if i > 1 { level.quantityRates = ["integral": Double(power)] }
        series.levels.append(level)
      }
      for norm in series.norms {
        for measure in series.measures {
          var fit = Fit()
          fit.rate = Double(power)
          series.fits[norm, default: [:]][measure] = fit
        }
      }
      series.limits["integral"] = Limit(value: 1, rate: Double(power))
      results.series.append(series)
    }
    return results
  }

  private func judge(_ block: String) throws -> [Verdict] {
    let study = try Case(CaseFile(Self.text + "[[expect]]\n" + block, name: "case.toml"))
    return try study.judge(Self.results)
  }

  @Test(
    "What is met, and what is missed",
    arguments: [
      // rates
      ("method = \"fd2\"\nrate = 2", true), ("rate = 2", false), ("rate = 2\nwithin = 2", true),
      ("method = \"fd2\"\nrate = 2.2\nwithin = 0.1", false),
      ("method = \"fd2\"\nrate = 2.2\nrelative = 0.1", true),
      ("over = \"method\"\nrate = [2, 4]", true), ("over = \"method\"\nrate = [4, 2]", false),
      ("over = \"method\"\nmethod = [\"fd4\", \"fd2\"]\nrate = [4, 2]", true),
      ("method = \"fd2\"\nat = 16\nrate = 2", true),
      ("quantity = \"integral\"\nmethod = \"fd4\"\nrate = 4", true),
      // values
      ("method = \"fd2\"\nmeasure = \"discrete\"\nvalue = \"h^2\"\nwithin = 0", true),
      (
        "method = \"fd2\"\nmeasure = \"discrete\"\nat = \"all\"\nvalue = \"1/n^2\"\nrelative = 1e-14",
        true
      ),
      ("method = \"fd2\"\nvalue = \"h^2\"\nrelative = 0.5", false),
      (
        "method = \"fd2\"\nmeasure = \"discrete\"\nvalue = [\"1/64\", \"\", \"1/1024\"]\nwithin = 0",
        true
      ),
      (
        "method = \"fd2\"\nmeasure = \"discrete\"\nat = [\"coarsest\", 32]\nvalue = [\"1/64\", \"1/1024\"]\nwithin = 0",
        true
      ),
      ("method = \"fd2\"\nquantity = \"integral\"\nat = \"limit\"\nvalue = 1\nwithin = 1e-9", true),
      (
        "method = \"fd2\"\nquantity = \"integral\"\nat = \"limit\"\nvalue = 2\nwithin = 1e-9", false
      ),
      // digits
      (
        "method = \"fd2\"\nnorm = \"L2\"\nmeasure = \"discrete\"\nat = 8\nprinted = \"1.56e-02\"",
        true
      ),
      (
        "method = \"fd2\"\nnorm = \"L2\"\nmeasure = \"discrete\"\nat = 8\nprinted = \"1.57e-02\"",
        false
      ),
      (
        "method = \"fd2\"\nnorm = \"L2\"\nmeasure = \"discrete\"\nat = 8\nprinted = \"1.57e-02\"\nunits = 1",
        true
      ),
      ("method = \"fd2\"\nmeasure = \"discrete\"\nprinted = [\"0.0156\", \"\", \"0.001\"]", true),
      ("method = \"fd2\"\nmeasure = \"discrete\"\nat = 8\nprinted = \"0.01\"\nwithin = 0.01", true),
      // bounds
      ("atMost = \"4*h^2\"", true), ("at = \"all\"\natMost = \"h^2\"", false),
      ("method = \"fd4\"\nmeasure = \"discrete\"\nbetween = [9e-7, 1e-6]", true),
      ("method = \"fd4\"\nat = \"fit\"\natLeast = 3.9", true),
      ("at = \"fit\"\natLeast = 3.9", false),
      ("column = \"iterations\"\natMost = 12", true),
      ("column = \"iterations\"\natMost = 11", false),
      // words
      ("method = \"fd4\"\nnorm = \"H1\"\nmeasure = \"discrete\"\nverdict = \"floor\"", true),
      (
        "method = \"fd4\"\nnorm = \"H1\"\nmeasure = \"discrete\"\nverdict = \"floor\"\natMost = 1e-7",
        false
      ),
      ("method = \"fd2\"\nverdict = \"algebraic\"", true),
      ("method = \"fd2\"\nverdict = \"exact\"", false),
      // agreement
      ("norm = \"L2\"\nequals = \"H1\"\nwithin = 0", true),
      ("measure = \"discrete\"\nequals = \"spectral\"\nrelative = 0.4", false),
      ("measure = \"discrete\"\nequals = \"spectral\"\nrelative = 0.5", true),
    ])
  func verdicts(block: String, met: Bool) throws {
    let verdicts = try judge(block)
    #expect(verdicts.map(\.met) == [met], "\(verdicts)")
    #expect(verdicts.map(\.line) == [19])
  }

  @Test("The verdict's words")
  func words() throws {
    let one = try judge(
      "method = \"fd4\"\nnorm = \"H1\"\nmeasure = \"discrete\"\nrate = 3\ncite = \"a#1\"")[0]
    #expect(one.text == "fd4 H1 discrete rate 3.00 ± 0.10")
    #expect(one.found == 4)
    #expect(one.cite == "a#1")
    let many = try judge("rate = 2")[0]
    #expect(many.text == "fd4 L2 discrete rate 2.00 ± 0.10 (6 of 12 missed)")
    let word = try judge(
      "method = \"fd2\"\nnorm = \"L2\"\nmeasure = \"discrete\"\nverdict = \"floor\"")[0]
    #expect(word.foundWord == "algebraic")
  }

  @Test(
    "An expectation that cannot be judged is an error, never a pass",
    arguments: [
      // before anything is run
      (
        "method = \"fd6\"\nrate = 2",
        "this expectation matches nothing: no method is called \"fd6\""
      ),
      (
        "norm = \"H3\"\nrate = 2", "this expectation matches nothing: H3:sum is not among the norms"
      ),
      (
        "quantity = \"max\"\nrate = 2",
        "this expectation matches nothing: no quantity is called \"max\""
      ),
      ("at = 64\nrate = 2", "this expectation matches nothing: no level has 64 cells"),
      (
        "measure = \"function\"\nrate = 2",
        "this expectation matches nothing: \"function\" is not among"
      ),
      ("rate = 2\nvalue = 1", "two claims in one [[expect]]: `rate` and `value`"),
      ("norm = \"L2\"", "this expectation claims nothing"),
      ("value = 1", "`value` needs `within` or `relative`"),
      ("value = 1\nwithin = 1\nrelative = 1", "two tolerances in one [[expect]]"),
      ("value = 1\nwithin = 1e-400", "`within` is 0: the number is too small"),
      ("printed = [\"1\", \"2\"]", "`printed` has 2 entries, there are 3 levels"),
      ("printed = \"1.x\"", "\"1.x\" is not a number"),
      ("over = \"method\"\nrate = 2", "`over` needs a list as the claim"),
      (
        "norm = \"L2\"\nquantity = \"integral\"\nrate = 2",
        "`norm` and `quantity` are different columns"
      ),
      ("rate = \"x\"", "`rate` must be a number: it cannot depend on x"),
      // from the results
      (
        "method = \"fd4\"\nnorm = \"H1\"\nmeasure = \"discrete\"\nat = 32\nrate = 4",
        "this expectation asks for a rate, but fd4 H1 discrete is at round-off for n = 32"
      ),
      (
        "norm = \"L2\"\nequals = \"H3\"\nwithin = 0",
        "this expectation matches nothing: there is no column `H3`"
      ),
      (
        "norm = \"L2\"\nat = \"limit\"\nvalue = 0\nwithin = 0",
        "this expectation matches nothing: fd4 L2 spectral has no limit"
      ),
    ])
  func errors(block: String, message: String) {
    let error = #expect(throws: CaseError.self) { try judge(block) }
    #expect(
      error?.diagnostics.map { $0.message.hasPrefix(message) } == [true],
      "\(error?.description ?? "")")
    #expect(error?.diagnostics.first?.line != nil)
  }

  @Test(
    "A number that is none at some n is no claim",
    arguments: [
      ("at = \"all\"\natMost = \"1/(n - 16)\"", "`atMost = 1/(n - 16)` is infinite at n = 16"),
      ("at = 16\natLeast = \"log(16 - n)\"", "`atLeast = log(16 - n)` is infinite at n = 16"),
      ("at = 16\natMost = \"sqrt(8 - n)\"", "`atMost = sqrt(8 - n)` is not defined at n = 16"),
      (
        "at = 16\nvalue = \"1/(n - 16)\"\nrelative = 1",
        "`value = 1/(n - 16)` is infinite at n = 16"
      ),
      ("at = 16\nbetween = [0, \"1/(n - 16)\"]", "`atMost = 1/(n - 16)` is infinite at n = 16"),
    ])
  func claimsWithoutNumber(claim: String, message: String) throws {
    let error = #expect(throws: CaseError.self) {
      try judge("method = \"fd2\"\nnorm = \"L2\"\nmeasure = \"discrete\"\n\(claim)\n")
    }
    let found = error?.diagnostics.first
    #expect(
      found?.message == "this expectation compares fd2 L2 discrete with no number: \(message)",
      "\(error?.description ?? "")")
    #expect(found?.line != nil)
  }

  @Test("A failure that must happen")
  func failure() throws {
    let block = "[[expect]]\nfails = \"not finite\"\n"
    let broken = smallCase.with("sin(pi*y)", "sin(pi*y)/0")
    let study = try Case(CaseFile(broken + block, name: "case.toml"))
    let results = try study.run()
    #expect(try study.judge(results).map(\.met) == [true])
    let sound = try Case(CaseFile(smallCase + block, name: "case.toml"))
    #expect(try sound.judge(sound.run()).map(\.met) == [false])
    let other = broken + block.with("not finite", "incompatible")
    #expect(throws: CaseFailure.self) { try Case(CaseFile(other, name: "case.toml")).run() }
  }

  @Test(
    "Printed numbers",
    arguments: [
      ("1.840e-01", 0.18404, true), ("1.840e-01", 0.18406, false), ("0.25", 0.245, true),
      ("0.25", 0.255, true), ("-3.68956", -3.689557, true), ("12", 12.4, true), ("12", 12.6, false),
    ])
  func printed(text: String, x: Double, agrees: Bool) throws {
    let number = try #require(PrintedNumber(text))
    #expect(number.agrees(with: x, units: 0, tolerance: 0) == agrees)
    #expect(number.agrees(with: x, units: 1, tolerance: 0))
  }
}
