import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// What an iteration may leave is an upper bound, and no error is `exact` for being below it.
@Suite struct HiddenErrors {
  /// A box 10⁶ times as long as wide: (C/c)² τ is more than u_h.
  @Test func aBoundAboveTheErrorMakesNothingExact() throws {
    var problem = Problem(
      domain: Domain([interval(0, 1e6, .dirichlet), interval(0, 1, .neumann)]),
      op: SecondOrderOperator(.scalar(try Formula("2 + x/1e6*y")), rank: 2))
    problem.exact = try Formula("sin(pi*x/1e6)*cos(pi*y)")
    let series = try ConvergenceStudy(
      problem, [Method(.spline(degree: 1))],
      options([[8, 8], [16, 16]], norms: [.l2, .lInfinity])
    ).series()
    for norm in [Norm.l2, .lInfinity] {
      #expect(series.marks(norm, "discrete").allSatisfy { $0 != .exact }, "\(norm)")
      let values = series.values(norm, "discrete").map { $0! }
      let isHidden = series.marks(norm, "discrete").allSatisfy { $0 == .floor }
      #expect(!isHidden || series.notes.contains { $0.contains("hides the error") }, "\(values)")
    }
  }

  /// Order 2 in single precision, where bounds on noise are above it: rows that fall with the rate of theory are
  /// none of the iteration's.
  @Test(arguments: [[16, 32], [32, 64], [32, 64, 128]])
  func errorsOfTheRateOfTheoryAreShown(_ cells: [Int]) throws {
    var problem = Problem(
      domain: Domain([interval(0, 1, .dirichlet), interval(0, 2, .dirichlet)]),
      op: SecondOrderOperator(.scalar(try Formula("1 + x*y")), rank: 2))
    problem.exact = try Formula("sin(pi*x)*exp(y)")
    let study = ConvergenceStudy(
      problem, [Method(.staggered(order: 2))], options(cells.map { [$0, $0] }, norms: [.h(1)]))
    let single = try #require(try study.run(Float.self).series.first)
    let double = try study.series()
    #expect(
      single.marks(.h(1), "discrete").allSatisfy { $0 == nil }, "\(single.marks(.h(1), "discrete"))"
    )
    for i in cells.indices.dropFirst() {
      let rate = try #require(single.levels[i].rates["H1"]?["discrete"])
      let expected = try #require(double.levels[i].rates["H1"]?["discrete"])
      #expect(abs(rate - expected) < 0.1)
    }
  }

  /// What a scheme holds to round-off is exact still, without an iteration; with one it is below its bound.
  @Test func linearFunctionsAreExactOrHidden() throws {
    for (a, marks) in [("2", [Mark.exact]), ("2 + x*y", [.exact, .floor])] {
      var problem = Problem(
        domain: Domain([interval(0, 1, .dirichlet), interval(0, 1, .neumann)]),
        op: SecondOrderOperator(.scalar(try Formula(a)), rank: 2))
      problem.exact = try Formula("1 + x")
      let series = try ConvergenceStudy(
        problem, [Method(.spline(degree: 1))], options([[8, 8], [16, 16]], norms: [.l2])
      ).series()
      #expect(
        series.marks(.l2, "discrete").allSatisfy { $0.map { marks.contains($0) } ?? false },
        "\(a) \(series.marks(.l2, "discrete"))")
    }
  }

  /// ‖s u‖ = s ‖u‖ also where squares underflow: the errors of s sin πx are s times those of sin πx.
  @Test(arguments: [1e-160, 1e-170, 1e160]) func smallSolutionsHaveErrors(_ s: Double) throws {
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
      func series(_ scale: Double) throws -> Series {
        try ConvergenceStudy(
          try problem([unitDirichlet], exact: "\(scale)*sin(pi*x)", reaction: 1), [Method(kind)],
          options([[8], [16], [32]], norms: [.l2, .h(1), .l1, .l(4)], measures: ["function"])
        ).series()
      }
      let (small, plain) = (try series(s), try series(1))
      for norm in [Norm.l2, .h(1), .l1, .l(4)] {
        for (a, b) in zip(small.values(norm, "function"), plain.values(norm, "function")) {
          // Round-off of 1e-15 u in errors of 1e-5 u and more.
          #expect(isClose(a! / s, b!, 1e-8), "\(kind) \(norm) \(s)")
        }
        #expect(small.marks(norm, "function").allSatisfy { $0 != .exact && $0 != .floor })
      }
    }
  }
}
