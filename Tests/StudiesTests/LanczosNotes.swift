import Discretizations
import Formulas
import RealModule
import Solvers
import Studies
import Testing

/// Lanczos' values are quotients of vectors that an iteration met: C/c is √(max a/min a) at most, and the
/// footnote says that they are estimates.
@Suite struct LanczosNotes {
  @Test(arguments: [Discretization.staggered(order: 2), .spline(degree: 1)])
  func constantsAreEstimatesFromInside(_ kind: Discretization) throws {
    let contrast = 9.0
    var method = Method(kind)
    method.iteration.preconditioner = .symbol
    var study = ConvergenceStudy(
      try problem([unitDirichlet], source: "1", diffusion: [try Formula("1 + 8*x")]), [method],
      options([[8], [31], [64]]))
    study.kind = .solve
    let series = try study.series()
    for level in series.levels {
      let found = try #require(level.constants)
      #expect(found.upperBound / found.lowerBound <= contrast.squareRoot())
    }
    #expect(series.notes.contains { $0.contains("estimated by Lanczos from inside") })
  }
}
