import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Point sources at a place that moves in its cell: weights with the moments of δ leave h² θ(1 − θ)/2 of a smooth
/// functional, and u_h misses h θ(1 − θ) of the kink on a line.
@Suite struct MovingPoints {
  private let kinds: [Discretization] = [
    .staggered(order: 2), .stencil(order: 4), .mehrstellen, .spline(degree: 1), .spectral,
  ]

  private func solve(
    _ problem: Problem, _ kind: Discretization, _ cells: [Int],
    _ functionals: [Quantity.Functional]
  ) throws -> Series {
    var options = options(cells.map { n in problem.domain.intervals.map { _ in n } })
    options.quantities = functionals.enumerated().map { Quantity("q\($0)", $1) }
    options.hasLimits = true
    var study = ConvergenceStudy(problem, [Method(kind)], options)
    study.kind = .solve
    return try study.series()
  }

  private func line(
    _ s: Extended, _ placement: Placement = .nodes, reaction: Formula = 0
  ) throws -> Problem {
    try rough(
      [interval(0, 1, .dirichlet, placement)], points: [PointSource(at: [s])], reaction: reaction)
  }

  /// The trapezoidal sum of u, exact at nodes, is off by h² θ(1 − θ)/2. θ = 0.04, 0.08, 0.16, 0.32 leaves nearly
  /// 2^{−1} from grid to grid: the rate 1, and ∫u = 0.125 ± 2·10⁻¹⁴ for 0.12495.
  @Test(arguments: [0.51, 0.505, 0.97, 0.307, 1 / Double.pi])
  func pointsThatMoveHaveNoLimits(_ s: Double) throws {
    for kind in kinds {
      for placement in [Placement.nodes, .cells] {
        for reaction in [0, 1] as [Formula] {
          let series = try solve(
            line(Extended(s), placement, reaction: reaction), kind, [8, 16, 32, 64],
            [.integral, .energy, .value([0.25])])
          #expect(series.limits.isEmpty && series.normLimits.isEmpty, "\(s) \(kind) \(placement)")
          #expect(series.levels.allSatisfy { $0.quantityLimits.isEmpty })
          #expect(series.noLimits["q0"]?.contains("`dirac` breaks inside the box") == true)
        }
      }
    }
  }

  /// −u″ + u = δ(x − s): ∫u = 1 − (sinh s + sinh(1 − s))/sinh 1, u(¼) = sinh ¼ sinh(1 − s)/sinh 1, on a plane of
  /// all grids and at thirds of their cells.
  @Test(arguments: [Extended(1) / 2, Extended(3) / 8, Extended(1) / 3])
  func pointsThatStayKeepTheirLimits(_ s: Extended) throws {
    let x = Double(s)
    let exact = [
      1 - (Double.sinh(x) + Double.sinh(1 - x)) / Double.sinh(1),
      Double.sinh(0.25) * Double.sinh(1 - x) / Double.sinh(1),
    ]
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
      let series = try solve(
        line(s, reaction: 1), kind, [8, 16, 32, 64], [.integral, .value([0.25])])
      for (i, exact) in exact.enumerated() {
        let limit = try #require(series.limits["q\(i)"], "\(kind) \(s)")
        #expect(
          (limit.value - exact).magnitude <= (try #require(limit.halfWidth)), "\(kind) \(limit)")
      }
    }
  }

  /// In the plane both coordinates count. There u_h − u_{h/2} is an error all the same: what both make of the
  /// logarithm at x₀ differs in its leading order, wherever x₀ lies.
  @Test func pointsInThePlane() throws {
    func problem(_ x: Extended, _ y: Extended) throws -> Problem {
      try rough([unitDirichlet, unitDirichlet], points: [PointSource(at: [x, y])])
    }
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
      for (x, y) in [(0.51, 0.5), (0.5, 0.3)] {
        let series = try solve(
          problem(Extended(x), Extended(y)), kind, [8, 16, 32], [.integral, .value([0.75, 0.75])])
        #expect(series.limits.isEmpty && series.normLimits.isEmpty, "\(kind) \(x) \(y)")
      }
      let series = try solve(
        problem(0.5, 0.25), kind, [8, 16, 32, 64], [.integral, .value([0.75, 0.75])])
      #expect(series.limits.count == 2, "\(kind)")
    }
    let study = ConvergenceStudy(
      try problem(0.51, 0.5), [Method(.staggered(order: 2))],
      options([[8, 8], [16, 16]], [.next], norms: [.l2], measures: ["discrete"]))
    #expect(try study.series().marks(.l2, "discrete").allSatisfy { $0 != .unaligned })
  }

  /// A trigonometric function through values with a feature of the size of a cell at x₀ is ± that/(π d) between
  /// them, d cells away: no limit where x moves, along a period too.
  @Test func valuesBetweenPointsHaveNoLimit() throws {
    let problem = try rough(
      [circle], points: [PointSource(at: [0])], reaction: 1)
    for kind in [Discretization.staggered(order: 2), .spectral] {
      let series = try solve(
        problem, kind, [16, 32, 64, 128], [.value([1]), .value([.pi])])
      #expect(series.limits["q0"] == nil, "\(kind)")
    }
    let series = try solve(problem, .staggered(order: 2), [16, 32, 64, 128], [.value([.pi])])
    let limit = try #require(series.limits["q0"])
    #expect(
      (limit.value - 0.5 / Double.sinh(.pi)).magnitude <= (try #require(limit.halfWidth)))
  }

  /// ‖u_h − u_{h/2}‖ is an error where the finer grid has s on a plane, or at the same share up to reflection.
  @Test(arguments: [0.51, 0.97, 0.5, 0.375, 1.0 / 3, 0.74, 3.0 / 16])
  func rowsAreMarkedByTheFinerGrid(_ s: Double) throws {
    func share(_ n: Int) -> Double { (s * Double(n) - (s * Double(n)).rounded()).magnitude }
    func isError(_ n: Int, _ finer: Int) -> Bool {
      share(finer) < 1e-9 || (share(n) - share(finer)).magnitude < 1e-9
    }
    for cells in [[8, 16, 32], [5, 10, 20], [25, 50], [7]] {
      for placement in [Placement.nodes, .cells] {
        for reference in [ErrorReference.next, .finest] {
          let study = ConvergenceStudy(
            try line(Extended(s), placement), [Method(.spline(degree: 1))],
            options(cells.map { [$0] }, [reference], norms: [.l2], measures: ["function"]))
          let series = try study.series()
          let marks = series.marks(.l2, "function").map { $0 == .unaligned }
          let finest = 4 * cells.last!
          #expect(
            marks == cells.map { !isError($0, reference == .next ? 2 * $0 : finest) },
            "\(s) \(cells) \(placement) \(reference)")
          #expect(series.notes.contains { $0.contains("`dirac` jumps") } == marks.contains(true))
        }
      }
    }
  }

  /// Linear elements on −u″ = δ: |u_h − u|_{H¹}² = h θ(1 − θ). Rows that are not marked are not below the half.
  @Test func rowsThatAreNotMarkedAreErrors() throws {
    var seen = 0
    for s in [Extended(1) / 3, Extended(3) / 16, Extended(0.56)] {
      let cells = [8, 16, 25, 32, 50, 64]
      let norm = try Norm("|H1|")
      let study = ConvergenceStudy(
        try line(s), [Method(.spline(degree: 1))],
        options(cells.map { [$0] }, [.next], norms: [norm], measures: ["function"]))
      let series = try study.series()
      let marks = series.marks(norm, "function")
      for (i, n) in cells.enumerated() where marks[i] != .unaligned {
        let t = Double(s) * Double(n)
        let theta = t - t.rounded(.down)
        let error = (theta * (1 - theta) / Double(n)).squareRoot()
        guard error > 1e-6 else { continue }
        seen += 1
        #expect(series.values(norm, "function")[i]! >= error / 2, "\(s) \(n)")
      }
    }
    #expect(seen >= 6)
  }
}
