import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// What is not finite has no limit: u ∈ H^s for s < 2 − d/2 beside a point source.
@Suite struct InfiniteQuantities {
  private func series(
    _ problem: Problem, _ kind: Discretization, _ cells: [Int],
    _ functionals: [Quantity.Functional]
  ) throws -> Series {
    let levels = cells.map { n in problem.domain.intervals.map { _ in n } }
    var options = options(levels, norms: [])
    options.quantities = functionals.enumerated().map { Quantity("q\($0)", $1) }
    var study = ConvergenceStudy(problem, [Method(kind)], options)
    study.kind = .solve
    return try study.series()
  }

  /// u = −log r/2π + a smooth function: a(u, u), |u|_{H¹}, u(x₀) and max u are infinite, ∫u, ‖u‖ and min u
  /// are not.
  @Test(arguments: [[8, 16, 32], [8, 16, 32, 64]])
  func aPointSourceInThePlane(_ cells: [Int]) throws {
    var problem = try problem([unitDirichlet, unitDirichlet])
    problem.rough.points = [PointSource(at: [0.5, 0.5])]
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1), .spectral] {
      let series = try series(
        problem, kind, cells,
        [
          .energy, .norm(.homogeneous(1)), .value([0.5, 0.5]), .max, .norm(.h(1)),
          .integral, .norm(.l2), .value([0.25, 0.5]),
        ])
      for name in ["q0", "q1", "q2", "q3", "q4"] {
        #expect(series.limits[name] == nil, "\(kind) \(name)")
        #expect(series.noLimits[name]?.hasPrefix("not finite") == true, "\(kind) \(name)")
        #expect(series.levels.allSatisfy { $0.quantityLimits[name] == nil })
      }
      for name in ["q5", "q6", "q7"] { #expect(series.noLimits[name] == nil, "\(kind) \(name)") }
      #expect(
        series.notes.contains {
          $0.contains("`q0`, `q1`") && $0.contains("u ∈ H^s for s < 1.0 only")
        })
    }
  }

  /// On the line u is in H¹: its energy is that of the source's own value, x₀(1 − x₀).
  @Test func aPointSourceOnTheLine() throws {
    var problem = try problem([unitDirichlet])
    problem.rough.points = [PointSource(at: [0.5])]
    let series = try series(
      problem, .spline(degree: 1), [8, 16, 32, 64], [.energy, .max, .value([0.5])])
    for name in ["q0", "q1", "q2"] {
      let limit = try #require(series.limits[name])
      #expect(isClose(limit.value, 0.25, 1e-13), "\(name)")
    }
  }

  /// Equal increments of Q, or of Q²; and none of what converges, however slowly.
  @Test func growthIsSeen() throws {
    func series(_ cells: [Int], _ q: (Double) -> Double) -> Series {
      var series = Series()
      series.quantities = ["q"]
      for n in cells {
        var level = Level(cells: [n], h: [1 / Double(n)], unknowns: n)
        level.quantities["q"] = q(Double(n))
        series.levels.append(level)
      }
      series.extrapolateQuantities()
      return series
    }
    for cells in [[8, 16, 32], [5, 15, 45, 135], [16, 32, 64, 128, 256]] {
      for c in [0.0, 1, -10] {
        #expect(series(cells) { c - Double.log($0) + 1 / ($0 * $0) }.noLimits["q"] != nil)
        #expect(series(cells) { c + Double.log($0) + 1 / ($0 * $0) }.noLimits["q"] != nil)
      }
      #expect(series(cells) { (1 + Double.log($0)).squareRoot() }.noLimits["q"] != nil)
      for p in [0.5, 1, 2] {
        let found = series(cells) { 1 - Double.pow($0, -p) }
        #expect(found.noLimits["q"] == nil)
        let limit = try #require(found.limits["q"])
        #expect(isClose(limit.value, 1, 1e-9), "\(p)")
      }
    }
  }

  /// u = atan(y/x) jumps at the corner: ∫|∇u|² = (π/2) ∫ dr/r.
  @Test func aJumpOfTheData() throws {
    var problem = try problem([unitDirichlet, unitDirichlet], exact: "atan2(y, x)", source: "0")
    problem.singularPoints = [[0, 0]]
    for kind in [Discretization.spline(degree: 1), .staggered(order: 2), .spectral] {
      let series = try series(
        problem, kind, [8, 16, 32, 64],
        [.energy, .norm(.homogeneous(1)), .flux(BoxSide(axis: 0, side: .upper))])
      #expect(series.limits["q0"] == nil && series.limits["q1"] == nil, "\(kind)")
      #expect(series.limits["q2"] != nil)
    }
  }
}
