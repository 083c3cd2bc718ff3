import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Where the lift is u itself, f − A W is 0 but for round-off of its terms, which is rough on every cell.
@Suite struct CancelledResiduals {
  private static let boxes: [([Boundary], String)] = [
    // The lift is linear in y.
    ([.dirichlet, .dirichlet], "(1 + y)/(1.5 + x)"),
    ([.dirichletNeumann, .neumannDirichlet], "log(1.05 + x)*(1 + y)"),
    ([.dirichlet], "3*x + sqrt(4 + 4*x + x^2)"),
  ]

  /// No cell is cut: f is analytic, and the guarantee needs no note.
  @Test(arguments: boxes.indices) func roundoffCutsNoCells(_ i: Int) throws {
    let (ends, exact) = Self.boxes[i]
    let a = ends.count > 1 ? "2 + sin(7*x)*cos(3*y)" : "2 + sin(7*x)"
    let sut = try stream(
      ends.map { interval(0, 1, $0) }, ends.map { _ in "0" }, a: a, exact: exact)
    var options = options([4, 7, 8].map { n in ends.map { _ in n } }, norms: [.energy])
    options.references = [.exact, .residual]
    for row in try ConvergenceStudy(sut, [Method(.staggered(order: 2))], options).series().levels {
      let bound = try #require(row.residual)
      #expect(!bound.isEstimated, "\(exact) \(row.cells)")
      #expect(bound.upper.isFinite && bound.lower <= bound.upper)
    }
  }

  /// A jump that is more than round-off is one, however little of the terms is left beside it.
  @Test func aJumpBesideTermsThatCancelIsCut() throws {
    // 10⁶ cos x less itself, and 1 beyond 0.3.
    let source = "10^6*cos(x) - 10^6*sin(x + pi/2) + if(x < 0.3, 0, 1)"
    let sut = try stream([unitDirichlet], ["0"], source: source)
    var options = options([[8]], norms: [.energy])
    options.references = [.residual]
    let row = try ConvergenceStudy(sut, [Method(.staggered(order: 2))], options).series().levels[0]
    #expect(try #require(row.residual).isEstimated)
  }
}
