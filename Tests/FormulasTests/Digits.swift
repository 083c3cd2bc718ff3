import Formulas
import Testing

/// A number rounded to n significant digits, over the whole range of doubles.
@Suite("Significant digits") struct Digits {
  @Test(
    "Known texts",
    arguments: [
      (0.1 + 0.2, 6, "0.3"), (2, 6, "2"), (-0.0, 6, "0"), (1.0 / 3, 4, "0.3333"),
      (-2.0 / 3, 4, "-0.6667"), (123456, 3, "123000"), (0.15, 1, "0.2"), (9.9996, 4, "10"),
      (999_999.5, 6, "1000000"), (1e-7, 6, "1e-07"), (1.23456789e-300, 3, "1.23e-300"),
      (1.23456789e300, 3, "1.23e+300"), (.pi, 17, "3.141592653589793"), (.infinity, 6, "inf"),
      (-.infinity, 6, "-inf"), (.nan, 6, "nan"),
    ] as [(Double, Int, String)])
  func texts(x: Double, n: Int, text: String) {
    #expect(x.written(digits: n) == text)
  }

  /// |x̃ − x| ≤ ½ 10^(e+1−n), 10^e ≤ |x| < 10^(e+1); below the normal numbers ½ ulp of x̃ more.
  @Test("Every magnitude, from the least subnormal number to the largest")
  func magnitudes() {
    for exponent in stride(from: -1074, through: 1023, by: 7) {
      let x = Double(sign: .plus, exponent: exponent, significand: 1.234_567_890_123_45)
      for n in [1, 4, 6, 12] {
        let y = x.rounded(digits: n)
        #expect(y.isFinite && y > 0, "\(x)")
        // 10^e ≤ x, and a unit in the last place of the shortest text.
        let relative = 0.5 * [1: 1, 4: 1e-3, 6: 1e-5, 12: 1e-11][n]!
        #expect(abs(y - x) <= relative * x * (1 + 1e-10) + 2 * x.ulp, "\(x) in \(n) digits: \(y)")
        #expect((-x).rounded(digits: n) == -y)
        #expect(y.rounded(digits: n) == y, "\(y) has \(n) digits already")
      }
    }
    #expect(Double.leastNonzeroMagnitude.rounded(digits: 6) == .leastNonzeroMagnitude)
    #expect(Double.leastNonzeroMagnitude.written(digits: 6) == "5e-324")
    #expect(Double("1.5e-308")!.written(digits: 6) == "1.5e-308")
    // 1.7977e308 lies within the range, 1.8e308 does not.
    #expect(
      Double.greatestFiniteMagnitude.written(digits: 2) == "\(Double.greatestFiniteMagnitude)")
    #expect(1.7976e308.rounded(digits: 5) == 1.7976e308)
  }

  /// Texts of n digits are what rounding keeps, and rounding is monotone.
  @Test("Against decimal arithmetic in whole numbers")
  func decimals() {
    for d in stride(from: 100_000, to: 1_000_000, by: 997) {
      for p in [-300, -30, -5, 0, 9, 200] {
        let x = Double("\(d)e\(p)")!
        #expect(x.rounded(digits: 6) == x)
        #expect(x.rounded(digits: 3) == Double("\((d + 500) / 1000)e\(p + 3)")!, "\(x)")
      }
    }
  }
}
