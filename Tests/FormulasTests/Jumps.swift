import Formulas
import Testing

/// ∂ⁿu/∂cⁿ is a function where no derivative of lower order jumps along c, and then only.
@Suite struct Jumps {
  private let square = Formula.Box([0...1, 0...1], isPeriodic: [false, false])
  private let cylinder = Formula.Box([0...1, 0...1], isPeriodic: [true, false])

  /// The order of the first derivative along x that is no function; nil up to the fourth.
  private func firstOrder(_ text: String, in box: Formula.Box) throws -> Int? {
    let u = try Formula(text)
    return (1...4).first { (try? u.derivative(.x, order: $0, in: box)) == nil }
  }

  @Test(
    "The order of the first derivative with a delta",
    arguments: [
      ("if(x < 1/2, 1, 10)", 1), ("if(x + y < 1/2, 1, 10)", 1), ("heaviside(x - 0.3)", 1),
      ("abs(x - 0.5)", 2), ("min(x, 1 - x)", 2), ("max(x - y, 0)", 2), ("abs(sin(7*x))", 2),
      ("max(0, x - 0.5)^2", 3), ("abs(x - 0.5)^3", 4), ("if(x < 0.5, x^2, x - 0.25)", 3),
      ("sqrt((x - 0.5)^2)", 2), ("hypot(x - 0.5, 0*y)", 2), ("if(abs(x - 0.503) < 1e-4, 10, 1)", 1),
      ("if((x - 0.3)^2 + (y - 0.7)^2 < 1e-5, 10, 1)", 1), ("atan2(x - 0.5, y - 0.5)", 1),
      ("if(floor(3*x) == 1, 2, 1)", 1), ("(x - 0.5)*if(x < 0.5, 1, 10)", 2),
    ] as [(String, Int)])
  func breaks(text: String, order: Int) throws {
    #expect(try firstOrder(text, in: square) == order, "\(text)")
  }

  @Test(
    "What does not change in the box, agrees, or is parallel to x has every derivative",
    arguments: [
      "abs(x)", "abs(x + y)", "max(x, -1)", "if(x < 2, 1, 10)", "if(x < 1/2, x*y, y*x)",
      "sqrt(x + 1)",
      "if(x < 0.5, (x - 0.5)^2, x^2 - x + 0.25)", "if(y < 1/2, 1, 10)*sin(x)", "abs(y - 0.5)*x",
      "atan2(x + 1, y)", "if(x <= 0, 5, 1)", "exp(x)/(1 + x*y)",
    ])
  func harmless(text: String) throws { #expect(try firstOrder(text, in: square) == nil, "\(text)") }

  /// |x − c|^p sign(x − c) has the gap 2 ρ^p over a reach ρ, which goes, as slowly as p says.
  @Test("A root is no jump, and hides none", arguments: [0.1, 0.3, 0.5, 0.75, 0.9])
  func roots(_ p: Double) throws {
    for c in [0.3, 0.5, 0.71828] {
      let touched = "((x - \(c))^2)^\(p / 2)"
      for root in [
        "if(x < \(c), -1, 1)*\(touched)",
        "if(x < \(c), -1, 1)*if(x < \(c), \(c) - x, x - \(c))^\(p)",
        "(x - \(c))*((x - \(c))^2)^\((p - 1) / 2)",
      ] {
        #expect(try Formula(root).jump(along: .x, in: square) == nil, "\(root)")
        #expect(
          try Formula("\(root) + if(x < \(c), 0, 0.9)").jump(along: .x, in: square) != nil,
          "\(root)")
      }
      // Its integral has it as its derivative.
      #expect(try firstOrder("((x - \(c))^2)^\((1 + p) / 2)", in: square) ?? 3 > 2)
    }
  }

  /// A jump J is seen where it is more than the gap 2 ρ^p that the root has left at the reach ρ = 10⁻¹³ of
  /// an interval of length 1, whatever their signs; the place is known to 10⁻³ of ρ.
  @Test("Of a root and a jump the larger one decides", arguments: [0.085, 0.1, 0.2, 0.3, 0.4])
  func shares(_ p: Double) throws {
    var left = 2.0
    for _ in 0..<Int((130 * p).rounded()) { left *= 0.794_328_234_724_281_5 }
    // Of ρ^p in tenths of a decade.
    for c in [0.3, 0.5, 0.71828] {
      let root = "if(x < \(c), -1, 1)*if(x < \(c), \(c) - x, x - \(c))^\(p)"
      for (factor, isJump) in [(2.0, true), (-2, true), (0.5, false), (-0.5, false), (0, false)] {
        let u = "\(root) + if(x < \(c), 0, \(factor * left))"
        #expect(try (Formula(u).jump(along: .x, in: square) != nil) == isJump, "\(u)")
      }
    }
  }

  @Test("A root down to the twentieth is none")
  func slowRoot() throws {
    let root = "if(x < 0.3, -1, 1)*if(x < 0.3, 0.3 - x, x - 0.3)^0.05"
    #expect(try Formula(root).jump(along: .x, in: square) == nil)
  }

  @Test(
    "Around a period the ends have to agree",
    arguments: [
      ("x", 1), ("x*(1 - x)", 2), ("abs(sin(pi*x))", 2), ("exp(x)*sin(2*pi*x)", 2),
      ("x^2*(1 - x)^2", 4), ("sin(2*pi*x)*y", nil), ("exp(cos(2*pi*x))", nil),
    ] as [(String, Int?)])
  func seams(text: String, order: Int?) throws {
    #expect(try firstOrder(text, in: cylinder) == order, "\(text)")
  }

  @Test("The error says what jumps and where")
  func messages() throws {
    func message(_ text: String, _ box: Formula.Box) throws -> String {
      let u = try Formula(text)
      return try #require(throws: DifferentiationError.self) {
        try u.derivative(.x, order: 2, in: box)
      }.description
    }
    #expect(
      try message("abs(x - 0.5)", square)
        == "∂x of `abs(x - 0.5)` jumps where x - 0.5 changes sign, at (0.5, 0.4142): "
        + "its derivative is no function")
    #expect(
      try message("x", cylinder)
        == "`x` jumps between the ends of the period of x: its derivative is no function")
  }
}
