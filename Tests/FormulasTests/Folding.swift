import Formulas
import Testing

/// Constants are folded.
@Suite struct Folding {
  @Test("Sines and cosines of multiples of π that are 0 are no round-off")
  func zeros() throws {
    for text in ["sin(pi)", "sin(3*pi)", "cos(pi/2)", "tan(2*pi)", "sin(-7*pi)"] {
      #expect(try Formula(text).isZero, "\(text)")
    }
    for text in ["sin(1e-12)", "cos(pi/2 + 1e-12)", "sin(22/7)"] {
      #expect(try !Formula(text).isZero, "\(text)")
    }
    let u = try Formula("sin(pi*x)*exp(y)").substituting(.x, by: 1)
    #expect(u.isZero)
  }
}
