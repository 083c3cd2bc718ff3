import Grids

/// Whether the points at the ends of an axis are kept.
struct MultigridEnds {
  let first: Bool
  let last: Bool

  init(_ axis: Axis) {
    first = axis.end(.lower) != .dirichlet
    last = axis.end(.upper) != .dirichlet
  }

  /// Those of an axis of one point.
  init() { (first, last) = (true, true) }
}

/// How an axis of n points is made coarser: every second point is kept.
///
/// The point at a Neumann end is kept: no other knows an island that is a strip one point wide there.
/// At a Dirichlet end, where the function is zero just before, the second is kept, on a circle the
/// first. Any n will do: where every second point would leave out that of an upper Neumann end, this
/// one is kept beside the last but one, and the ends of a circle of odd length are neighbours, too; at
/// an upper Dirichlet end a point with only one kept neighbour hangs on that.
struct MultigridAxis {
  /// Fine points.
  let count: Int
  let isPeriodic: Bool
  /// Whether points are left out.
  let isCoarsened: Bool
  /// The index of the first point kept.
  let first: Int
  /// Whether the last point is kept, too, where every second would leave it out.
  let addsLast: Bool

  init(count: Int, isPeriodic: Bool, keeps ends: MultigridEnds, isCoarsened: Bool) {
    self.count = count
    self.isPeriodic = isPeriodic
    self.isCoarsened = isCoarsened
    first = isCoarsened && !ends.first && !isPeriodic ? 1 : 0
    addsLast = isCoarsened && ends.last && !isPeriodic && (count - first) % 2 == 0
  }

  /// The number of points left out.
  var left: Int { isCoarsened ? (count + first) / 2 - (addsLast ? 1 : 0) : 0 }
  /// The number of points kept.
  var kept: Int { count - left }
  /// The number of those kept at equal distances.
  var spaced: Int { addsLast ? kept - 1 : kept }

  /// The fine index of a kept point.
  @inline(__always) func place(kept c: Int) -> Int {
    isCoarsened ? min(2 * c + first, count - 1) : c
  }
  /// The fine index of a point left out.
  @inline(__always) func place(left m: Int) -> Int { 2 * m + 1 - first }

  /// Whether a fine point is left out, and which among its like it is.
  @inline(__always) func rank(_ i: Int) -> (isLeft: Bool, rank: Int) {
    guard isCoarsened else { return (false, i) }
    if addsLast, i == count - 1 { return (false, kept - 1) }
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
