import Grids
import RealModule
import Transforms

/// A function's samples over the whole of its box, in double precision and always along three axes.
///
/// Nodes on Dirichlet ends are added with the value 0, so that a bounded axis is its closed nodes or
/// its cells' middles whatever its boundary. Axes the grid lacks have one point and no extent.
struct ClosedSamples {
  /// How the samples of an axis lie, and which quadrature they carry.
  enum Kind { case circle, nodes, cells, none }

  struct Line {
    let kind: Kind
    let count: Int
    let spacing: Double
    let length: Double

    init(_ axis: Axis) {
      kind = axis.isPeriodic ? .circle : axis.placement == .nodes ? .nodes : .cells
      count = kind == .nodes ? axis.cells + 1 : axis.cells
      spacing = Double(axis.spacing)
      length = Double(axis.length)
    }

    /// An axis that is not there.
    init() { (kind, count, spacing, length) = (.none, 1, 1, 1) }

    /// The offsets between two samples, in steps: one of each class of a circle, with |j| ≤ n/2.
    var offsets: ClosedRange<Int> {
      kind == .circle ? -((count - 1) / 2)...(count / 2) : -(count - 1)...(count - 1)
    }

    /// The offset that is −j.
    func opposite(_ j: Int) -> Int { kind == .circle && 2 * j == count ? j : -j }

    /// Neighbouring samples, the length that their difference stands for, and how many ends of the
    /// box it touches. Half a cell at an end has its neighbour's difference.
    var intervals: [(lower: Int, upper: Int, length: Double, ends: Int)] {
      if count == 1 { return [(0, 0, length, 0)] }
      if kind == .circle { return (0..<count).map { ($0, ($0 + 1) % count, spacing, 0) } }
      let last = count - 2
      return (0...last).map { i in
        let ends = (i == 0 ? 1 : 0) + (i == last ? 1 : 0)
        let reach = kind == .cells ? Double(ends) * spacing / 2 : 0
        return (i, i + 1, spacing + reach, ends)
      }
    }
  }

  let lines: [Line]
  /// How many of the three axes the grid has: the last ones.
  let rank: Int
  /// The values divided by `scale`, row-major.
  let values: [Double]
  /// max |u|
  let scale: Double

  init<Scalar: TransformScalar>(_ u: Field<Scalar>) {
    let axes = u.grid.axes
    rank = axes.count
    lines = [Line](repeating: Line(), count: 3 - rank) + axes.map { Line($0) }
    let largest = u.largest()
    scale = Double(largest)
    let first =
      [Int](repeating: 0, count: 3 - rank)
      + axes.map { $0.isPeriodic || $0.placement == .cells ? 0 : $0.firstHalf / 2 }
    let shape = [Int](repeating: 1, count: 3 - rank) + u.grid.shape
    var closed = [Double](repeating: 0, count: lines.reduce(1) { $0 * $1.count })
    guard largest > 0 else {
      values = closed
      return
    }
    for i in 0..<shape[0] {
      for j in 0..<shape[1] {
        let row = (i + first[0]) * lines[1].count + j + first[1]
        for k in 0..<shape[2] {
          closed[row * lines[2].count + k + first[2]] = Double(
            u.values[(i * shape[1] + j) * shape[2] + k] / largest)
        }
      }
    }
    values = closed
  }

  /// The axes that are there.
  var extents: [Line] { Array(lines.suffix(rank)) }
}
