import Grids
import RealModule
import Solvers

/// Points of a quadrature at the same place of all cells along an axis, or of one.
struct CutLattice<Scalar: Real & BinaryFloatingPoint> {
  /// Which of its points each axis's rule has.
  let choice: [Int]
  var offsets: [Extended]
  /// Of each axis the cell; nil: all.
  var cells: [Int?]
  var places: [[Scalar]]
  /// The weight of each point.
  let share: Scalar
  /// Where all cells are meant, those that other lattices stand for.
  private let cut: [[Int]]
  private let counts: [Int]

  init(_ rules: [CutRule], _ choice: [Int], on grid: Grid) {
    let points = zip(rules, choice).map { $0.points[$1] }
    self.choice = choice
    offsets = points.map(\.offset)
    cells = points.map(\.cell)
    places = zip(grid.axes, points).map { axis, point in
      (point.cell.map { [$0] } ?? Array(0..<axis.cells))
        .map { axis.place(cell: $0, offset: point.offset) }.rounded()
    }
    share = points.reduce(Scalar(grid.cellVolume)) { $0 * Scalar($1.weight) }
    cut = rules.map(\.cut)
    counts = grid.cells
  }

  /// Writes 0 in the cells for which other lattices stand.
  func leaveOut(_ values: inout [Scalar]) {
    let shape = zip(cells, counts).map { $0 == nil ? $1 : 1 }
    for (a, cell) in cells.enumerated() where cell == nil {
      let inner = shape[(a + 1)...].reduce(1, *)
      for c in cut[a] {
        for start in stride(from: c * inner, to: values.count, by: shape[a] * inner) {
          for i in start..<(start + inner) { values[i] = 0 }
        }
      }
    }
  }
}

extension Grid {
  /// Of the values in all cells those in some: in one along an axis, or in all.
  func part<Scalar>(_ values: [Scalar], of cells: [Int?]) -> [Scalar] {
    guard cells.contains(where: { $0 != nil }) else { return values }
    let ranges = zip(cells, axes).map { cell, axis in
      cell.map { $0..<($0 + 1) } ?? 0..<axis.cells
    }
    var part: [Scalar] = []
    var index = [Int](repeating: 0, count: rank)
    repeat {
      part.append(
        values[index.indices.reduce(0) { $0 * axes[$1].cells + ranges[$1].lowerBound + index[$1] }])
    } while index.advance(below: ranges.map(\.count))
    return part
  }
}
