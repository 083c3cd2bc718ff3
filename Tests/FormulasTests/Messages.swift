import Formulas
import Testing
import _TestSupport

@Suite("What the user reads") struct Messages {
  private func issues(_ text: String, rank: Int? = nil) -> [FormulaError.Issue] {
    do {
      _ = try Formula(text, parameters: ["contrast": 2], rank: rank)
      Issue.record("`\(text)` was read")
      return []
    } catch {
      return error.issues
    }
  }

  @Test("Implicit multiplication and a function without parentheses, both in one text")
  func multiplication() {
    let found = issues("sin(2pi*x)*cos y")
    #expect(
      found.map(\.message) == [
        "multiplication must be written: 2*pi", "`cos` is a function: write cos(y)",
      ])
    #expect(found.map(\.range) == [5..<6, 11..<14])
  }

  @Test(
    "One message, at the right place",
    arguments: [
      ("x(1 - x)", 1..<2, "multiplication must be written: x*(1 - x)"),
      ("(x + 1)(x - 1)", 7..<8, "multiplication must be written: (x + 1)*(x - 1)"),
      ("2 sin(x)", 2..<3, "multiplication must be written: 2*sin(x)"),
      ("x^2y", 3..<4, "multiplication must be written: x^2*y"),
      ("3e*x", 1..<2, "multiplication must be written: 3*e"),
      ("cos", 0..<3, "`cos` is a function: write cos(x)"),
      ("sin^2(x)", 0..<3, "`sin` is a function: write sin(x)^2"),
      ("", 0..<0, "the expression is empty"),
      (" \n ", 3..<3, "the expression is empty"),
      ("(x + 1", 0..<1, "`(` is never closed"),
      ("2*sin(x", 5..<6, "`(` is never closed"),
      ("x + 1)", 5..<6, "`)` closes nothing"),
      ("x +", 3..<3, "nothing between `+` and the end"),
      ("x + * y", 4..<5, "nothing between `+` and `*`"),
      ("* y", 0..<1, "unexpected `*`"),
      ("()", 1..<2, "nothing between `(` and `)`"),
      ("if(x = 1, 2, 3)", 5..<6, "`=` does not compare"),
      ("0 < x < 1", 6..<7, "comparisons cannot be chained: `<`, then `<`"),
      ("atan2(x)", 0..<5, "`atan2` takes 2 arguments, not 1"),
      ("sin(x, y)", 0..<3, "`sin` takes 1 argument, not 2"),
      ("sin()", 0..<3, "`sin` takes 1 argument, not 0"),
      ("foo(x) + 1", 0..<3, "unknown function `foo`"),
      ("contrst*x", 0..<7, "unknown name `contrst`"),
      ("lambda", 0..<6, "`lambda` has no value here"),
      ("1,5*x", 1..<2, "unexpected `,`"),
      ("x × y", 2..<4, "unexpected character `×`"),
      ("x²", 1..<3, "unexpected character `²`"),
      ("x # y", 2..<3, "unexpected character `#`"),
      ("1 + 1/0", 4..<7, "`1/0` is infinite"),
      ("x*log(0 - 1)", 2..<12, "`log(0 - 1)` is not a number"),
      ("1e99999", 0..<7, "the number is too large"),
    ] as [(String, Range<Int>, String)])
  func one(text: String, range: Range<Int>, message: String) {
    let found = issues(text)
    #expect(found.count == 1)
    #expect(found.first?.message == message)
    #expect(found.first?.range == range)
  }

  @Test(
    "The nearest spelling",
    arguments: [
      ("contrst", "contrast"), ("sni(x)", "sin"), ("Sin(x)", "sin"), ("PI", "pi"), ("ln(x)", "log"),
      ("arctan(x)", "atan"), ("π*x", "pi"), ("heavyside(x)", "heaviside"), ("thta", "theta"),
    ])
  func spelling(text: String, name: String) {
    #expect(issues(text).first?.hint == "did you mean `\(name)`?")
  }

  @Test("No suggestion for what resembles nothing")
  func noSpelling() {
    #expect(issues("qqqqq").first?.hint == nil)
    #expect(issues("w").first?.hint == nil)
  }

  @Test("A coordinate that the domain has not")
  func rank() {
    #expect(issues("x + y", rank: 1).first?.message == "there is no `y`: the domain has 1 axis")
    #expect(issues("x + z", rank: 2).first?.message == "there is no `z`: the domain has 2 axes")
  }

  @Test("Deep nesting is one error, not a crash")
  func nesting() {
    let n = 10_000
    let open = String(repeating: "(", count: n)
    for text in [
      open + "x" + String(repeating: ")", count: n), open,
      String(repeating: "sin(", count: n) + "x",
      Array(repeating: "x", count: n).joined(separator: "^"),
      Array(repeating: "x", count: n).joined(separator: "^-"),
      String(repeating: "sin ", count: n) + "x",
    ] {
      #expect(issues(text).last?.message == "nested more than 200 levels deep")
    }
    #expect(throws: Never.self) {
      try Formula(String(repeating: "(", count: 150) + "x" + String(repeating: ")", count: 150))
    }
  }

  @Test("Parameters nest as deep as one likes")
  func deepParameters() throws {
    var u = Formula.x
    for _ in 0..<500 { u = try Formula("sin(u) + x", parameters: ["u": u]) }
    #expect(u.value(at: [0.5]).isFinite)
    #expect(try u.derivative(.x).value(at: [0.5]).isFinite)
    #expect(u.description.contains("…"))
  }

  @Test("Every text is read, or refused at a place inside it")
  func anyText() {
    let words = [
      "x", "y", "sin", "(", ")", "(", ")", ",", "+", "-", "*", "/", "^", "2", ".5", "1e3", "if",
      "<",
      "==", "=", " ", "pi", "foo", "χ", "²", "min", "r", "0", "sqrt", "sign",
    ]
    var generator = SeededGenerator(seed: 11)
    var read = 0
    for _ in 0..<20_000 {
      let length = Int.random(in: 1...12, using: &generator)
      let text = (0..<length).map { _ in words.randomElement(using: &generator)! }.joined()
      do {
        let u = try Formula(text)
        read += 1
        _ = u.description
        _ = try? u.derivative(.x)
        let point = [0.3, -0.4]
        #expect((u.causeOfNonFinite(at: point) == nil) == u.value(at: point).isFinite, "\(text)")
      } catch {
        for issue in error.issues {
          #expect(issue.range.lowerBound >= 0 && issue.range.upperBound <= text.utf8.count)
          #expect(!issue.range.isEmpty || issue.range.lowerBound == text.utf8.count)
        }
      }
    }
    #expect(read > 500)
  }
}
