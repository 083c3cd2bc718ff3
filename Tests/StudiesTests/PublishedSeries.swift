import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Limits that are known as series: sine series by exact coefficients, and extrapolation.
@Suite struct PublishedSeries {
  private func series(
    _ rank: Int, power: Double = 1, _ method: Method, _ cells: [Int], _ quantities: [Quantity]
  ) throws -> Series {
    let problem = try problem(
      (0..<rank).map { _ in unitDirichlet }, source: "1", power: power)
    var options = options(cells.map { [Int](repeating: $0, count: rank) })
    options.quantities = quantities
    return try ConvergenceStudy(problem, [method], options).series()
  }

  private let sine = Method(.spectral, load: .projected)

  /// ∫u is the sum of 64/(π⁶ k² l² (k² + l²)) over odd k, l: what lies beyond n is positive and at
  /// most 2 · 64/π⁶ · π²/8 · Σ_{k>n} k⁻⁴, k odd, that is 8/(3π⁴ (n − 1)³).
  @Test func torsionOfASquareToTheSeriesTail() throws {
    let exact = 0.03514425373878843
    let found = try series(2, sine, [16, 32, 64, 128], [Quantity("u", .integral, known: exact)])
    for (level, n) in zip(found.levels, [16.0, 32, 64, 128]) {
      let gap = exact - level.quantities["u"]!
      #expect(gap > 0)
      #expect(gap <= 8 / (3 * Double.pow(.pi, 4) * Double.pow(n - 1, 3)))
    }
    let rate = try #require(found.levels.last?.quantityRates["u"])
    #expect(abs(rate - 3) < 0.01)
  }

  /// The drawn table of the five-point scheme.
  @Test func torsionOfASquareExtrapolated() throws {
    let exact = 0.03514425373878843
    let found = try series(
      2, Method(.stencil(order: 2)), [16, 32, 64, 128, 256], [Quantity("u", .integral)])
    let table = [0.0347027523, 0.0350330195, 0.0351163816, 0.0351372811, 0.0351425103]
    for (level, value) in zip(found.levels, table) {
      #expect(abs(level.quantities["u"]! - value) < 6e-11)
    }
    let limits = [0.0351445270, 0.0351442739, 0.0351442552]
    for (level, value) in zip(found.levels.dropFirst(2), limits) {
      #expect(abs(level.quantityLimits["u"]! - value) < 6e-11)
    }
    let limit = try #require(found.limits["u"])
    let halfWidth = try #require(limit.halfWidth)
    #expect(abs(limit.value - exact) <= halfWidth)
    let rate = try #require(limit.rate)
    #expect(abs(rate - 2) < 0.01)
  }

  @Test func torsionOfACube() throws {
    let found = try series(
      3, Method(.stencil(order: 4)), [12, 24, 48, 96],
      [Quantity("integral", .integral), Quantity("middle", .value([0.5, 0.5, 0.5]))])
    Published("torsion-cube#2", 0.0562128, .relative(1e-6)).expect(found.limits["middle"]?.value)
  }

  /// ∫u = ∫₀^∞ g³ dt, g(t) the heat left in an interval, is 0.020168500318785: the published digits
  /// are cut off, not rounded, and right to one unit of the last. The sine series leaves the powers
  /// n⁻³, n⁻⁴, … .
  @Test("Torsion of a cube to its digits; reference torsion-cube#1")
  func torsionOfACubeToItsDigits() throws {
    let levels = [8, 12, 16, 20, 24, 32, 40, 48]
    let found = try series(3, sine, levels, [Quantity("u", .integral)])
    let values = try found.levels.map { try #require($0.quantities["u"]) }
    let series = limit(values, at: levels, leading: 3, step: 1)
    #expect(isClose(series, heatOfACube, 2e-12))
    Published("torsion-cube#1", 0.0201685003187, .absolute(1e-13)).expect(series)
    #expect(isClose(heatOfACube, 0.0201685003187853242, 1e-15))
  }

  /// ∫₀^∞ g³ dt with t = r², by 16 Gauss points on each of a few pieces of r. For small t,
  ///
  ///     g = 1 − 4√(t/π) + 8 Σ (−1)^{m+1} (√(t/π) e^{−m²/4t} − m/2 erfc(m/(2√t)));
  ///
  /// else the sum of 8/(π²k²) e^{−k²π²t} over odd k.
  private var heatOfACube: Double {
    func heat(_ r: Double) -> Double {
      let t = r * r
      guard r < 0.25 else {
        return stride(from: 15.0, through: 1, by: -2).reduce(0) { sum, k in
          sum + 8 / (.pi * .pi * k * k) * Double.exp(-k * k * .pi * .pi * t)
        }
      }
      let root = r / Double.pi.squareRoot()
      return (1...3).reduce(1 - 4 * root) { sum, m in
        let m = Double(m)
        let image = root * Double.exp(-m * m / (4 * t)) - m / 2 * Double.erfc(m / (2 * r))
        return sum + (m == 2 ? -8 : 8) * image
      }
    }
    let rule = GaussRule(points: 24)
    let pieces = [0, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.25]
    return zip(pieces, pieces.dropFirst()).reduce(0) { sum, piece in
      let (a, b) = piece
      return sum
        + zip(rule.points, rule.weights).reduce(0) { part, point in
          let r = a + (b - a) * Double(point.0)
          let g = heat(r)
          return part + (b - a) * Double(point.1) * 2 * r * g * g * g
        }
    }
  }

  /// The source does not vanish at the corners, where u is r² log r, and its sine series leaves powers
  /// of n. Away from the boundary e^{−36 (k/n)^8} sums the same coefficients to round-off.
  @Test("Trefethen's Program 16, its converged value; reference trefethen-p16#2")
  func filteredSineSeries() throws {
    let n = 384
    let axis = Axis(-1, 1, cells: n, boundary: .dirichlet)
    let solution = try BoundaryValueProblem(
      EllipticOperator(diffusion: [1, 1]), source: try Formula("-10*sin(8*x*(y - 1))")
    ).solve(
      in: FunctionSpace<Double>(on: Grid(axis, axis)), scheme: .spectral, load: .projected)
    var uHat = Coefficients(solution.u)
    let filter = (1..<n).map { Double.exp(-36 * Double.pow(Double($0) / Double(n), 8)) }
    for i in filter.indices {
      for j in filter.indices { uHat.values[i * filter.count + j] *= filter[i] * filter[j] }
    }
    let place = Double(0.5).squareRoot()
    Published("trefethen-p16#2", 0.32071594532787, .relative(1e-12))
      .expect(uHat.value(at: [place, place]))
  }

  @Test func simplySupportedPlate() throws {
    let found = try series(
      2, power: 2, sine, [384],
      [Quantity("integral", .integral), Quantity("middle", .value([0.5, 0.5]))]
    ).levels[0].quantities
    Published("plate-ss#1", 0.00406235, .relative(1e-6)).expect(found["middle"])
    Published("plate-ss#2", 0.004062352660675052, .relative(1e-12)).expect(found["middle"])
    Published("plate-ss#3", 0.001702510524718, .relative(1e-11)).expect(found["integral"])
  }

  @Test func simplySupportedBeam() throws {
    let found = try series(
      1, power: 2, sine, [2048],
      [Quantity("integral", .integral), Quantity("middle", .value([0.5]))]
    ).levels[0].quantities
    Published("beam#3", 5.0 / 384, .relative(1e-12)).expect(found["middle"])
    Published("beam#4", 1.0 / 120, .relative(1e-12)).expect(found["integral"])
  }

  /// ∫u = Σ_{odd k} 8 (kπ)^{−2−2s}; n modes leave a tail that Euler's and Maclaurin's formula gives:
  /// with p = 2 + 2s and m = n/2, Σ_{j≥m} (2j + 1)^{−p} = 2^{−p} (m^{1−p}/(p−1) − p m^{−p−1}/24 + …).
  @Test(arguments: [
    ("frac-spectral#1", 0.25, 0.505032716853341), ("frac-spectral#2", 0.5, 0.271377257220418),
    ("frac-spectral#3", 0.75, 0.149519091258018),
  ])
  func spectralFractionalPowersOfOne(_ id: String, _ s: Double, _ exact: Double) throws {
    let n = 1024
    let found = try series(1, power: s, sine, [n], [Quantity("u", .integral)])
      .levels[0].quantities["u"]!
    let p = 2 + 2 * s
    let m = Double(n / 2)
    let tail =
      8 * Double.pow(2 * .pi, -p)
      * (Double.pow(m, 1 - p) / (p - 1) - p * Double.pow(m, -p - 1) / 24)
    Published(id, exact, .relative(1e-12)).expect(found + tail)
  }

  /// u(1/2) = Σ (−1)ʲ g(j), g(j) = 4/(π(2j + 1))², is 4G/π², G Catalan's constant; with m = n/2 what
  /// lies beyond n is (−1)^m (g(m − ½)/2 − g″(m − ½)/16 + …).
  @Test func middleOfTheSquareRootOfOne() throws {
    let n = 1024
    let found = try series(1, power: 0.5, sine, [n], [Quantity("u", .value([0.5]))])
      .levels[0].quantities["u"]!
    let size = Double(n) * .pi
    let tail = 2 / (size * size) - 6 / (size * size * Double(n * n))
    Published("frac-spectral#4", 0.371226872710772, .relative(1e-12)).expect(found + tail)
  }

  @Test func fractionalPowersOnTheTorus() throws {
    for (id, s, eigenvalue) in [
      ("frac-periodic#1", 0.5, 5.0), ("frac-periodic#2", 0.75, 11.180339887498949),
    ] {
      let problem = try problem(
        [circle, circle], source: "cos(3*x)*cos(4*y)", power: s)
      var options = options([[16, 16]])
      options.quantities = [Quantity("u", .value([0, 0]))]
      let found = try ConvergenceStudy(problem, [Method(.spectral)], options).series()
        .levels[0].quantities["u"]!
      Published(id, eigenvalue, .relative(1e-13)).expect(1 / found)
    }
  }
}
