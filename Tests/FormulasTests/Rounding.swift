import Formulas
import RealModule
import Testing

/// A bound of round-off is one, and is not far above what is lost.
@Suite struct Rounding {
  private typealias Number = Formula.Constant
  private let unit = Formula.Constant.ulpOfOne

  @Test("Terms that cancel: of (1 − x)³ written out 16 units are lost at most")
  func cancellation() throws {
    let u = try Formula("1 - 3*x + 3*x^2 - x^3")
    for k in [3, 8, 20, 40] {
      // x and its distance to 1 are exact.
      let distance = Number.exp2(-Number(k))
      let found = u.roundedValue(at: [1 - distance])
      #expect((found.value - distance * distance * distance).magnitude <= found.error, "\(k)")
      // The terms are 8 together; each is rounded twice, each of three sums once.
      #expect(found.error <= 64 * unit)
    }
  }

  @Test("The sine of a large argument has the argument's round-off")
  func largeArguments() throws {
    for waves in [1, 7, 100, 12_345] {
      for x in [1, 10, 1000] {
        let found = try Formula("sin(2*pi*\(waves)*x)").roundedValue(at: [Number(x)])
        let argument = 2 * Number.pi * Number(waves * x)
        #expect(found.value.magnitude <= found.error)
        #expect(found.error <= 8 * unit * argument)
      }
    }
  }

  @Test("What is exact has no error, what is singular an infinite one")
  func ends() throws {
    #expect(try Formula("x + y").roundedValue(at: [3, 0]).error <= 16 * unit)
    #expect(try Formula("1/(x - 1/3)").roundedValue(at: [1 / Number(3)]).error == .infinity)
    #expect(try Formula("if(x < 1, x, 1e9*x)").roundedValue(at: [0.5]).error <= 4 * unit)
  }
}
