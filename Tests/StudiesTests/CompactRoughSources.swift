import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Points and divergences by the compact scheme.
@Suite struct CompactRoughSources {
  /// −u″ = δ_{1/3} by the compact scheme: its corrected load is a four-point density whose moments
  /// below 4 are those of δ, and Green's function is linear on either side: exact at every node that the
  /// load does not reach. The same of −H(x − 1/3)′.
  @Test func theCompactSchemeTakesThem() throws {
    for (points, flux, exact) in [
      ([PointSource(at: [Extended(1) / 3])], [], "if(x < 1/3, 2*x/3, (1 - x)/3)"),
      ([], ["heaviside(x - 1/3)"], "max(x - 1/3, 0) - 2*x/3"),
    ] as [([PointSource], [String], String)] {
      let problem = try rough([unitDirichlet], points: points, flux: flux, exact: exact)
      for n in [16, 31] {
        var options = options([[n]])
        let places = [2, n / 2 + 3, n - 2].map { Double($0) / Double(n) }
        options.quantities = places.map { Quantity("\($0)", .value([$0])) }
        let row = try ConvergenceStudy(problem, [Method(.mehrstellen)], options).series().levels[0]
        for x in places {
          let u = try Formula(exact).value(at: [x])
          #expect(abs(row.quantities["\(x)"]! - u) < 1e-13, "\(n) \(x) \(flux)")
        }
      }
    }
  }

  /// On the 2-torus its rate is 4 away from the source and that of the function's regularity in L².
  @Test func theCompactSchemeKeepsItsOrderAwayFromThem() throws {
    let source = [PointSource(at: [2 * Extended.pi / 3, 4 * Extended.pi / 3])]
    for (points, flux) in [
      (source, []), ([], ["exp(cos(x))*sin(y)", "cos(x + y)"]),
    ] as [([PointSource], [String])] {
      let problem = try rough([circle, circle], points: points, flux: flux, reaction: 1)
      var options = options([[32, 32], [64, 64], [128, 128]])
      options.references = [.next]
      options.quantities = [Quantity("u", .value([0, 0]))]
      let series = try ConvergenceStudy(problem, [Method(.mehrstellen)], options).series()
      if flux.isEmpty { #expect(abs(try #require(series.limits["u"]?.rate) - 4) < 0.25) }
      let e = series.values(.l2, "discrete").map { $0! }
      #expect(abs(Double.log2(e[0] / e[2]) / 2 - (flux.isEmpty ? 1 : 4)) < 0.1, "\(flux) \(e)")
    }
  }
}
