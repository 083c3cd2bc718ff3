import Discretizations
import Formulas
import Foundation
import Grids
import Norms
import Studies
import Testing

/// W^{k,p}, total variation and vectors in studies: values with closed forms, rates, and reasons.
@Suite struct PowerNorms {
  private static let norms: [Norm] = [
    .wHomogeneous(1, 1), .wHomogeneous(1, 3), .wHomogeneous(1, 4), .w(1, .infinity),
    .totalVariation, .anisotropicVariation,
  ]

  /// −u″ = 2: linear elements are exact at the nodes, so that u_h has the slopes 1 − 2x of the
  /// cells' middles, on any number of cells.
  @Test func normsOfAnElementFunction() throws {
    let problem = try problem([unitDirichlet], source: "2")
    for n in [4, 7, 16] {
      var study = ConvergenceStudy(
        problem, [Method(.spline(degree: 1))],
        options([[n]], norms: Self.norms, measures: ["discrete", "function"]))
      study.kind = .solve
      let series = try study.series()
      let slopes = (0..<n).map { abs(1 - (2 * Double($0) + 1) / Double(n)) }
      func power(_ p: Double) -> Double {
        pow(slopes.reduce(0) { $0 + pow($1, p) } / Double(n), 1 / p)
      }
      // The largest value is 1/4 at most, below the largest slope 1 − 1/n.
      let known = [power(1), power(3), power(4), slopes[0], power(1), power(1)]
      for (norm, value) in zip(Self.norms, known) {
        for measure in ["discrete", "function"] {
          let found = try #require(series.values(norm, measure)[0])
          #expect(abs(found - value) < 1e-12 * value, "\(norm) \(measure) n = \(n)")
        }
      }
    }
  }

  @Test func errorsOfDifferencesHaveRateTwoInEveryPower() throws {
    let problem = try problem([unitDirichlet], exact: "exp(x)*sin(pi*x)")
    let series = try ConvergenceStudy(
      problem, [Method(.staggered(order: 2))],
      options([[16], [32], [64], [128]], norms: Self.norms, measures: ["discrete", "function"])
    ).series()
    // exp(x) sin(πx) has a second derivative at the ends: its odd reflection jumps in it, and the
    // trigonometric function through the values has the rate 2 − 1 + 1/p of that jump.
    for (norm, p) in zip(Self.norms, [1, 3, 4, Double.infinity, 1, 1]) {
      let discrete = try #require(series.fits[norm.name]?["discrete"]?.rate)
      #expect(abs(discrete - 2) < 0.1, "\(norm)")
      let fit = try #require(series.fits[norm.name]?["function"])
      #expect(fit.predicted == (p == .infinity ? 1 : min(2, 1 + 1 / p)))
    }
  }

  @Test func variationOfAFunctionIsTheIntegralOfItsGradient() throws {
    // u = sin(πx) sin(πy), u_h → u: TV(u_h) → ∫|∇u|, and TV:anisotropic → 2 · 2 · (2/π).
    let problem = try problem(
      [unitDirichlet, unitDirichlet], source: "2*pi^2*sin(pi*x)*sin(pi*y)")
    var study = ConvergenceStudy(
      problem, [Method(.spectral)],
      options(
        [[8, 8], [16, 16]], norms: [.totalVariation, .anisotropicVariation],
        measures: ["discrete", "function"]))
    study.kind = .solve
    let series = try study.series()
    let anisotropic = 8 / Double.pi
    for value in series.values(.anisotropicVariation, "function") {
      #expect(abs(value! - anisotropic) < 1e-6)
    }
    let values = series.values(.totalVariation, "function").map { $0! }
    #expect(abs(values[1] - values[0]) < 1e-4)
    #expect(values[1] < anisotropic && values[1] > anisotropic / 2.0.squareRoot())
    // Forward differences converge to the same at rate 1.
    let discrete = series.values(.totalVariation, "discrete").map { $0! }
    #expect(abs(discrete[1] - values[1]) < 0.55 * abs(discrete[0] - values[1]))
  }

  @Test func inadmissibleColumnsHaveReasons() throws {
    let norms = [Norm.h(2, .sum), .vector(2), .h(0.5), .w(2, 3)]
    let series = try ConvergenceStudy(
      try problem([unitDirichlet], exact: "sin(pi*x)"), [Method(.spline(degree: 1))],
      options([[8]], norms: norms, measures: ["discrete", "function"])
    ).series()
    #expect(
      series.notes == [
        "H2:sum by discrete, H2:sum by function, W2,3 by discrete, W2,3 by function: inadmissible, "
          + "since splines of degree 1 have 1 weak derivative",
        "vector:2 by function: inadmissible, since a vector of values is no function",
        "H0.5 by function: inadmissible, since the measure takes derivatives of natural order",
      ])
    #expect(series.marks(.vector(2), "discrete") == [nil])
    let stencil = try ConvergenceStudy(
      try problem([unitDirichlet], exact: "sin(pi*x)"), [Method(.stencil(order: 4))],
      options([[8]], norms: [.w(1, 3)], measures: ["discrete", "spectral"])
    ).series()
    #expect(
      stencil.notes == [
        "W1,3 by discrete: inadmissible, since a stencil is a Laplacian and has no derivative"
      ])
    #expect(stencil.marks(.w(1, 3), "spectral") == [nil])
  }
}
