import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// A full tensor beside a Neumann side, whose flux n·a∇u is not along n: what a scheme cannot take it
/// refuses, since cosines and lifts with ∂u/∂n alone solve another problem.
@Suite struct ObliqueFluxes {
  private func rows(
    _ boundary: (Boundary, Boundary), _ form: SecondOrderOperator.Form, _ b: [Formula],
    _ exact: String, _ kind: Discretization
  ) throws -> [Double] {
    var problem = Problem(
      domain: Domain([interval(0, 1, boundary.0), interval(0, 1, boundary.1)]),
      op: SecondOrderOperator(
        .tensor([[1, 0.5], [0.5, 1]]), advection: b, reaction: 1, form: form, rank: 2))
    problem.exact = try Formula(exact)
    let series = try ConvergenceStudy(
      problem, [Method(kind)], options([[16, 16], [32, 32]], norms: [.l2])
    ).series()
    return series.values(.l2, "discrete").map { $0! }
  }

  /// Data on Dirichlet sides alone: of x − y/2 the flux through y = 0 and 1 is 0, of its lift it is not.
  @Test func aLiftBesideAnObliqueFluxIsRefused() throws {
    let walls = (Boundary.dirichlet, Boundary.neumann)
    for b in [[], [1, 0]] as [[Formula]] {
      #expect { try rows(walls, .divergence, b, "x - y/2", .spectral) } throws: {
        "\($0)".contains("linear elements")
      }
      // Elements have the flux for their natural condition, and x − y/2 among their functions.
      #expect(
        try rows(walls, .divergence, b, "x - y/2", .spline(degree: 1)).allSatisfy { $0 < 1e-9 })
    }
  }

  /// Without data too: collocated cosines have ∂u/∂n = 0, not n·a∇u = 0.
  @Test func collocationIsRefused() throws {
    let channel = (Boundary.periodic, Boundary.neumann)
    #expect {
      try rows(channel, .divergence, [1, 0], "sin(2*pi*x)*cos(pi*y)", .spectral)
    } throws: {
      "\($0)".contains("oblique")
    }
  }

  /// In nondivergence form the condition is ∂u/∂n = g, of a constant matrix as well: order 2 by
  /// differences, spectral by collocation.
  @Test func theNondivergenceFormHasTheNormalDerivative() throws {
    let channel = (Boundary.periodic, Boundary.neumann)
    for exact in ["sin(2*pi*x)*(1 + y^2)", "sin(2*pi*x)*cos(pi*y)"] {
      let e = try rows(channel, .nondivergence, [], exact, .stencil(order: 2))
      #expect(abs((e[0] / e[1]) - 4) < 0.4, "\(exact) \(e)")
    }
    let e = try rows(
      channel, .nondivergence, [], "sin(2*pi*x)*cos(pi*y)", .spectral)
    #expect(e.allSatisfy { $0 < 1e-8 }, "\(e)")
    #expect(throws: StudyError.self) {
      try rows(channel, .nondivergence, [], "sin(2*pi*x)*(1 + y^2)", .spline(degree: 1))
    }
  }
}
