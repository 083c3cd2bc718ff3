import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Points and divergences beside Robin sides.
@Suite struct RobinRoughSources {
  /// −u″ = δ_{1/3}, −u′ + 2u = 0 at 0, u = 0 at 1: α(1 + 2x) and 5α/2 (1 − x), α = 2/9. Values at points
  /// are exact, on cells too, whose eliminated value on the side is that of a line. With
  /// F = H(1/3 − x) the datum is n·(a∇u − F) + βu = 1 for the same u.
  @Test(arguments: [Placement.nodes, .cells])
  func pointsAndDivergencesStandBesideRobinSides(_ placement: Placement) throws {
    let side = BoxSide(axis: 0, side: .lower)
    let exact = "if(x < 1/3, 2*(1 + 2*x)/9, 5*(1 - x)/9)"
    for (points, flux, datum) in [
      ([PointSource(at: [Extended(1) / 3])], [], 0), ([], ["heaviside(1/3 - x)"], 1),
    ] as [([PointSource], [String], Formula)] {
      var problem = try rough(
        [interval(0, 1, .neumannDirichlet, placement)], points: points, flux: flux, exact: exact)
      problem.robin = [side: 2]
      problem.data = [side: datum]
      for kind in [Discretization.stencil(order: 2), .spline(degree: 1)]
      where kind != .spline(degree: 1) || placement == .nodes {
        var method = Method(kind)
        method.iteration.tolerance = 1e-14
        let series = try ConvergenceStudy(
          problem, [method], options([[7], [16], [32]], norms: [.lInfinity])
        ).series()
        #expect(
          series.values(.lInfinity, "discrete").allSatisfy { $0! < 1e-12 },
          "\(kind) \(placement) \(series.values(.lInfinity, "discrete"))")
      }
    }
  }

  /// In two dimensions: rate 1 in L², as without a Robin side.
  @Test func thePointsRateIsThatOfItsRegularityBesideRobinSides() throws {
    var problem = try rough(
      [interval(0, 1, .neumann), interval(0, 1, .dirichlet)],
      points: [PointSource(at: [Extended(1) / 3, Extended(1) / 3])])
    problem.robin = [BoxSide(axis: 0, side: .lower): 2, BoxSide(axis: 0, side: .upper): .y]
    var options = options([[24, 24], [48, 48], [96, 96]])
    options.references = [.next]
    for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
      let series = try ConvergenceStudy(problem, [Method(kind)], options).series()
      let e = series.values(.l2, "discrete").map { $0! }
      #expect(abs(Double.log2(e[0] / e[2]) / 2 - 1) < 0.1, "\(kind) \(e)")
    }
  }
}
