import Formulas
import RealModule
import Testing

@Suite("The grammar of expressions") struct Grammar {
  @Test(
    "Precedence and associativity",
    arguments: [
      ("-2^2", -4), ("2^-1", 0.5), ("2^3^2", 512), ("2**3**2", 512), ("-2^-2", -0.25),
      ("2*-3", -6), ("1 - -1", 2), ("---1", -1), ("+1", 1), ("8/4/2", 1), ("8/4*2", 4),
      ("1 - 2 - 3", -4), ("2*3^2", 18), ("(1 + 2)*3", 9), ("1 + 2*3", 7), (".5 + 1. + 1e-1", 1.6),
      ("1e2", 100), ("1 +\n 2\t+\r\n3", 6), ("2^0", 1), ("0^0", 1), ("(-2)^3", -8),
      ("1 < 2", 1), ("2 <= 1", 0), ("1 > 2", 0), ("2 >= 2", 1), ("1 == 1", 1), ("1 != 1", 0),
      ("1 + 1 < 3 - 1", 0), ("if(1 < 2, 3, 4)", 3), ("if(0, 1/1, 5)", 5), ("sign(0)", 0),
      ("sign(-3)", -1), ("heaviside(0)", 0.5), ("heaviside(1)", 1), ("mod(-1, 3)", 2),
      ("mod(7, -3)", -2), ("floor(-0.5)", -1), ("ceil(0.5)", 1), ("min(3, 1, 2)", 1),
      ("max(3, 1, 2)", 3), ("hypot(3, 4)", 5), ("hypot(2, 3, 6)", 7), ("cbrt(-8)", -2),
      ("sqrt(9)", 3), ("abs(-2)", 2), ("log2(8)", 3), ("log10(1000)", 3), ("gamma(5)", 24),
      ("atan2(0, -1)/pi", 1), ("log(e)", 1), ("cos(pi)", -1), ("e^2/exp(2)", 1), ("(x - x) + 1", 1),
    ] as [(String, Double)])
  func precedence(text: String, value: Double) throws {
    let found = try #require(try Formula(text).constant)
    #expect(Swift.abs(Double(found) - value) <= 4 * value.magnitude.ulp)
  }

  /// Where the sums e^u − 1, log(1 + u) and 1 − erf u would swallow them.
  @Test(
    "Functions of small and large arguments keep their digits",
    arguments: [
      ("expm1(x)", 1e-18, 1e-18), ("log1p(x)", 1e-18, 1e-18),
      ("erfc(x)", 10, 2.088487583762545e-45), ("expm1(log1p(x))", 3, 3),
      ("erf(x) + erfc(x)", 0.5, 1),
    ] as [(String, Double, Double)])
  func digits(text: String, x: Double, value: Double) throws {
    let found = try Formula(text).value(at: [x])
    #expect(Swift.abs(found - value) <= 4 * value.ulp)
  }

  @Test("The power binds tighter than the sign, and to the right, for functions too")
  func powers() throws {
    let point = [1.5, 0.5]
    #expect(try Formula("-x^2").value(at: point) == -2.25)
    #expect(try Formula("x^-y^2").value(at: point) == Double.pow(1.5, -0.25))
    #expect(try Formula("2^-x").value(at: point) == Double.pow(2, -1.5))
    #expect(try Formula("y^x^2").value(at: point) == Double.pow(0.5, 2.25))
    #expect(try Formula("(-x)^3").value(at: point) == -3.375)
  }

  @Test("r and theta are polar about the origin, theta in (−π, π]")
  func polar() throws {
    let (r, theta) = (try Formula("r"), try Formula("theta"))
    #expect(r.value(at: [3.0, -4]) == 5)
    #expect(theta.value(at: [-1.0, 0]) == .pi)
    #expect(theta.value(at: [-1.0, -1e-300]) == -.pi)
    #expect(r.value(at: [3.0, 4, 7]) == 5)
    #expect(try Formula("r + theta", rank: 1).value(at: [-2.0]) == 2 + .pi)
  }

  @Test("Parameters stand for formulas, and may use each other")
  func parameters() throws {
    let k = try Formula("2*pi")
    let phase = try Formula("k*x", parameters: ["k": k])
    let u = try Formula("sin(φ)^2 + k₁", parameters: ["φ": phase, "k₁": 3])
    #expect(u.value(at: [0.25]) == 4)
    #expect(u.coordinates == [.x])
  }

  @Test("Further variables follow x, y and z")
  func variables() throws {
    let weight = try Formula("(1 + lambda)^(-1/2) + kx", variables: ["kx", "ky", "kz", "lambda"])
    #expect(weight.value(at: [0, 0, 0, 2, 0, 0, 3.0]) == 2.5)
    #expect(
      weight.values(atColumns: [[0, 0], [0, 0], [0, 0], [2, 3], [0, 0], [0, 0], [3.0, 0]])
        == [2.5, 4])
    #expect(weight.coordinates.isEmpty && weight.constant == nil)
    #expect(weight.description.contains("lambda"))
  }

  @Test("Ten thousand terms and ten thousand factors are no difficulty")
  func long() throws {
    let n = 10_000
    let terms = (1...n).map { "sin(\($0)*x)" }.joined(separator: " + ")
    let u = try Formula(terms)
    let oracle = (1...n).reduce(0.0) { $0 + Double.sin(Double($1) * 0.3) }
    #expect(Swift.abs(u.value(at: [0.3]) - oracle) < Double(n) * .ulpOfOne * 100)
    #expect(u.values(on: [[0.3, 0.4]])[0] == u.value(at: [0.3]))
    let d = try u.derivative(.x)
    #expect(d.nodeCount < 4 * n)
    let product = try Formula(Array(repeating: "x", count: n).joined(separator: "*"))
    #expect(product.value(at: [1.0]) == 1 && product.nodeCount == 2)
    #expect(try Formula(String(repeating: "-", count: n) + "x").value(at: [2.0]) == 2)
  }

  @Test("Names of an expression, for the order of parameters")
  func names() {
    #expect(Formula.names(in: "a*sin(b*x) + a + pi") == ["a", "b", "x"])
    #expect(Formula.reservedNames.contains("gamma") && Formula.reservedNames.contains("lambda"))
    #expect(Formula.meaning(of: "gamma") == "the function gamma(x)")
    #expect(Formula.meaning(of: "atan2") == "the function atan2(y, x)")
    #expect(Formula.meaning(of: "c") == nil)
    #expect(Formula.reservedNames.allSatisfy { Formula.meaning(of: $0) != nil })
  }

  @Test(
    "A formula's description is read back as the same function",
    arguments: [
      "x/3 + 2*pi*y", "1 - x^2/y", "(x + 1)*(y - 2)^3", "-x - y", "x/(y*sqrt(x))", "2^x + x^(1/3)",
      "if(x <= 1/3, 1 + x^2, 7/9 + x)", "-(x + y)/2", "exp(-(x^2 + y^2))", "x^-2.5*0.1",
      "(x*y)^y", "mod(x, 1)*atan2(y, x)*r", "-2*x*y + 1e-7", "(x < y)*(y == 2)", "2*(x + 1) - 1",
      "1/(3*x)", "(x^y)^2", "sqrt(x)^3", "pi^2*x/7", "x*0.7306", "theta/2 + pi/3",
    ])
  func description(text: String) throws {
    let u = try Formula(text)
    let v = try Formula(u.description)
    for point in [[0.3, 0.7], [1.25, 2.0], [2.5, 0.1]] {
      #expect(u.value(at: point) == v.value(at: point), "\(text): \(u)")
    }
  }

  @Test("What is written plainly is printed plainly")
  func printing() throws {
    for text in ["x/r", "1/x", "sin(2*pi*x)", "1 - x", "x^2 + y^2", "sin(pi*x)/0", "x/3", "theta"] {
      #expect(try Formula(text).description == text)
    }
  }

  @Test("Sine, cosine and tangent of a constant are 0 at their zeros, and nowhere near them")
  func zeros() throws {
    for k in [-1000, -41, -2, -1, 1, 2, 3, 40, 999] {
      #expect(try Formula("sin(pi*(\(k)))").isZero)
      #expect(try Formula("tan(pi*(\(k)))").isZero)
      #expect(try Formula("cos(pi*(\(k) + 1/2))").isZero)
      #expect(
        try Formula("sin(pi*x)*y").derivative(.y).substituting(.x, by: Formula(Double(k))).isZero)
    }
    for text in ["sin(1e-30)", "sin(3.141592653589793)", "cos(1.5707963267948966)", "sin(pi/2^50)"]
    {
      #expect(try !Formula(text).isZero)
    }
  }
}
