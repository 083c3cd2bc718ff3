import Discretizations
import Formulas
import Foundation
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Norms of functions, by discretisations and by Fourier series, against closed forms.
@Suite struct NormsStudies {
  private func run(
    _ intervals: [Domain.Interval], _ functions: [NormsStudy.Function], _ cells: [Int],
    _ norms: [Norm], _ methods: [Studies.Method]? = nil
  ) throws -> [Series] {
    let options = options(cells.map { [Int](repeating: $0, count: intervals.count) }, norms: norms)
    return try NormsStudy(
      Domain(intervals), functions,
      methods ?? [Method(.staggered(order: 2)), Method(.spectral)], options
    ).run().series
  }

  @Test func sobolevNormsOfAnAnalyticFunction() throws {
    let norms: [Norm] = [
      .l2, .homogeneous(1), .h(2, .bessel), .h(0.5, .bessel), .h(2.5, .bessel), .h(-1, .bessel),
    ]
    let series = try run(
      [circle], [.init("u", try Formula("exp(cos(x))"))], [64], norms, [Method(.spectral)])[0]
    let squares: [(String, Double, Double)] = [
      ("hs-expcos#1", 14.323056878100513, 1e-13), ("hs-expcos#2", 4.997133057057809, 1e-13),
      ("hs-expcos#3", 32.56104912226261, 1e-12), ("hs-expcos#4", 16.285492833850185, 1e-12),
      ("hs-expcos#5", 47.78996475452909, 1e-12), ("hs-expcos#6", 12.125276972128923, 1e-12),
    ]
    for (norm, (id, value, tolerance)) in zip(norms, squares) {
      let found = try #require(series.values(norm, "spectral")[0])
      Published(id, value, .relative(tolerance)).expect(found * found)
    }
  }

  /// The drawn table of |sin x|, rates included.
  @Test func normsOfAKink() throws {
    let half = Norm.homogeneous(0.5)
    let one = Norm.homogeneous(1)
    let rough = Norm.homogeneous(1.25)
    let known = [
      half.name: (4 / Double.pi).squareRoot(), one.name: Double.pi.squareRoot(),
      rough.name: 6.227739833872006.squareRoot(),
    ]
    let series = try run(
      [circle], [.init("kink", try Formula("abs(sin(x))"), known: known)],
      [64, 256, 1024, 4096, 16384], [half, one, rough])[0]
    let table: [(Norm, [(Double, Double)])] = [
      (
        half,
        [
          (1.133324, 1.135825), (1.128807, 1.129003), (1.128413, 1.128428), (1.128382, 1.128383),
          (1.128379, 1.128379),
        ]
      ),
      (
        one,
        [
          (1.771742, 1.804966), (1.772409, 1.780618), (1.772451, 1.774498), (1.772454, 1.772965),
          (1.772454, 1.772582),
        ]
      ),
      (
        rough,
        [
          (2.355432, 2.480157), (2.426832, 2.487209), (2.461449, 2.491343), (2.478556, 2.493442),
          (2.487065, 2.494493),
        ]
      ),
    ]
    for (norm, rows) in table {
      for (level, row) in zip(series.levels, rows) {
        #expect(abs(level.values[norm.name]!["discrete"]! - row.0) < 6e-7)
        #expect(abs(level.values[norm.name]!["spectral"]! - row.1) < 6e-7)
      }
    }
    let rates: [(Norm, Double, Double)] = [(half, 1.86, 1.87), (one, 2, 1), (rough, 0.5, 0.5)]
    for (norm, discrete, spectral) in rates {
      let fits = try #require(series.fits[norm.name])
      for (measure, drawn) in [("discrete", discrete), ("spectral", spectral)] {
        // The drawn fits leave out the first row: within the half-width, and half a printed digit.
        let fit = try #require(fits[measure])
        #expect(abs(fit.rate! - drawn) < fit.halfWidth! + 0.005)
      }
    }
  }

  /// Modes have closed forms: cos and sin of every kind of axis.
  @Test func normsOfModesAreClosedForms() throws {
    let cases: [(Domain.Interval, String, Double, Double)] = [
      (interval(0, 3, .periodic), "sin(4*pi*x/3)", 4 * .pi / 3, 1.5),
      (interval(0, 3, .dirichlet), "sin(2*pi*x/3)", 2 * .pi / 3, 1.5),
      (interval(0, 3, .neumann), "cos(2*pi*x/3)", 2 * .pi / 3, 1.5),
      (interval(0, 3, .dirichletNeumann), "sin(pi*x/2)", .pi / 2, 1.5),
      (interval(0, 3, .neumannDirichlet), "cos(pi*x/2)", .pi / 2, 1.5),
    ]
    let norms: [Norm] = [.l2, .h(1), .homogeneous(-0.5), .h(2, .sum), .h(-1), .h(0.75)]
    for (axis, u, kappa, square) in cases {
      let lambda = kappa * kappa
      let weights = [
        1, 1 + lambda, pow(lambda, -0.5), 1 + lambda + lambda * lambda, 1 / (1 + lambda),
        pow(1 + lambda, 0.75),
      ]
      for placement in Placement.allCases {
        var axis = axis
        axis.placement = placement
        let series = try run(
          [axis], [.init("u", try Formula(u))], [15, 16], norms, [Method(.spectral)])[0]
        for (norm, weight) in zip(norms, weights) {
          for value in series.values(norm, "spectral") {
            #expect(abs(value! - (square * weight).squareRoot()) < 1e-13 * value!, "\(u) \(norm)")
          }
        }
      }
    }
  }

  @Test func anExactColumnIsExact() throws {
    let series = try run(
      [circle], [.init("u", try Formula("sin(x)"), known: ["L2": Double.pi.squareRoot()])],
      [8, 16], [.l2])[0]
    #expect(series.marks(.l2, "spectral") == [.exact, .exact])
  }

  @Test func splinesAreInadmissibleBeyondTheirDegree() throws {
    let series = try run(
      [circle], [.init("u", try Formula("sin(x)"))], [8], [.h(1), .h(2, .sum)],
      [Method(.spline(degree: 1)), Method(.spectral)])[0]
    #expect(series.marks(.h(2, .sum), "discrete") == [.inadmissible])
    #expect(series.values(.h(2, .sum), "discrete") == [nil])
    #expect(series.values(.h(1), "discrete")[0] != nil)
  }

  @Test func aPointWithoutAValueIsNamed() throws {
    do {
      _ = try run([unitDirichlet, circle], [.init("pole", try Formula("1/(x - 1/2)"))], [8], [.l2])
      Issue.record("accepted")
    } catch let StudyError.notFinite(name, point, _, cells) {
      #expect(name == "pole" && point == [0.5, 0] && cells == [8, 8])
    }
  }

  /// ‖δ‖² = Σ_{|k| ≤ n/2} (1 + k²)^s / 2π on a circle with an odd number of cells, exactly: coth(π)/2 in the
  /// limit for s = −1, to h; for s > −1/2 it grows like h^{−2s−1}, for s = −1/2 like a logarithm.
  @Test func aPointMeasureHasItsNorms() throws {
    let delta = NormsStudy.Function("delta", .measure(0, [PointSource(at: [1])]))
    let orders = [-1, -0.75, -0.5, 0, 0.5]
    let cells = [17, 65, 257]
    let study = NormsStudy(
      Domain([circle]), [delta], [Studies.Method(.spectral)],
      options(
        cells.map { [$0] }, norms: try orders.map { try Norm("H\($0):bessel") },
        measures: ["spectral"]))
    let levels = try study.run().series[0].levels
    for (n, level) in zip(cells, levels) {
      for (s, norm) in zip(orders, study.options.norms) {
        let sum = (1...(n / 2)).reduce(1.0) { $0 + 2 * Double.pow(1 + Double($1 * $1), s) }
        let found = try #require(level.values[norm.name]?["spectral"])
        #expect(
          abs(found / (sum / (2 * .pi)).squareRoot() - 1) < roundoff(n, Double.self), "\(norm) \(n)"
        )
      }
    }
    func growth(_ i: Int) -> Double {
      let name = study.options.norms[i].name
      return Double.log(levels[2].values[name]!["spectral"]! / levels[1].values[name]!["spectral"]!)
        / Double.log(257 / 65.0)
    }
    #expect(abs(growth(0)) < 0.01 && abs(growth(3) - 0.5) < 1e-9 && abs(growth(4) - 1) < 0.05)
  }

  /// |δ|_{−1} on [0, 1] is √G(x₀, x₀) = √(x₀ (1 − x₀)), on the 2-torus it grows like √log n, and beside a
  /// function a measure is a sum.
  @Test func aPointMeasureStandsBetweenWallsAndInASum() throws {
    let wall = NormsStudy(
      Domain([unitDirichlet]),
      [
        .init(
          "delta", .measure(0, [PointSource(at: [Extended(1) / 3])]),
          known: ["|H-1|": 2.0.squareRoot() / 3]),
        .init(
          "none",
          .measure(
            try Formula("sin(pi*x)"), [PointSource(2, at: [0.5]), PointSource(-2, at: [0.5])])),
        .init("sine", try Formula("sin(pi*x)")),
      ], [Studies.Method(.spectral)],
      options([[64], [128], [256]], norms: [try Norm("|H-1|"), .l2], measures: ["spectral"]))
    let series = try wall.run().series
    // Σ_{k>n} 2 sin²(kπ/3)/(kπ)² ≈ 1/π²n of the square.
    #expect(abs(try #require(series[0].fits["|H-1|"]?["spectral"]?.rate) - 1) < 0.05)
    for (a, b) in zip(series[1].levels, series[2].levels) {
      let (a, b) = (a.values["L2"]!["spectral"]!, b.values["L2"]!["spectral"]!)
      #expect(abs(a - b) < 1e-12)
    }
  }
}
