import Discretizations
import Formulas
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Coefficients that break at a place which moves in its cell: three levels may have it at one place, and
/// show the method's own rate towards another problem's solution.
@Suite struct MovingCoefficients {
  private func series(
    _ s: Double, _ kappa: Double, _ cells: [Int], _ kind: Discretization
  ) throws -> Series {
    var problem = Problem(
      domain: Domain([unitDirichlet]),
      op: SecondOrderOperator(.scalar(try Formula("if(x < \(s), 1, \(kappa))")), rank: 1))
    problem.source = 1
    var options = options(cells.map { [$0] }, norms: [.l2])
    options.quantities = [Quantity("energy", .energy), Quantity("q", .norm(.homogeneous(1)))]
    options.hasLimits = true
    var study = ConvergenceStudy(problem, [Method(kind)], options)
    study.kind = .solve
    return try study.series()
  }

  /// a u′ = F − x,  ∫ (F − x)/a = 0,  energy ∫ (F − x)²/a
  private func energy(_ s: Double, _ kappa: Double) -> Double {
    let flux = (s * s / 2 + (1 - s * s) / (2 * kappa)) / (s + (1 - s) / kappa)
    func cube(_ x: Double) -> Double { (x - flux) * (x - flux) * (x - flux) / 3 }
    return cube(s) - cube(0) + (cube(1) - cube(s)) / kappa
  }

  @Test(arguments: [0.37, 0.307, 1 / Double.pi])
  func noLimitIsGiven(_ s: Double) throws {
    for kappa in [0.01, 10] {
      for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
        for cells in [[8, 16, 32, 64, 128], [16, 32, 64], [7, 14, 28, 56]] {
          let series = try series(s, kappa, cells, kind)
          #expect(series.limits.isEmpty && series.normLimits.isEmpty, "\(s) \(kappa) \(kind)")
          #expect(series.levels.allSatisfy { $0.quantityLimits.isEmpty })
          #expect(series.notes.contains { $0.contains("`diffusion` breaks inside the box") })
          #expect(series.noLimits["energy"]?.contains("`diffusion`") == true)
        }
      }
    }
  }

  /// On a point of every grid the limit stays, and is right: O(h²) without the jump.
  @Test(arguments: [
    (0.5, [8, 16, 32, 64, 128]), (0.25, [8, 16, 32, 64]), (1.0 / 3, [9, 18, 36, 72]),
  ])
  func placesThatStayKeepTheirLimits(_ s: Double, _ cells: [Int]) throws {
    for kappa in [0.01, 10] {
      for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
        let series = try series(s, kappa, cells, kind)
        let limit = try #require(series.limits["energy"], "\(kind) \(s)")
        #expect(isClose(try #require(limit.rate), 2, 0.05))
        let exact = energy(s, kappa)
        // The next power is h⁴: the last limit is 16 times as good as the one before.
        #expect((limit.value - exact).magnitude <= (try #require(limit.halfWidth)), "\(kind) \(s)")
      }
    }
  }

  @Test func allCoefficientsCount() throws {
    func note(_ c: String, _ b: String, _ cells: [Int]) throws -> String? {
      try stream([unitDirichlet], [b], c, source: "1").movingCoefficients(cells.map { [$0] })
    }
    #expect(try note("1 + heaviside(x - 0.37)", "0", [8, 16, 32])?.contains("`reaction`") == true)
    #expect(try note("1", "if(x < 0.37, 1, 0)", [8, 16, 32])?.contains("`advection`") == true)
    #expect(try note("1 + heaviside(x - 1/2)", "x", [8, 16, 32]) == nil)
    #expect(try note("1 + heaviside(x - 1/2)", "x", [7, 14, 28]) != nil)
    // A place of its own for each grid, as all data that are smooth.
    #expect(try note("exp(x)", "sin(x)", [7, 16, 30]) == nil)
    // A circle is no plane, a corner of two planes on points is.
    func plane(_ a: String, _ cells: [Int]) throws -> String? {
      try stream([unitDirichlet, unitDirichlet], ["0", "0"], a: a, source: "1")
        .movingCoefficients(cells.map { [$0, $0] })
    }
    #expect(try plane("if((x - 1/2)^2 + (y - 1/2)^2 < 1/9, 1, 2)", [8, 16, 32]) != nil)
    #expect(try plane("if((x - 1/2)*(y - 1/2) > 0, 1, 5)", [8, 16, 32]) == nil)
    #expect(try plane("if((x - 1/2)*(y - 1/2) > 0, 1, 5)", [8, 15]) != nil)
    #expect(try plane("if(x + y > 1, 1, 5)", [8, 16, 32]) != nil)
  }
}
