import Formulas
import RealModule
import Testing
import _TestSupport

@Suite("Derivatives are exact") struct Derivatives {
  private typealias Wide = Formula.Constant

  /// Richardson's extrapolation of central differences: an error of O(h⁸).
  private func slow(_ u: Formula, _ point: [Wide], _ axis: Int) -> Wide {
    func central(_ h: Wide) -> Wide {
      var (upper, lower) = (point, point)
      upper[axis] += h
      lower[axis] -= h
      return (u.value(at: upper) - u.value(at: lower)) / (2 * h)
    }
    let h = Wide(1) / 256
    var row = (0..<4).map { central(h / Wide(1 << $0)) }
    for level in 1..<4 {
      let f = Wide(1 << (2 * level))
      row = (0..<row.count - 1).map { (f * row[$0 + 1] - row[$0]) / (f - 1) }
    }
    return row[0]
  }

  /// Rounding of the differences is divided by the smallest step, 2⁻¹¹, and magnified a little by the
  /// extrapolation; the remainder is of order (h/R)⁸ for a distance R of singularities of a quarter.
  private let tolerance: Wide = 1e-12

  static let functions = [
    "sin(u)", "cos(u)", "tan(u)", "asin(u)", "acos(u)", "atan(u)", "sinh(u)", "cosh(u)", "tanh(u)",
    "asinh(u)", "acosh(1 + u)", "atanh(u)", "exp(u)", "expm1(u)", "log(u)", "log1p(u)", "log10(u)",
    "log2(u)", "sqrt(u)",
    "cbrt(u)", "cbrt(-u)", "erf(u)", "erfc(u)", "gamma(u)", "gamma(u - 3)", "hypot(u, v)",
    "atan2(u, v)",
    "atan2(u, -v)", "abs(u)", "abs(-u)", "min(u, v)", "max(u, v)", "if(u < v, sin(u), v^2)",
    "if(u > v, sin(u), v^2)", "u^v", "v^u", "u^2.5", "u^-0.5", "u^7", "u^20", "u^(1/3)", "2^u",
    "u/v", "1/(u*v)", "u*v*exp(u)", "(u + v)^3*(u - 2)^-2", "sin(u)*cos(v)/(2 + u*v)",
    "r", "theta", "r^(2/3)*sin(2*theta/3)", "(x - 1/4)*theta", "-u", "3 - 2*u",
    "exp(-(u^2 + v^2)/0.1)", "if(floor(u) == 0, u^2, v)",
  ]

  @Test("Every function against differences in the widest precision", arguments: functions)
  func first(text: String) throws {
    let u = try Formula("0.3 + x*y/2"), v = try Formula("0.2 + y + x^2/4")
    let f = try Formula(text, parameters: ["u": u, "v": v])
    for point in [[0.5, 0.4], [0.9, 0.55], [0.31, 0.17]] as [[Wide]] {
      for c in [Coordinate.x, .y] {
        let exact = try f.derivative(c).value(at: point)
        let found = slow(f, point, c.rawValue)
        #expect((exact - found).magnitude <= tolerance * max(1, exact.magnitude), "\(text) \(c)")
      }
    }
  }

  @Test("Derivatives of derivatives, to the fourth order", arguments: functions)
  func higher(text: String) throws {
    let u = try Formula("0.3 + x*y/2"), v = try Formula("0.2 + y + x^2/4")
    var f = try Formula(text, parameters: ["u": u, "v": v])
    for order in 2...4 {
      f = try f.derivative(order % 2 == 0 ? .x : .y)
      let point: [Wide] = [0.5, 0.4]
      let exact = try f.derivative(.x).value(at: point)
      let found = slow(f, point, 0)
      // Each order divides by the distance of the nearest singularity once more.
      let scale = max(1, exact.magnitude, f.value(at: point).magnitude * 16)
      #expect((exact - found).magnitude <= tolerance * scale, "\(text) \(order)")
    }
  }

  @Test("The Laplacian of sin πx sin πy is −2π² of it, to the last digit")
  func laplacian() throws {
    let u = try Formula("sin(pi*x)*sin(pi*y)")
    let f = try -(u.derivative(.x, order: 2) + u.derivative(.y, order: 2))
    for (x, y) in zip(whiteNoise(50, seed: 1), whiteNoise(50, seed: 2))
      as Zip2Sequence<[Double], [Double]>
    {
      let point = [x, y]
      let exact = 2 * Wide.pi * Wide.pi * u.value(at: point.map { Wide($0) })
      let found = f.value(at: point)
      // The argument πx is rounded before the sine: an error of ε |πx cot πx| is the user's.
      #expect(
        Swift.abs(found - 2 * .pi * .pi * u.value(at: point)) <= 4 * .ulpOfOne * found.magnitude)
      #expect((Wide(found) - exact).magnitude <= 60 * Wide(Double.ulpOfOne))
    }
    #expect(f.nodeCount <= 9)
  }

  @Test("Fourth derivatives against closed forms")
  func closedForms() throws {
    let point: [Wide] = [0.7, 0.3]
    let (x, y) = (point[0], point[1])
    let cases: [(String, [Int], Wide)] = [
      ("x^3*(1 - x)^3", [4, 0], -72 + 360 * x - 360 * x * x),
      ("exp(x*y)", [2, 2], (2 + 4 * x * y + x * x * y * y) * .exp(x * y)),
      ("exp(2*x)*cos(3*y)", [1, 3], 54 * .exp(2 * x) * .sin(3 * y)),
      ("1/x", [4, 0], 24 / .pow(x, 5)),
      ("log(x)", [4, 0], -6 / .pow(x, 4)),
      ("sqrt(x)", [4, 0], -15 / 16 * .pow(x, -3.5)),
      ("sin(x)^2", [4, 0], -8 * .cos(2 * x)),
      ("x^2*y^3", [2, 2], 12 * y), ("x^2*y", [3, 0], 0),
    ]
    for (text, alpha, exact) in cases {
      let found = try Formula(text).derivative(alpha).value(at: point)
      #expect((found - exact).magnitude <= 64 * .ulpOfOne * max(1, exact.magnitude), "\(text)")
    }
  }

  @Test("The bilaplacian of a product of three stays small")
  func size() throws {
    func bilaplacian(_ text: String) throws -> Formula {
      let u = try Formula(text)
      let lap = try u.derivative(.x, order: 2) + u.derivative(.y, order: 2)
      return try lap.derivative(.x, order: 2) + lap.derivative(.y, order: 2)
    }
    #expect(try bilaplacian("exp(x*y)*sin(pi*x)*sin(pi*y)").nodeCount < 150)
    #expect(try bilaplacian("x^3*(1 - x)^3*y^3*(1 - y)^3").nodeCount < 150)
    #expect(try bilaplacian("sin(pi*x)*sin(pi*y)").nodeCount < 12)
    let u = try Formula("exp(sin(x*y)*cos(x + y))")
    let counts = try (1...8).map { try u.derivative(.x, order: $0).nodeCount }
    // Exponential growth would double at least.
    #expect(Double(counts[7]) < 1.8 * Double(counts[6]), "\(counts)")
  }

  /// The texts of factors, the k-th of which is the same function of k x.
  private func product(_ count: Int, _ factors: [(Int) -> String]) throws -> Formula {
    try Formula(
      factors.flatMap { factor in (1...count).map { factor($0) } }.joined(separator: "*"))
  }

  /// P_k⁽ʲ⁾ = P_{k−1}⁽ʲ⁾ u_k + j P_{k−1}⁽ʲ⁻¹⁾ for u_k′ = 1: a sum and a product for each k and each order up
  /// to j, beside the factors and what they multiply.
  @Test(
    "The derivatives of a product of n linear factors have 2n nodes an order",
    arguments: [4, 13, 40])
  func linearFactors(n: Int) throws {
    var u = try product(n, [{ "(x - 0.01*\($0))" }])
    for order in 1...10 {
      u = try u.derivative(.x)
      #expect(u.nodeCount <= 1 + 2 * n * (order + 1), "\(order): \(u.nodeCount)")
    }
  }

  @Test("A factor more adds no more nodes to a derivative than the one before it")
  func anyFactors() throws {
    let kinds: [[(Int) -> String]] = [
      [{ "(2 + sin(\($0)*x))" }], [{ "cos(\($0)*x)" }, { "sin(\($0)*x)" }],
      [{ "(1 + x + \($0)*y)^2.5" }], [{ "exp(\($0)*x^2)" }, { "(x^2 + \($0))^-1" }],
    ]
    for (i, factors) in kinds.enumerated() {
      let counts = try [8, 12, 16].map { n -> Int in
        var u = try product(n, factors)
        for _ in 1...6 { u = try u.derivative(.x) }
        return u.nodeCount
      }
      #expect(counts[2] - counts[1] <= counts[1] - counts[0], "\(i) \(counts)")
    }
  }

  /// The Taylor series of a product is that of the series of its factors.
  @Test("The derivatives of a product are those of its Taylor series", arguments: [1, 2, 7, 20])
  func taylorSeries(n: Int) throws {
    let t: Wide = 0.3
    var series: [Wide] = [1] + [Wide](repeating: 0, count: 8)
    func multiply(_ factor: [Wide]) {
      series = series.indices.map { j in (0...j).reduce(0) { $0 + series[$1] * factor[j - $1] } }
    }
    for k in 1...n {
      multiply([t - 0.01 * Wide(k), 1] + [Wide](repeating: 0, count: 7))
      var term: Wide = 1
      multiply(
        (0...8).map { j in
          defer { term *= Wide(k) / Wide(n) / Wide(j + 1) }
          let angle = Wide(k) / Wide(n) * t
          let value = [Wide.sin(angle), .cos(angle), -.sin(angle), -.cos(angle)][j % 4]
          return (j == 0 ? 2 : 0) + term * value
        })
    }
    var u = try Formula(
      (1...n).map { "(x - \($0)/100)*(2 + sin(\($0)*x/\(n)))" }.joined(separator: "*"))
    var factorial: Wide = 1
    for j in 1...8 {
      u = try u.derivative(.x)
      factorial *= Wide(j)
      let exact = factorial * series[j]
      let size = exact.magnitude + factorial * series.map(\.magnitude).max()!
      #expect((u.value(at: [t]) - exact).magnitude <= 64 * Wide(n * n) * .ulpOfOne * size, "\(j)")
    }
  }

  @Test("No digits are lost between the orders: narrow values against wide ones")
  func digits() throws {
    for text in [
      "exp(x*y)*sin(pi*x)*sin(pi*y)", "exp(sin(x))*cos(2*y)", "tanh(20*x)*y", "erf(x/y)",
    ] {
      var u = try Formula(text)
      for order in 1...4 {
        u = try u.derivative(order % 2 == 1 ? .x : .y)
        let axis: [Double] = whiteNoise(15, seed: UInt64(order)).map { 1 + $0 / 2 }
        let narrow = u.values(on: [axis, axis])
        let wide = u.values(on: [axis.map { Wide($0) }, axis.map { Wide($0) }])
        let size = wide.map(\.magnitude).max()!
        for (a, b) in zip(narrow, wide) {
          // A rounding each step, and the arguments', of size 30, through the functions.
          let bound = Wide(30 + u.nodeCount) * Wide(Double.ulpOfOne) * size
          #expect((Wide(a) - b).magnitude <= bound, "\(text) \(order)")
        }
      }
    }
  }

  @Test("A jump has no derivative, and is named")
  func refused() throws {
    for name in ["sign", "heaviside", "floor", "ceil"] {
      let u = try Formula("y + \(name)(2*x)*x")
      #expect(throws: DifferentiationError.self) { try u.derivative(.x) }
      do { _ = try u.derivative(.x) } catch {
        #expect(error.function == name && error.expression == "\(name)(2*x)")
      }
      #expect(try u.derivative(.y).constant == 1)
    }
    #expect(throws: DifferentiationError.self) { try Formula("mod(x, 1)").derivative(.x) }
    #expect(throws: DifferentiationError.self) { try Formula("(x < 1)*x").derivative(.x) }
    #expect(throws: DifferentiationError.self) { try Formula("abs(x)*sign(x)").derivative(.x) }
  }

  @Test("Kinks are differentiated on both sides, and at the kink by their mean")
  func kinks() throws {
    let d = try Formula("abs(x)").derivative(.x)
    #expect([-2.0, 0, 2].map { d.value(at: [$0]) } == [-1, 0, 1])
    #expect(try d.derivative(.x).isZero)
    let m = try Formula("max(x, 0)").derivative(.x)
    #expect([-2.0, 0, 2].map { m.value(at: [$0]) } == [0, 0.5, 1])
    #expect(try Formula("abs(x)*x").derivative(.x, order: 2).value(at: [-3.0]) == -2)
  }

  @Test("Switches are where branches change")
  func switches() throws {
    func values(_ text: String) throws -> [Double] {
      try Formula(text).switches.map { $0.value(at: [0.25, 0.5]) }.sorted()
    }
    #expect(try values("abs(x - 1)") == [-0.75])
    #expect(try values("min(x, y) + max(x, 2)") == [-1.75, -0.25])
    #expect(try values("if((x < 1)*(y > 0), x, y)") == [-0.75, -0.5])
    #expect(try values("sin(x)").isEmpty)
    #expect(try Formula("r^3", rank: 1).switches.count == 1)
    #expect(try Formula("abs(x - 1)").derivative(.x).switches.count == 1)
  }

  @Test("Smooth is what has no kinks and jumps on curves")
  func smooth() throws {
    for text in ["sin(x)/y", "r^3", "x^2.5", "gamma(x)"] { #expect(try Formula(text).isSmooth) }
    for text in ["abs(x)", "min(x, y)", "theta", "if(x < 0, 1, x)", "cbrt(x)", "mod(x, 1)"] {
      #expect(try !Formula(text).isSmooth)
    }
  }

  @Test("Analytic is what has no quotients, roots and logarithms either")
  func analytic() throws {
    for text in [
      "sin(x)*y^3 - 2", "x^2 + y^2", "exp(-x^2)/3", "tanh(x)", "sqrt(2)", "expm1(x)*erfc(y)",
    ] {
      #expect(try Formula(text).isAnalytic)
    }
    for text in [
      "1/x", "sqrt(x)", "r", "x^2.5", "log(x)", "log1p(x)", "tan(x)", "2^(1/y)", "abs(x)",
    ] {
      #expect(try !Formula(text).isAnalytic)
    }
  }

  @Test("Substitution commutes with evaluation")
  func substitution() throws {
    let u = try Formula("x^2*sin(y) + x/(1 + y)"), g = try Formula("y^2 + z")
    let v = u.substituting(.x, by: g)
    let point = [7.0, 0.5, 0.25]
    #expect(v.coordinates == [.y, .z])
    #expect(
      Swift.abs(v.value(at: point) - u.value(at: [g.value(at: point), 0.5])) <= 4 * .ulpOfOne)
    #expect(try Formula("x*y").substituting(.x, by: 0).isZero)
    #expect(try Formula("x^2 + y").substituting(.x, by: 3).substituting(.y, by: 1).constant == 10)
    #expect(u.substituting(.z, by: g).description == u.description)
  }

  @Test("Arithmetic of formulas is that of their values")
  func arithmetic() throws {
    let u = try Formula("x + sin(y)"), v = try Formula("sin(y)*x")
    let p = [0.7, 0.4]
    let (a, b) = (u.value(at: p), v.value(at: p))
    for (f, exact) in [
      (u + v, a + b), (u - v, a - b), (u * v, a * b), (u / v, a / b), (-u, -a), (2 * u, 2 * a),
      (Formula.pow(u, 3), a * a * a), (Formula.exp(u), .exp(a)), (u - 0.5, a - 0.5),
      (Formula.sum([u, v, 1]), a + b + 1), (Formula.hypot(u, v), .hypot(a, b)),
    ] as [(Formula, Double)] {
      #expect(Swift.abs(f.value(at: p) - exact) <= 8 * .ulpOfOne * exact.magnitude)
    }
    #expect((u - u).isZero && (0 * u).isZero && (u * 0 + 1).constant == 1)
    #expect((Formula.x * .x * .x).description == "x^3" && (Formula.x + .x).description == "2*x")
    #expect((Formula.x / .x).constant == 1 && Formula.pow(.x, 0).constant == 1)
  }
}
