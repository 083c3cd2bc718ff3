import Formulas
import Testing

/// The planes perpendicular to x on which a function of the unit square may break.
@Suite struct BreakPlanes {
  private let square = Formula.Box([0...1, 0...1], isPeriodic: [false, false])

  @Test(
    arguments: [
      ("abs(x - 0.37)", [0.37]), ("floor(4*x)*y", [0.25, 0.5, 0.75]),
      ("mod(3*x, 1)", [1 / 3.0, 2 / 3.0]),
      ("abs((x - 0.5)*(1 + y))", [0.5]), ("if(x < 0.2, 1, y)", [0.2]), ("min(x, 1 - x)", [0.5]),
      ("heaviside(x - 0.3)*max(y - 0.4, 0)", [0.3]), ("abs(sign(x - 0.6))", [0.6]),
      ("abs(x - 0.4) + abs(0.4 - x)^3 + abs(x - 0.41)", [0.4, 0.41]),
      ("abs(x - y)", []), ("hypot(x - 0.5, y - 0.5)", []), ("abs(y - 0.37)*x", []), ("abs(x)", []),
      ("abs(x - 2)", []), ("sqrt(1 + x)*exp(x)/(1 + y)", []), ("if(x + y < 1, x, 1)", []),
    ] as [(String, [Double])])
  func ofAnExpression(text: String, planes: [Double]) throws {
    let found = try Formula(text).breakPlanes(along: .x, in: square)
    #expect(found.count == planes.count, "\(text): \(found)")
    for (place, known) in zip(found, planes) { #expect(abs(place - known) <= 1e-15, "\(text)") }
  }

  /// Half of the digits of the place of a double zero.
  @Test func ofARoot() throws {
    let found = try Formula("sqrt((x - 0.4)^2)").breakPlanes(along: .x, in: square)
    #expect(found.count == 1 && abs(found[0] - 0.4) < 1e-7, "\(found)")
  }

  @Test(arguments: [
    ("abs(x - y)", true), ("hypot(x - 0.503, y - 0.5)", false), ("abs(x + y)", false),
    ("x*floor(2*y + 0.1)", true), ("exp(x*y)", false), ("max(x, -1)", false),
    ("abs(x - 1/2)", true),
  ])
  func somewhere(text: String, isBroken: Bool) throws {
    #expect(try Formula(text).breaks(in: square) == isBroken, "\(text)")
  }
}
