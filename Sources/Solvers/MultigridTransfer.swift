/// The interpolation P from kept points to all, and its transpose.
///
/// A kept point has its own value; a point left out on some axes has the weighted sum of its 2, 4 or
/// 8 kept neighbours on these. Weights are multiples of 2⁻²⁴ that a `Float` holds exactly, so that
/// constants are reproduced exactly.
final class MultigridTransfer: @unchecked Sendable {
  /// The three axes.
  let axes: [MultigridAxis]
  /// For each set of axes on which a point is left out, the weights of its parents, parent by parent.
  let weights: [UnsafeMutablePointer<Float>?]
  /// Points of each set.
  let counts: [Int]
  /// Points of each set along the axes.
  let shapes: [[Int]]

  init(_ axes: [MultigridAxis]) {
    self.axes = axes
    shapes = (0..<8).map { set in
      axes.indices.map { set >> $0 & 1 == 1 ? axes[$0].left : axes[$0].kept }
    }
    counts = shapes.map { $0.reduce(1, *) }
    weights = counts.enumerated().map { set, count in
      guard set > 0, count > 0 else { return nil }
      let size = count << set.nonzeroBitCount
      let p = UnsafeMutablePointer<Float>.allocate(capacity: size)
      p.initialize(repeating: 0, count: size)
      return p
    }
  }

  deinit { for w in weights { w?.deallocate() } }

  /// The parent's place among the parents of a point: `sides` has a bit for every axis of the set on
  /// which the parent is above.
  @inline(__always)
  func slot(_ set: Int, _ sides: Int) -> Int {
    var (slot, bit) = (0, 0)
    for a in 0..<3 where set >> a & 1 == 1 {
      slot |= (sides >> a & 1) << bit
      bit += 1
    }
    return slot
  }

  /// A row of the last axis of one parent's weights.
  @inline(__always)
  func row(_ set: Int, _ sides: Int, _ i: Int, _ j: Int) -> UnsafeMutablePointer<Float> {
    weights[set]! + slot(set, sides) * counts[set]
      + (i * shapes[set][1] + j) * shapes[set][2]
  }
}
