import Fields
import Grids
import Solvers
import Studies
import Transforms

extension BenchRow {
  /// The time of a periodic solve by N log₂ N, for N = 2^`first` … 2^`last` points of a plane: beside
  /// that of the size where it is least, so that the largest ratio is the spread.
  static func growth(from first: Int, through last: Int, rounds: Int) -> [BenchRow] {
    Wisdom.forget()
    var best: [Int: Double] = [:]
    // Once up and once down: a slow minute of the machine meets no size alone.
    for e in Array(first...last) + (first...last).reversed() {
      let space = FunctionSpace<Double>(
        on: Grid(growthCells(e).map { Axis(0, 2 * .pi, cells: $0, boundary: .periodic) }))
      var f = ramp(in: space)
      let op = EllipticOperator(diffusion: [1, 1], reaction: 1)
      // Small sizes more often, since their times scatter more.
      let repeats = max(1, (1 << 20) >> e)
      for round in 0...rounds {
        let seconds = ContinuousClock().measure {
          for _ in 0..<repeats { try? op.solve(inPlace: &f) }
        }.seconds
        if round > 0 { best[e] = min(best[e] ?? .infinity, seconds / Double(repeats)) }
      }
      PlanCache.releaseUnused()
    }
    func work(_ e: Int) -> Double { Double(1 << e) * Double(e) }
    let least = best.map { $0.value / work($0.key) }.min() ?? 0
    return (first...last).map { e in
      BenchRow(
        work: "growth", cells: growthCells(e), threads: Threads.count, seconds: best[e] ?? 0,
        limitSeconds: least * work(e), copySeconds: 0)
    }
  }

  /// 2^e points as square as can be.
  private static func growthCells(_ e: Int) -> [Int] { [1 << (e / 2), 1 << (e - e / 2)] }

  /// `growth by estimate: time/(N log N) within 1.31 from 2^16 to 2^26 points`
  static func spread(_ rows: [BenchRow]) -> String? {
    let growth = rows.filter { $0.work == "growth" }
    guard let first = growth.first, let last = growth.last else { return nil }
    func exponent(_ row: BenchRow) -> Int { row.cells.reduce(1, *).trailingZeroBitCount }
    let largest = growth.map(\.ratio).max() ?? 1
    return "growth by \(first.plan): time/(N log N) within \((largest * 100).rounded() / 100) from "
      + "2^\(exponent(first)) to 2^\(exponent(last)) points"
  }
}
