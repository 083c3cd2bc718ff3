/// How an axis of n points is made coarser: every second point is kept.
///
/// The first is kept at a Neumann end and on a circle, the second at a Dirichlet end, where the
/// function is zero just before. Any n will do: a point between with only one kept neighbour hangs
/// on that, and two kept points of a circle of odd length are neighbours.
struct MultigridAxis {
  /// Fine points.
  let count: Int
  let isPeriodic: Bool
  /// Whether points are left out.
  let isCoarsened: Bool
  /// The index of the first point kept.
  let first: Int

  init(count: Int, isPeriodic: Bool, keepsFirst: Bool, isCoarsened: Bool) {
    self.count = count
    self.isPeriodic = isPeriodic
    self.isCoarsened = isCoarsened
    first = isCoarsened && !keepsFirst && !isPeriodic ? 1 : 0
  }

  /// The number of points left out.
  var left: Int { isCoarsened ? (first == 1 ? (count + 1) / 2 : count / 2) : 0 }
  /// The number of points kept.
  var kept: Int { count - left }

  /// The fine index of a kept point.
  @inline(__always) func place(kept c: Int) -> Int { isCoarsened ? 2 * c + first : c }
  /// The fine index of a point left out.
  @inline(__always) func place(left m: Int) -> Int { 2 * m + 1 - first }

  /// Whether a fine point is left out, and which among its like it is.
  @inline(__always) func rank(_ i: Int) -> (isLeft: Bool, rank: Int) {
    guard isCoarsened else { return (false, i) }
    return i % 2 == first ? (false, i / 2) : (true, i / 2)
  }

  /// The kept neighbour below (side 0) or above (side 1) a point left out; nil beyond an end.
  @inline(__always) func parent(_ m: Int, side: Int) -> Int? {
    let c = m - first + side
    if c == kept { return isPeriodic ? 0 : nil }
    return c < 0 ? nil : c
  }

  /// The fine points that a kept one is a parent of, itself among them: place, rank, and on which
  /// side of it the parent is; nil for itself.
  func children(_ c: Int) -> [(place: Int, rank: Int, side: Int?)] {
    var result: [(place: Int, rank: Int, side: Int?)] = [(place(kept: c), c, nil)]
    for side in 0...1 {
      var m = c + first - side
      if m < 0, isPeriodic { m += kept }
      if m >= 0, m < left, parent(m, side: side) == c { result.append((place(left: m), m, side)) }
    }
    return result
  }
}
