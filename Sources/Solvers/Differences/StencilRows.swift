import Grids

/// The rows of a grid along its last axis, and which are beside which.
struct StencilRows {
  /// The points of a row.
  let length: Int
  /// Whether a row is a circle.
  let isPeriodic: Bool
  /// Points along the other axes, and which of those are circles.
  private let shape: [Int]
  private let wraps: [Bool]

  init(_ grid: Grid) {
    length = grid.shape.last!
    isPeriodic = grid.axes.last!.isPeriodic
    shape = grid.shape.dropLast()
    wraps = grid.axes.dropLast().map(\.isPeriodic)
  }

  var count: Int { shape.reduce(1, *) }

  /// The row that an offset leads to; nil beyond an end.
  func neighbour(of row: Int, _ offset: [Int]) -> Int? {
    var (rest, neighbour, stride) = (row, 0, 1)
    for a in shape.indices.reversed() {
      var j = rest % shape[a] + offset[a]
      rest /= shape[a]
      if !(0..<shape[a]).contains(j) {
        guard wraps[a] else { return nil }
        j = (j + shape[a]) % shape[a]
      }
      neighbour += stride * j
      stride *= shape[a]
    }
    return neighbour
  }
}
