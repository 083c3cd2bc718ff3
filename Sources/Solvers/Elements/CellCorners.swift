import Grids

/// The corners of a cell of a grid, 0 or 1 along each axis, and the steps between them.
struct CellCorners {
  let all: [[Int]]
  /// Axes along which no step leads anywhere: around a circle of one cell an edge along it joins what the
  /// edge without it does, and is one with that.
  private let isClosed: [Bool]

  init(of grid: Grid) {
    all = grid.axes.reduce([[]]) { list, _ in list.flatMap { [$0 + [0], $0 + [1]] } }
    isClosed = grid.axes.map { $0.isPeriodic && $0.cells == 1 }
  }

  /// The offsets between the corners of a cell of d axes, one of two that are opposite.
  static func links(_ d: Int) -> Int { ((0..<d).reduce(1) { n, _ in 3 * n } - 1) / 2 }

  /// The offsets of all steps.
  var offsets: Set<[Int]> {
    Set(all.flatMap { a in all.compactMap { step(from: a, to: $0)?.offset } })
  }

  /// The step from a to b as an offset whose first entry is 1, and whether it is the one from b to a; nil
  /// where both are one node.
  func step(from a: [Int], to b: [Int]) -> (offset: [Int], isReversed: Bool)? {
    let step = a.indices.map { isClosed[$0] ? 0 : b[$0] - a[$0] }
    guard let first = step.first(where: { $0 != 0 }) else { return nil }
    return first == -1 ? (step.map { -$0 }, true) : (step, false)
  }
}
