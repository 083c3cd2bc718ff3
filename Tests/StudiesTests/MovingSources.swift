import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Sources that break at a place which moves in its cell. At the middles of cells a jump at s is seen at the
/// face s_h next to it,
///
///     e(h) = C h (t − [t + ½]) + O(h²),    t = s/h
///
/// which several levels may have in common: then differences are O(h²) with the method's own rate, and the
/// limit is that of another problem.
@Suite struct MovingSources {
  private func series(
    _ source: String, _ cells: [Int], _ method: Studies.Method, _ placement: Placement = .cells,
    _ functionals: [Quantity.Functional] = [.integral, .energy, .value([0.7])]
  ) throws -> Series {
    var options = options(cells.map { [$0] })
    options.quantities = functionals.enumerated().map { Quantity("q\($0)", $1) }
    options.hasLimits = true
    var study = ConvergenceStudy(
      try problem([interval(0, 1, .dirichlet, placement)], source: source), [method], options)
    study.kind = .solve
    return try study.series()
  }

  /// ∫ u = ∫ f (x − x²)/2
  private func integral(_ s: Double) -> Double { 1.0 / 12 - s * s / 4 + s * s * s / 6 }

  private let kinds: [Discretization] = [
    .staggered(order: 2), .staggered(order: 4), .spectral, .spline(degree: 1),
  ]

  /// 8 to 64 cells have 0.37 at 3/8: the rate is 2 to three digits, and the limit was off by 10⁻³.
  @Test(arguments: [0.37, 0.307, 0.9, 1 / Double.pi])
  func middlesOfCellsHaveNoLimit(_ s: Double) throws {
    for kind in kinds {
      for cells in [[8, 16, 32, 64], [7, 14, 28, 56, 112], [9, 27, 81]] {
        let series = try series("heaviside(x - \(s))", cells, Method(kind))
        #expect(series.limits.isEmpty && series.normLimits.isEmpty, "\(s) \(kind) \(cells)")
        #expect(
          series.levels.allSatisfy { $0.quantityLimits.isEmpty && $0.quantityRates.isEmpty })
        #expect(series.noLimits["q0"]?.contains("`source` breaks inside the box") == true)
      }
    }
  }

  /// A plane of every grid keeps its limit: O(h²) and no O(h).
  @Test(arguments: [(0.5, [8, 16, 32, 64, 128]), (0.375, [8, 16, 32, 64])])
  func placesThatStayKeepTheirLimits(_ s: Double, _ cells: [Int]) throws {
    let series = try series("heaviside(x - \(s))", cells, Method(.staggered(order: 2)))
    let limit = try #require(series.limits["q0"])
    #expect(isClose(try #require(limit.rate), 2, 0.05))
    #expect((limit.value - integral(s)).magnitude <= (try #require(limit.halfWidth)) + 1e-13)
  }

  /// At nodes the last difference bounds what one jump leaves, on grids that halve h. Two may cancel, a
  /// quadrature of elements has other places, and e(3h) − e(h) = C h (k − 1) is 0 for k = 1.
  @Test func differencesBoundOneJumpAtNodes() throws {
    func limits(_ source: String, _ cells: [Int], _ kind: Discretization) throws -> Int {
      try series(source, cells, Method(kind), .nodes).limits.count
    }
    let one = "heaviside(x - 0.307)"
    #expect(try limits(one, [16, 32, 64, 128], .staggered(order: 2)) > 0)
    #expect(try limits(one, [16, 32, 64, 128], .spline(degree: 1)) == 0)
    #expect(try limits(one, [9, 27, 81], .staggered(order: 2)) == 0)
    for two in [one + " + heaviside(x - 0.9)", one + " + if(x < 0.25, 1, 3)"] {
      #expect(try limits(two, [16, 32, 64, 128], .staggered(order: 2)) == 0, "\(two)")
    }
  }

  /// A kink at a node's neighbour leaves h² (C θ (1 − θ) + c): no rate, and 7/3 of the last difference, or of
  /// a quarter of the one before.
  @Test(arguments: [0.37, 0.307, 0.9, 1 / Double.pi])
  func differencesBoundOneKinkAtNodes(_ s: Double) throws {
    let series = try series(
      "abs(x - \(s))", [32, 64, 128, 256], Method(.staggered(order: 2)), .nodes, [.integral])
    func part(_ y: Double) -> Double {
      ((1 + s) * y * y * y / 3 - s * y * y / 2 - y * y * y * y / 4) / 2
    }
    let exact = part(1) - 2 * part(s)
    let limit = try #require(series.limits["q0"])
    #expect(limit.rate == nil && series.levels.allSatisfy { $0.quantityRates.isEmpty })
    #expect((limit.value - exact).magnitude <= (try #require(limit.halfWidth)), "\(s) \(limit)")
  }

  /// In the plane: two planes, a slant, and a plane on all grids.
  @Test func planesAndSlants() throws {
    func limits(_ source: String, _ placement: Placement) throws -> Int {
      var options = options([8, 16, 32].map { [$0, $0] })
      options.quantities = [Quantity("q", .integral)]
      let box = [Domain.Interval](repeating: interval(0, 1, .dirichlet, placement), count: 2)
      var study = ConvergenceStudy(
        try problem(box, source: source), [Method(.staggered(order: 2)), Method(.spectral)], options
      )
      study.kind = .solve
      return try study.run().series.count { $0.limits["q"] != nil }
    }
    for placement in [Placement.nodes, .cells] {
      #expect(try limits("heaviside(x - 0.37)*heaviside(y - 0.63)", placement) == 0)
      #expect(try limits("heaviside(x + y/7 - 0.4)", placement) == 0)
      #expect(try limits("heaviside(x - 1/2)*heaviside(y - 1/4)", placement) > 0)
      #expect(try limits("exp(x)*cos(y)", placement) > 0)
    }
  }
}
