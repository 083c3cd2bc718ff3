import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Limits that values seem to have, and u_h does not tend to.
@Suite struct WithheldLimits {
  private func series(
    _ problem: Problem, _ method: Studies.Method, _ cells: [Int],
    _ functionals: [Quantity.Functional]
  ) throws -> Series {
    var options = options(cells.map { [$0] }, norms: [.l2, .h(1)])
    options.quantities = functionals.enumerated().map { Quantity("q\($0)", $1) }
    return try ConvergenceStudy(problem, [method], options).series()
  }

  private func series(_ values: [Double], noise: Double = 0, isOwn: (Double) -> Bool) -> Series {
    var series = Series()
    series.quantities = ["q"]
    for (i, value) in values.enumerated() {
      let n = 8 << i
      var level = Level(cells: [n], h: [1 / Double(n)], unknowns: n)
      level.quantities["q"] = value
      level.noise["q"] = noise
      series.levels.append(level)
    }
    series.extrapolateQuantities(isOwn: isOwn)
    return series
  }

  /// −c is the eigenvalue π²: both λ_h − π² and the scheme's own error are h², and u_h tends to u and a
  /// multiple of the mode, with the rate 2.
  @Test(arguments: [Discretization.staggered(order: 2), .spline(degree: 1)])
  func resonance(_ kind: Discretization) throws {
    let problem = try problem(
      [unitDirichlet], exact: "x*(1 - x)*exp(x)", reaction: try Formula("-pi^2"))
    let series = try series(problem, Method(kind), [8, 16, 32, 64], [.integral, .value([0.5])])
    // ∫ x(1 − x) eˣ = 3 − e
    #expect((series.levels[3].quantities["q0"]! - (3 - Double.exp(1))).magnitude > 0.1)
    #expect(series.limits.isEmpty)
    #expect(series.noLimits["q0"]?.hasPrefix("resonance") == true)
    #expect(series.notes.contains { $0.contains("no limit: resonance") })
  }

  /// A coefficient that varies leaves the checkerboard that an end excites: its slopes do not fall, values
  /// converge.
  @Test(arguments: ["1", "1 + x^2/2"]) func theCheckerboardOfAnEnd(_ a: String) throws {
    var problem = Problem(
      domain: Domain([interval(-0.3, 1.2, .dirichletNeumann, .cells)]),
      op: SecondOrderOperator(.scalar(try Formula(a)), reaction: 5, rank: 1))
    problem.exact = try Formula("cos(x) + x^2")
    let series = try series(
      problem, Method(.centred(order: 4)), [32, 64, 128, 256],
      [.energy, .norm(.homogeneous(1)), .integral])
    let reason = try #require(series.fits["H1"]?["discrete"]?.reason)
    #expect(reason == "not predicted: the ends excite the checkerboard, which centred does not see")
    for name in ["q0", "q1"] {
      #expect(series.limits[name] == nil)
      #expect(series.noLimits[name]?.contains("checkerboard") == true)
    }
    let exact = Double.sin(1.2) + Double.sin(0.3) + (1.2 * 1.2 * 1.2 + 0.027) / 3
    let limit = try #require(series.limits["q2"])
    #expect((limit.value - exact).magnitude <= (try #require(limit.halfWidth)))
  }

  /// |dQ| ≤ ν (1 + 2/(r − 1) + 2(1 + r)/(r − 1)²) for values that are off by ν each.
  @Test(arguments: [1.0, 2, 4]) func noiseIsInTheHalfWidth(_ p: Double) throws {
    let nu = 1e-10
    for signs in 0..<16 {
      let values = (0..<4).map { i in
        1 + Double.exp2(-p * Double(i)) + (signs >> i & 1 == 0 ? nu : -nu)
      }
      let limit = try #require(series(values, noise: nu, isOwn: { _ in true }).limits["q"])
      let width = try #require(limit.halfWidth)
      // Of second order in ν over the last difference, 4·10⁻³ for p = 4.
      #expect(
        (limit.value - 1).magnitude <= width * (1 + 1e-5 * Double.exp2(3 * p)), "\(p) \(signs)")
      #expect(width >= nu)
    }
  }

  /// Differences that an iteration may leave have no rate: the limit is the value, ± what it may leave.
  @Test func noiseHasNoRate() throws {
    let found = series([1 + 4e-12, 1 + 1e-12, 1 + 3e-13], noise: 1e-11, isOwn: { _ in true })
    let limit = try #require(found.limits["q"])
    #expect(limit.value == 1 + 3e-13 && limit.halfWidth == 1e-11 && limit.rate == nil)
    #expect(found.levels.allSatisfy { $0.quantityRates["q"] == nil })
  }

  /// −e u″ = f by conjugate gradients, linear elements: nodal values are u's but for what the iteration leaves.
  @Test func theIterationIsInTheHalfWidth() throws {
    var problem = Problem(
      domain: Domain([interval(2, 3, .neumann)]),
      op: SecondOrderOperator(.scalar(try Formula("2 + x*0.1")), reaction: 1, rank: 1))
    problem.exact = try Formula("sin(5*x - 19/2)")
    let study = try series(
      problem, Method(.spline(degree: 1)), [12, 24, 48, 96, 192], [.value([2.5]), .mean])
    for (name, exact) in [("q0", Double.sin(3)), ("q1", (Double.cos(0.5) - Double.cos(5.5)) / 5)] {
      let limit = try #require(study.limits[name])
      // The next power is h⁴: the last limit is 16 times as good as the one before.
      #expect(
        (limit.value - exact).magnitude <= (try #require(limit.halfWidth)), "\(name) \(limit)")
    }
  }

  /// One rate that is not the method's own is no expansion; its own is, and so are two.
  @Test func aSingleRateIsToBeTheOwn() throws {
    let isTwo = { (rate: Double) in (rate - 2).magnitude < 0.1 }
    let one = series([45.8, 30.1, 9.8, 8.6], isOwn: isTwo)
    #expect(one.limits["q"] == nil && one.levels.allSatisfy { $0.quantityLimits["q"] == nil })
    #expect(one.levels[3].quantityRates["q"] != nil)
    #expect(series([1.16, 1.04, 1.01], isOwn: isTwo).limits["q"]?.value == 1)
    #expect(series([1.4, 1.2, 1.1], isOwn: isTwo).limits["q"] == nil)
    #expect(
      isClose(try #require(series([1.8, 1.4, 1.2, 1.1], isOwn: isTwo).limits["q"]).value, 1, 1e-12))
  }
}
