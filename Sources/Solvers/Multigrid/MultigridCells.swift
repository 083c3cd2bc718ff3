import Transforms

/// A piece of each axis: a box of at most three points a side.
typealias MultigridCell = (MultigridInterval, MultigridInterval, MultigridInterval)

/// The cells between kept points, row by row: every second along one axis at once, as neighbouring
/// cells share points.
struct MultigridCells {
  private let intervals: [[MultigridInterval]]
  private let axis: Int
  private let isPeriodic: Bool

  init(_ intervals: [[MultigridInterval]], along axis: Int, isPeriodic: Bool) {
    self.intervals = intervals
    self.axis = axis
    self.isPeriodic = isPeriodic
  }

  /// The patterns of all kinds of cells, by their numbers.
  func patterns<Scalar: TransformScalar>(
    of stencil: MultigridStencil<Scalar>
  ) -> [Int: MultigridPattern<Scalar>] {
    var patterns: [Int: MultigridPattern<Scalar>] = [:]
    let kinds = intervals.map { list in Dictionary(list.map { ($0.kind, $0) }) { a, _ in a } }
    for a in kinds[0].values {
      for b in kinds[1].values {
        for c in kinds[2].values {
          patterns[MultigridCells.number((a, b, c))] = MultigridPattern([a, b, c], of: stencil)
        }
      }
    }
    return patterns
  }

  @inline(__always)
  private static func number(_ cell: MultigridCell) -> Int {
    (cell.0.kind << 5 | cell.1.kind) << 5 | cell.2.kind
  }

  /// Calls `body` with every cell, what belongs to its kind, and scratch for so many vectors and for
  /// 27 places.
  @inline(__always)
  func forEach<Plan, V>(
    _ plans: [Int: Plan], scratch: Int,
    _ body: (Plan, MultigridCell, UnsafeMutablePointer<V>, UnsafeMutablePointer<Int>) -> Void
  ) {
    for colour in MultigridColour.all(intervals[axis].count, isPeriodic: isPeriodic) {
      Threads.forEachChunk(count: colour.count, minimum: 8) { chunk in
        withUnsafeTemporaryAllocation(of: V.self, capacity: scratch) { vectors in
          withUnsafeTemporaryAllocation(of: Int.self, capacity: 27) { places in
            var ranges = intervals.map { 0..<$0.count }
            for c in chunk {
              ranges[axis] = colour.start + 2 * c..<colour.start + 2 * c + 1
              for i in ranges[0] {
                for j in ranges[1] {
                  var number = -1
                  var plan: Plan?
                  for k in ranges[2] {
                    let cell = (intervals[0][i], intervals[1][j], intervals[2][k])
                    let found = MultigridCells.number(cell)
                    if found != number {
                      number = found
                      plan = plans[found]!
                    }
                    body(plan!, cell, vectors.baseAddress!, places.baseAddress!)
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
