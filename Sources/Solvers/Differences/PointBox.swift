import Formulas
import Grids
import RealModule
import Transforms

/// Some of a grid's points: a range of every axis.
struct PointBox {
  let grid: Grid
  let ranges: [Range<Int>]

  /// The points that have every neighbour, along an axis.
  private static func inside(_ axis: Axis) -> Range<Int> {
    axis.isPeriodic ? 0..<axis.count : min(1, axis.count)..<max(1, axis.count - 1)
  }

  /// The other points, in boxes that have none in common: next to the sides of the first axis, and so on.
  static func ends(of grid: Grid) -> [PointBox] {
    var boxes: [PointBox] = []
    for (a, axis) in grid.axes.enumerated() where !axis.isPeriodic {
      for j in Set([0, axis.count - 1]).sorted() {
        let ranges = grid.axes.enumerated().map { b, other in
          b < a ? inside(other) : b == a ? j..<(j + 1) : 0..<other.count
        }
        if !ranges.contains(where: \.isEmpty) { boxes.append(PointBox(grid: grid, ranges: ranges)) }
      }
    }
    return boxes
  }

  var count: Int { ranges.reduce(1) { $0 * $1.count } }

  /// The sides beside some of the points.
  var sides: [BoxSide] {
    grid.sides.filter {
      ranges[$0.axis].contains($0.side == .lower ? 0 : grid.axes[$0.axis].count - 1)
    }
  }

  /// Where rows along the last axis begin among all points.
  var rows: [Int] {
    var rows = [0]
    for (a, axis) in grid.axes.enumerated() {
      let line = a == grid.rank - 1 ? [ranges[a].lowerBound] : Array(ranges[a])
      rows = rows.flatMap { head in line.map { head * axis.count + $0 } }
    }
    return rows
  }

  /// The values of a formula, row-major.
  func values<Scalar: TransformScalar>(_ f: Formula) -> [Scalar] {
    let coordinates = zip(grid.axes, ranges).map { axis, range in
      range.map { Scalar(axis.point($0)) }
    }
    var values = [Scalar](repeating: 0, count: count)
    values.withUnsafeMutableBufferPointer { f.fill($0, on: coordinates, joining: grid) }
    return values
  }
}
