/// The interpolation P from kept points to all, and its transpose.
///
/// A kept point has its own value; a point left out on some axes has the weighted sum of its 2, 4 or
/// 8 kept neighbours on these. Weights are multiples of 2⁻¹⁴, so that constants are reproduced
/// exactly; what is lost of a weight is small against both conductances that it weighs.
///
/// A point left out on all axes has no weights: it satisfies its own equation, and no two such points
/// are joined. They are relaxed last before the restriction, where they leave no residual, and first
/// after the interpolation, which they need not know.
final class MultigridTransfer: @unchecked Sendable {
  /// The points of the finer level by colours, along each axis.
  let colours: [[MultigridColour]]
  /// For each set of axes on which a point is left out, the weights of its parents, parent by parent,
  /// over ``unit``.
  let weights: [UnsafeMutablePointer<Int16>?]
  /// Points of each set.
  let counts: [Int]
  /// Points of each set along the axes.
  let shapes: [[Int]]
  /// The set of the points that satisfy their own equation: all axes of more than one point; nil where
  /// one of these is not made coarser.
  let solved: Int?
  /// Where points were left out, and how the finer level is relaxed.
  let coarsening: MultigridCoarsening
  /// The three axes.
  @inline(__always) var axes: [MultigridAxis] { coarsening.axes }

  static let unit = 0x1p-14

  init(_ coarsening: MultigridCoarsening) {
    let axes = coarsening.axes
    self.coarsening = coarsening
    colours = axes.map(\.colours)
    let shapes = MultigridTransfer.shapes(axes)
    self.shapes = shapes
    counts = shapes.map { $0.reduce(1, *) }
    let solved = MultigridTransfer.solved(axes)
    self.solved = solved
    weights = shapes.indices.map { set in
      let size = MultigridTransfer.size(set, shapes[set], solved)
      guard size > 0 else { return nil }
      let p = UnsafeMutablePointer<Int16>.allocate(capacity: size)
      p.initialize(repeating: 0, count: size)
      return p
    }
  }

  deinit { for w in weights { w?.deallocate() } }

  private static func shapes(_ axes: [MultigridAxis]) -> [[Int]] {
    (0..<8).map { set in
      axes.indices.map { set >> $0 & 1 == 1 ? axes[$0].left : axes[$0].kept }
    }
  }

  private static func solved(_ axes: [MultigridAxis]) -> Int? {
    let wide = axes.indices.filter { axes[$0].count > 1 }
    return wide.allSatisfy { axes[$0].isCoarsened } ? wide.reduce(0) { $0 | 1 << $1 } : nil
  }

  private static func size(_ set: Int, _ shape: [Int], _ solved: Int?) -> Int {
    set == 0 || set == solved ? 0 : shape.reduce(1, *) << set.nonzeroBitCount
  }

  /// The number of all weights.
  static func size(_ axes: [MultigridAxis]) -> Int {
    let (shapes, solved) = (shapes(axes), solved(axes))
    return shapes.indices.reduce(0) { $0 + size($1, shapes[$1], solved) }
  }

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
  func row(_ set: Int, _ sides: Int, _ i: Int, _ j: Int) -> UnsafeMutablePointer<Int16> {
    weights[set]! + slot(set, sides) * counts[set]
      + (i * shapes[set][1] + j) * shapes[set][2]
  }

  /// The first of a row of kept points.
  @inline(__always)
  func coarseRow(_ p: Int, _ q: Int) -> Int { (p * axes[1].kept + q) * axes[2].kept }
}
