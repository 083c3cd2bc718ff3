import Discretizations
import Formulas
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// A row at round-off says nothing of finer rows that are no round-off.
@Suite struct RoundoffRows {
  private func judged(_ values: [Double], floor: Double, growth: Double) -> Series {
    var series = Series()
    series.norms = ["L2"]
    series.measures = ["discrete"]
    for (i, value) in values.enumerated() {
      let n = 8 << i
      var level = Level(cells: [n], h: [1 / Double(n)], unknowns: n)
      level.values = ["L2": ["discrete": value]]
      series.levels.append(level)
    }
    let floors = values.map { _ in NoiseFloor(roundoff: floor) }
    series.judge(floors: ["L2": ["discrete": floors]], key: .h, growth: { _ in growth }) { _, _ in
      Prediction(rate: nil, reason: "none")
    }
    return series
  }

  @Test func errorsBehindAFloorAreErrors() throws {
    let series = judged([1e-14, 2e-14, 0.1, 0.05, 0.025], floor: 1e-13, growth: 2)
    #expect(series.marks(.l2, "discrete") == [.floor, .floor, nil, nil, nil])
    // Against round-off an error has no rate.
    #expect(series.levels.map { $0.rates["L2"]?["discrete"] } == [nil, nil, nil, 1, 1])
    let fit = try #require(series.fits["L2"]?["discrete"])
    let rate = try #require(fit.rate)
    #expect(fit.rows == [2, 4] && isClose(rate, 1, 1e-12))
  }

  /// The condition number of an operator of order 2m grows like h^{−2m}: round-off that does is none of an
  /// error, and what grows by one order more is.
  @Test(arguments: [2.0, 3, 4]) func roundoffMayGrow(_ g: Double) {
    func rows(_ power: Double) -> [Double] {
      (0..<5).map { 1e-13 * Double.exp2(power * Double($0)) * 0.99 }
    }
    #expect(
      judged(rows(g), floor: 1e-13, growth: g).marks(.l2, "discrete")
        == Array(repeating: .floor, count: 5))
    let marks = judged(rows(g + 1), floor: 1e-13, growth: g).marks(.l2, "discrete")
    #expect(marks.first == .floor && marks.dropFirst().allSatisfy { $0 == nil })
  }

  /// −(a u′)′ = 1, a = 1 before 0.37 and 1/100 behind: 8, 16, 32 and 64 cells have the jump at 3/8, 128 at
  /// 47/128, so that u_h − u_{h/2} is 0 at the points for n < 64 and O(h) behind: neither is round-off of an
  /// error.
  @Test func aJumpThatLaterMoves() throws {
    var problem = Problem(
      domain: Domain([unitDirichlet]),
      op: SecondOrderOperator(.scalar(try Formula("if(x < 0.37, 1, 1/100)")), rank: 1))
    problem.source = 1
    let study = ConvergenceStudy(
      problem, [Method(.staggered(order: 2))],
      options([8, 16, 32, 64, 128].map { [$0] }, [.next], norms: [.l2], measures: ["discrete"]))
    let series = try study.series()
    #expect(series.marks(.l2, "discrete") == Array(repeating: .unaligned, count: 5))
    let values = series.values(.l2, "discrete").map { $0! }
    #expect(values[..<3].allSatisfy { $0 < 1e-12 } && values[4] > 0.01)
  }
}
