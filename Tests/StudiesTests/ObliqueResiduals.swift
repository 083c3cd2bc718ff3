import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// The residual of a full tensor whose flux is oblique on sides that are free: R is a function in the box
/// and another on the sides, n·a∇v, and what lies beyond the grid is measured by both.
@Suite struct ObliqueResiduals {
  /// a = [2, ½; ½, 1] is at most 1 + 2/3 + √(1/9 + 1/3) = 7/3 times Gershgorin's diagonal (3/2, 1/2).
  private static let most = (7.0 / 3).squareRoot()

  private func effectivities(
    _ box: [Domain.Interval], exact: String, c: String, _ kind: Discretization, _ cells: [Int]
  ) throws -> [Double] {
    var sut = Problem(
      domain: Domain(box),
      op: SecondOrderOperator(
        .tensor([[2, 0.5], [0.5, 1]]), reaction: try Formula(c), rank: 2))
    sut.exact = try Formula(exact)
    var options = options(cells.map { [$0, $0] }, norms: [.energy])
    options.references = [.exact, .residual]
    let rows = try ConvergenceStudy(sut, [Method(kind)], options).series().levels
    return try rows.map { row in
      let effectivity = try #require(row.effectivity)
      let upper = try #require(row.values["energy"]?["residual"])
      #expect(try #require(row.lowerBound) <= upper / effectivity * (1 + 1e-9))
      return effectivity
    }
  }

  private static let free = interval(0, 1, .neumann)
  private static let cases: [([Domain.Interval], String, String)] = [
    // No slope on any side: v has the scheme's order, n·a∇v too, and q a jump on the Dirichlet sides.
    ([free, unitDirichlet], "x^2*(1 - x)^2*sin(pi*y)", "0"),
    ([free, unitDirichlet], "cos(pi*x)*cos(x + y)", "0"),
    ([free, unitDirichlet], "exp(x)*cos(x + y)", "0"),
    ([interval(0, 1, .neumannDirichlet), unitDirichlet], "(1 - x)*exp(x)*y^2", "0"),
    // Data that no lift has.
    ([free, free], "exp(x)*cos(x + y)", "1"),
    ([free, interval(0, 1, .periodic)], "exp(x)*cos(2*pi*y)", "1"),
    // Constants held by the mean of c.
    ([free, free], "exp(x)*cos(x + y)", "x*y"),
  ]

  /// The bound is one, and the index no more than what Gershgorin's circles lose and a share beyond the
  /// grid: it does not grow with n.
  @Test(arguments: cases.indices) func theIndexIsBounded(_ i: Int) throws {
    let (box, exact, c) = Self.cases[i]
    for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
      for effectivity in try effectivities(box, exact: exact, c: c, kind, [8, 13, 32]) {
        #expect(effectivity >= 1 - 1e-9, "\(kind) \(effectivity)")
        #expect(effectivity < 1.03 * Self.most, "\(kind) \(effectivity)")
      }
    }
  }
}
