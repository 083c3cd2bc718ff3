import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Where two free sides meet and a_ij joins their fluxes the equation is in error by O(1) in a cell, a source of
/// strength h²: h² log 1/r about the corner, h^{2 − s + 2/p} in its derivatives of order s.
@Suite struct CornerLogarithms {
  private func problem(
    _ box: [Domain.Interval], _ entry: String, on pair: (Int, Int) = (0, 1),
    robin: [BoxSide: Formula] = [:]
  ) throws -> Problem {
    let rank = box.count
    var a = (0..<rank).map { i in (0..<rank).map { i == $0 ? Formula(2) : 0 } }
    a[pair.0][pair.1] = try Formula(entry)
    a[pair.1][pair.0] = a[pair.0][pair.1]
    var problem = Problem(
      domain: Domain(box), op: SecondOrderOperator(.tensor(a), reaction: 1, rank: rank))
    problem.exact = try Formula("exp(x + y/2)*cos(x - y)")
    problem.robin = robin
    return problem
  }

  private func series(
    _ problem: Problem, _ kind: Discretization, _ cells: [Int], _ norms: [Norm]
  ) throws -> Series {
    try ConvergenceStudy(
      problem, [Method(kind)],
      options(cells.map { n in problem.domain.intervals.map { _ in n } }, norms: norms)
    ).series()
  }

  private let out = interval(0, 1, .dirichletNeumann)
  private let into = interval(0, 1, .neumannDirichlet)

  /// err/h² in L^∞ has equal steps from grid to grid, h halved, and theory says so: the rate 2 up to a logarithm,
  /// in H¹ too, where it is √log; none in L² and L¹.
  @Test func theMaximumGrowsByALogarithm() throws {
    let fd2 = Discretization.stencil(order: 2)
    let p1 = Discretization.spline(degree: 1)
    // Where the largest error is the one at the corner; elsewhere it is too small yet.
    for (box, kind, entry) in [
      ([out, out], fd2, "4/5"), ([out, out], p1, "4/5"), ([out, into], fd2, "4/5"),
      ([out, into], p1, "4/5"), ([into, into], fd2, "4/5"), ([into, into], p1, "-4/5"),
    ] {
      let side = BoxSide(axis: 1, side: box[1].boundary == out.boundary ? .upper : .lower)
      for robin in [[:], [side: 2]] as [[BoxSide: Formula]] {
        let sut = try problem(box, entry, robin: robin)
        let norms: [Norm] = [.lInfinity, .h(1), .l2, .l1, .totalVariation]
        let series = try series(sut, kind, [64, 128, 256], norms)
        for (i, norm) in norms.enumerated() {
          let fit = try #require(series.fits[norm.name]?["discrete"])
          #expect(abs(try #require(fit.predicted) - 2) < 1e-9)
          #expect((fit.reason?.contains("up to a logarithm") ?? false) == (i < 2), "\(norm)")
        }
        let e = series.values(.lInfinity, "discrete").map { $0! }
        let scaled = e.indices.map { e[$0] * Double.pow(64 * Double(1 << $0), 2) }
        let steps = (1..<3).map { scaled[$0] - scaled[$0 - 1] }
        // What is not the logarithm falls like h² log 1/h: less than a tenth of a step.
        #expect(abs(steps[1] / steps[0] - 1) < 0.1, "\(kind) \(entry) \(scaled)")
      }
    }
  }

  /// In W^{1,p}, p > 2, the rate is 1 + 2/p, and 1 in W^{1,∞}; with one oblique side beside Dirichlet ones 2.
  @Test func derivativesLoseAPower() throws {
    let w3 = try Norm("W1,3")
    let w4 = try Norm("W1,4")
    for (box, rates) in [([out, out], [5.0 / 3, 1.5]), ([out, unitDirichlet], [2, 2])] {
      let series = try series(
        try problem(box, "4/5"), .staggered(order: 2), [64, 128, 256], [w3, w4])
      for (norm, rate) in zip([w3, w4], rates) {
        let fit = try #require(series.fits[norm.name]?["discrete"])
        #expect(abs(try #require(fit.predicted) - rate) < 1e-9, "\(norm) \(fit)")
        #expect(abs(try #require(fit.rate) - rate) < 0.06, "\(norm) \(fit)")
      }
    }
  }

  /// It is a_ij of the two axes, at the corner for elements and on one of the sides for differences.
  @Test func onlyWhereTheEntryJoinsThem() throws {
    let fd2 = Discretization.stencil(order: 2)
    let p1 = Discretization.spline(degree: 1)
    func hasLogarithm(_ problem: Problem, _ kind: Discretization) throws -> Bool {
      let study = ConvergenceStudy(
        problem, [Method(kind)],
        options([problem.domain.intervals.map { _ in 8 }], norms: [.lInfinity]))
      let prediction = try #require(try study.predictions().first).prediction
      return prediction.reason?.contains("up to a logarithm") ?? false
    }
    for (entry, found) in [
      ("4/5", [true, true]), ("1 - y", [true, false]), ("1 - x", [true, false]),
      ("(1 - x)*(1 - y)", [false, false]), ("x*y/2", [true, true]),
    ] {
      let sut = try problem([out, out], entry)
      #expect(try [fd2, p1].map { try hasLogarithm(sut, $0) } == found, "\(entry)")
    }
    for (pair, found) in [((0, 1), false), ((0, 2), true), ((1, 2), false)] {
      let sut = try problem([out, unitDirichlet, out], "1/2", on: pair)
      #expect(try hasLogarithm(sut, fd2) == found && hasLogarithm(sut, p1) == found, "\(pair)")
    }
  }
}
