import Discretizations
import Formulas
import Grids
import Solvers

/// How many numbers the cells hold that a formula cuts (``CutCells``), before it is looked at in all cells.
///
/// A coarse grid says where; of the cells of the grid itself that lie there some thousands are looked at, and
/// a few of those divided, to see whether two quadratures are kept of each.
struct CutForecast {
  /// Numbers of a scalar's size.
  private(set) var scalars = 0.0

  init(_ f: Formula, on grid: Grid, points q: Int) {
    guard !f.isAnalytic else { return }
    let rule = GaussRule(points: q)
    var box = CutBox<Double>(f, on: grid, rule)
    let most = [1024, 64, 16][grid.rank - 1]
    let coarse = grid.axes.map { min(most, $0.cells) }
    let places = Self.roughCells(f, on: grid.with(cells: coarse), rule)
    // The cells of the grid in those of the coarse one, along coordinates on which f depends.
    let ranges = places.map { place in
      place.indices.map { a -> Range<Int> in
        guard box.counts[a] > 1 else { return 0..<1 }
        let n = grid.cells[a]
        return place[a] * n
          / coarse[a]..<max((place[a] + 1) * n / coarse[a], place[a] * n / coarse[a] + 1)
      }
    }
    let total = ranges.reduce(0) { $0 + $1.reduce(1) { $0 * $1.count } }
    guard total > 0 else { return }
    let step = max(1, total / 4096)
    var cut: [[Int]] = []
    var (looked, next, first) = (0, step / 2, 0)
    for range in ranges {
      let count = range.reduce(1) { $0 * $1.count }
      while next < first + count {
        var rest = next - first
        var cell = [Int](repeating: 0, count: range.count)
        for a in range.indices.reversed() {
          cell[a] = range[a].lowerBound + rest % range[a].count
          rest /= range[a].count
        }
        let whole = CutBox<Double>.Part(lower: cell.map { _ in 0 }, width: cell.map { _ in 1 })
        if !box.roughAxes(box.values(of: cell, whole)).isEmpty { cut.append(cell) }
        looked += 1
        next += step
      }
      first += count
    }
    guard !cut.isEmpty else { return }
    let some = stride(from: 0, to: cut.count, by: max(1, cut.count / 8)).map { cut[$0] }
    let uncertain = some.count { !box.projection($0).difference.isEmpty }
    let arrays = 1 + Double(uncertain) / Double(some.count)
    let kept = Double(cut.count) / Double(looked) * Double(total)
    let alike = zip(grid.cells, box.counts).reduce(1.0) { $0 * Double($1.0 / $1.1) }
    let size = Double(grid.axes.reduce(1) { product, _ in product * q })
    // An array has a header of four words; lists of cells grow by doubling.
    scalars = kept * (arrays * (size + 4) + 5 + 3 * alike)
  }

  /// The cells on which f is rough, numbers along coordinates on which it does not depend being 0.
  private static func roughCells(_ f: Formula, on grid: Grid, _ rule: GaussRule) -> [[Int]] {
    let box = CutBox<Double>(f, on: grid, rule)
    var cells: [[Int]] = []
    var row = [Int](repeating: 0, count: grid.rank - 1)
    repeat {
      cells += box.roughCells(row).map { row + [$0] }
    } while row.advance(below: Array(box.counts.dropLast()))
    return cells
  }
}
