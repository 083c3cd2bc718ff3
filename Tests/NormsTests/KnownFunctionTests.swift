import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct KnownFunctionTests {
  private func circle(_ n: Int, _ length: Extended = 2 * .pi) -> FunctionSpace<Double> {
    FunctionSpace(on: Grid(Axis(0, length, cells: n, boundary: .periodic)))
  }

  @Test(
    "exp(cos x), c_k = I_k(1); references hs-expcos and douglas",
    arguments: [
      ("L2", 14.323056878100513), ("|H1|", 4.997133057057809), ("H2:bessel", 32.56104912226261),
      ("H0.5", 16.285492833850185), ("H2.5", 47.78996475452909), ("H-1", 12.125276972128923),
      ("|H0.5|", 28.247939131528085 / (2 * .pi)),
    ])
  func analytic(name: String, square: Double) throws {
    for n in [32, 33, 37] {
      let u = Field(in: circle(n)) { Double.exp(.cos($0)) }
      let norm = try u.norm(Norm(name))
      // I_16(1) < 1e-17: aliasing is below round-off. The references carry 1e-12.
      #expect(isClose(norm * norm, square, 4 * roundoff(n) + 1e-13))
    }
  }

  @Test("Bernoulli polynomials on the unit circle, c_k = −n!/(2πik)^n; references hs-bernoulli#1…8")
  func bernoulli() throws {
    let references: [(n: Int, s: Double, square: Double)] = [
      (1, 0, 0.08333333333333333), (2, 0, 0.005555555555555556), (3, 0, 0.0011904761904761906),
      (4, 0, 0.0004761904761904762), (1, 0.25, 0.33173841862604436), (2, 1, 0.3333333333333333),
      (2, 0.5, 0.03876817960291681), (2, 1.25, 1.3269536745041774),
    ]
    let cells = 2048
    let space = circle(cells, 1)
    let last = cells / 2 - 1
    for (n, s, square) in references {
      var uHat = Coefficients(in: space)
      let factorial = (1...n).reduce(1.0) { $0 * Double($1) }
      for k in 1...last {
        // 1/iⁿ is 1, −i, −1, i
        let size = -factorial / Double.pow(2 * .pi * Double(k), n)
        let (re, im): (Double, Double) = [(1, 0), (0, -1), (-1, 0), (0, 1)][n % 4]
        uHat.values[2 * k] = size * re
        uHat.values[2 * k + 1] = size * im
      }
      let u = Field(uHat)
      let found = try s == 0 ? u.norm(.l2) : u.norm(.homogeneous(s))
      // Σ_{k>K} k^{−p} lies between the integrals from K + 1 and from K.
      let p = 2 * Double(n) - 2 * s
      func tail(_ from: Double) -> Double {
        2 * factorial * factorial * Double.pow(2 * .pi, -p) * Double.pow(from, 1 - p) / (p - 1)
      }
      let gap = square - found * found
      let slack = (4 * roundoff(cells) + 1e-13) * square
      #expect(gap >= tail(Double(last + 1)) - slack && gap <= tail(Double(last)) + slack, "B_\(n)")
    }
  }

  @Test("|sin x|: |u|²_s = (16/π) Σ (2j)^{2s}/(4j²−1)²; references hs-abssin#1…5")
  func kink() throws {
    let cells = 4096
    let space = circle(cells)
    var uHat = Coefficients(in: space)
    let last = cells / 4 - 1
    for j in 1...last { uHat.values[4 * j] = -2 / (.pi * (4 * Double(j) * Double(j) - 1)) }
    let u = Field(uHat)
    let references: [(s: Double, square: Double)] = [
      (0.25, 0.863539335831575), (0, 0.5951135641194679), (0.5, 4 / .pi), (1, .pi),
      (1.25, 6.227739833872006),
    ]
    for (s, square) in references {
      let found = try s == 0 ? u.norm(.l2) : u.norm(.homogeneous(s))
      // (2j)^{2s}/(4j²−1)² lies between (2j)^{2s−4} and (2j)^{2s}/((2j−1)(2j+1))² ≤ (2j−1)^{2s−4}.
      func tail(_ from: Double) -> Double {
        16 / .pi * Double.pow(from, 2 * s - 3) / (2 * (3 - 2 * s))
      }
      let gap = square - found * found
      let slack = 1e-9 * square
      #expect(
        gap >= tail(Double(2 * last + 2)) - slack && gap <= tail(Double(2 * last - 1)) + slack)
    }
    // As |u|₁² = ∫cos² the staggered difference of the samples converges to π.
    let samples = Field(in: space) { Double.sin($0).magnitude }
    let discrete = try samples.norm(.homogeneous(1), scheme: Scheme(.staggered(order: 2)))
    let h = 2 * Double.pi / Double(cells)
    #expect(abs(discrete * discrete - .pi) <= h * h)
  }

  @Test("The square wave is in H^s for s < 1/2 only: |u|²_s = (16/π)(1 − 2^{2s−2}) ζ(2 − 2s)")
  func jump() throws {
    let cells = 4096
    var uHat = Coefficients(in: circle(cells))
    let last = cells / 2 - 1
    for k in stride(from: 1, through: last, by: 2) {
      uHat.values[2 * k + 1] = -2 / (.pi * Double(k))
    }
    let u = Field(uHat)
    let zeta = [(0.25, 2.612375348685488), (0.0, Double.pi * .pi / 6)]
    for (s, value) in zeta {
      let square = 16 / .pi * (1 - Double.exp2(2 * s - 2)) * value
      let found = try s == 0 ? u.norm(.l2) : u.norm(.homogeneous(s))
      func tail(_ from: Double) -> Double {
        16 / .pi * Double.pow(from, 2 * s - 1) / (2 * (1 - 2 * s))
      }
      let gap = square - found * found
      let slack = 4 * roundoff(cells) * square
      #expect(gap >= tail(Double(last + 2)) - slack && gap <= tail(Double(last)) + slack)
    }
    // Each doubling adds (16/π)(ln 2)/2 to |u|²_{1/2}: not in H^{1/2}.
    func half(_ n: Int) throws -> Double {
      let u = try Field(
        Coefficients(in: circle(n), values: Array(uHat.values[..<(n + 2)])).withoutLast
      ).norm(.homogeneous(0.5))
      return u * u
    }
    #expect(isClose(try half(4096) - half(2048), 8 / .pi * .log(2), 1e-3))
  }

  @Test("The hat is its own P1 interpolant: ‖u‖² = 2/3, |u|₁² = 2, exactly on every even grid")
  func hat() throws {
    for n in [2, 4, 6, 8, 64] {
      let axis = Axis(-1, 1, cells: n, boundary: .dirichlet)
      let u = Field(in: FunctionSpace<Double>(on: Grid(axis))) { 1 - $0.magnitude }
      let p1 = Scheme(.spline(degree: 1))
      #expect(isClose(try u.norm(.l2, scheme: p1), (2.0 / 3).squareRoot(), roundoff(n)))
      #expect(isClose(try u.norm(.homogeneous(1), scheme: p1), 2.0.squareRoot(), roundoff(n)))
      #expect(isClose(try u.norm(.h(1), scheme: p1), (8.0 / 3).squareRoot(), roundoff(n)))
      let differences = try u.norm(.homogeneous(1), scheme: Scheme(.staggered(order: 2)))
      #expect(isClose(differences, 2.0.squareRoot(), roundoff(n)))
      #expect(try u.norm(.h(2), scheme: .init(.staggered(order: 2))) > 1)
      #expect(try u.norms([.h(2)], scheme: p1) == [nil])
    }
  }

  @Test("u = 1 is not in H¹₀: its grid value grows like h^{−1/2}")
  func boundaryJump() throws {
    func h1(_ n: Int) throws -> Double {
      let axis = Axis(0, .pi, cells: n, boundary: .dirichlet)
      return try Field(in: FunctionSpace<Double>(on: Grid(axis))) { _ in 1 }
        .norm(.homogeneous(1), scheme: Scheme(.staggered(order: 2)))
    }
    // Two jumps of 1 over h: |u|₁² = 2/h.
    for n in [4, 7, 64] {
      #expect(isClose(try h1(n), (2 * Double(n) / .pi).squareRoot(), roundoff(n)))
    }
  }

  @Test("Inequalities of Bernstein and of P1, with equality; references inverse-ineq")
  func inverse() throws {
    let space = circle(17)
    let u = Field(in: space) { Double.cos(8 * $0) }
    #expect(isClose(try u.norm(.homogeneous(1)) / u.norm(.l2), 8, roundoff(17)))
    let saw = Field(in: circle(16), values: (0..<16).map { $0 % 2 == 0 ? 1 : -1 })
    let p1 = Scheme(.spline(degree: 1))
    let h = Double.pi / 8
    let ratio = try h * saw.norm(.homogeneous(1), scheme: p1) / saw.norm(.l2, scheme: p1)
    #expect(isClose(ratio, 2 * 3.0.squareRoot(), roundoff(16)))
    let plane = FunctionSpace<Double>(
      on: Grid([Axis](repeating: Axis(0, 2 * .pi, cells: 16, boundary: .periodic), count: 2)))
    let checkerboard = Field(
      in: plane, values: (0..<256).map { ($0 / 16 + $0) % 2 == 0 ? 1 : -1 })
    let q1 =
      try h * checkerboard.norm(.homogeneous(1), scheme: p1)
      / checkerboard.norm(.l2, scheme: p1)
    #expect(isClose(q1, 2 * 6.0.squareRoot(), roundoff(256)))
  }
}

extension Coefficients {
  fileprivate var withoutLast: Coefficients {
    var result = self
    for i in 1...2 { result.values[result.values.count - i] = 0 }
    return result
  }
}
