import Formulas
import Testing

@Suite("Why a value is not finite") struct Finiteness {
  @Test(
    "The deepest subexpression that makes it so",
    arguments: [
      ("x/r", [0, 0], "x/r is 0/0"), ("1 + 2*sin(1/x)", [0, 1], "1/x is 1/0"),
      ("y + log(x)", [0, 1], "log(x) is log(0)"),
      ("exp(sqrt(x - 1))", [0, 0], "sqrt(x - 1) is sqrt(-1)"),
      ("sin(pi*x)/0", [0, 0], "sin(pi*x)/0 is 0/0"), ("1/sqrt(x)", [0, 0], "1/sqrt(x) is 1/0"),
      ("exp(1000*x)", [1, 0], "exp(1000*x) is exp(1000)"),
      ("x^(1/3)", [-1, 0], "x^(1/3) is (-1)^(1/3)"), ("x^y", [0, -1], "x^y is 0^(-1)"),
      ("if(x > 0, log(x), 1/x)", [0, 0], "1/x is 1/0"), ("r^(-0.5)", [0, 0], "1/sqrt(r) is 1/0"),
    ] as [(String, [Double], String)])
  func cause(text: String, point: [Double], cause: String) throws {
    let u = try Formula(text)
    #expect(!u.value(at: point).isFinite)
    #expect(u.causeOfNonFinite(at: point) == cause)
  }

  @Test("A finite value has no cause, whatever its parts are")
  func finite() throws {
    #expect(try Formula("if(x > 0, log(x), 0)").causeOfNonFinite(at: [0]) == nil)
    #expect(try Formula("1/(1 + 1/x)").causeOfNonFinite(at: [0]) == nil)
  }
}
