import Grids
import RealModule
import Transforms

/// A row of u and those beside it, in a block of rows, as sums over neighbours read them: what is next to its
/// ends along it lies before its first point and behind its last one (``GhostPoints``).
///
/// The row itself is copied with them. Where neighbours across two axes are read, all are, once a block: into
/// three layers of rows, those of the first axis beside the row at hand.
struct BlockRows<Scalar: TransformScalar> {
  /// Which rows are copied.
  enum Copies {
    /// That whose image is sought: of the others only the points beside its own are read.
    case own
    /// Those beside it, too.
    case all
  }

  /// An axis before the last, and which of its points a block has.
  struct Axis {
    var points = GhostPoints()
    var block = 0..<1

    /// The rows on each side of a block that are read for it.
    var margin: Int { points.count > 0 ? 1 : 0 }
  }

  private let u: UnsafePointer<Scalar>
  /// The points of a row.
  private let along: GhostPoints
  let axes: (Axis, Axis)
  private let copies: Copies
  /// The copies of the layer before that of the row at hand, of its own, and of the one behind.
  private var layers:
    (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>)
  /// The row at hand, by its points along the axes.
  private var row = (0, 0)

  /// Points of a row.
  private var length: Int { along.count }

  /// - Parameter memory: ``capacity(_:_:_:)`` values.
  init(
    of u: UnsafePointer<Scalar>, _ along: GhostPoints, _ axes: (Axis, Axis), _ copies: Copies,
    _ memory: UnsafeMutablePointer<Scalar>
  ) {
    (self.u, self.along, self.axes, self.copies) = (u, along, axes, copies)
    let layer = copies == .all ? Self.layer(along.count, axes.1) : 0
    layers = (memory, memory + layer, memory + 2 * layer)
  }

  /// The values of its copies, for the rows of a block along the second axis.
  static func capacity(_ length: Int, _ second: Axis, _ copies: Copies) -> Int {
    switch copies {
    // The row, and what stands for one beside it along each axis before the last, on either side.
    case .own: 5 * (length + 2)
    case .all: 3 * layer(length, second)
    }
  }

  private static func layer(_ length: Int, _ second: Axis) -> Int {
    (second.block.count + 2 * second.margin) * (length + 2)
  }

  /// Where a row begins among all points.
  @inline(__always)
  func start(_ i: Int, _ j: Int) -> Int { (i * max(1, axes.1.points.count) + j) * length }

  /// Goes to the first row of a layer; layers are taken in order.
  @inline(__always)
  mutating func begin(layer i: Int) {
    guard copies == .all else { return }
    if i == axes.0.block.lowerBound {
      if axes.0.margin > 0 { copy(layer: i - 1, to: layers.0) }
      copy(layer: i, to: layers.1)
    } else {
      layers = (layers.1, layers.2, layers.0)
    }
    if axes.0.margin > 0 { copy(layer: i + 1, to: layers.2) }
  }

  /// Goes to a row of the layer.
  @inline(__always)
  mutating func begin(row i: Int, _ j: Int) {
    row = (i, j)
    guard copies == .own else { return }
    copy(row: i, j, to: layers.1)
    for step in [-1, 1] {
      if axes.0.margin > 0, axes.0.points[i + step].sign != 1 {
        copy(row: i + step, j, to: copy(beside: step, 0))
      }
      if axes.1.margin > 0, axes.1.points[j + step].sign != 1 {
        copy(row: i, j + step, to: copy(beside: 0, step))
      }
    }
  }

  /// The row at hand, or one beside it.
  @inline(__always)
  func beside(_ s: Int, _ t: Int) -> UnsafePointer<Scalar> {
    switch copies {
    case .own:
      if s == 0, t == 0 { return UnsafePointer(layers.1 + 1) }
      let (first, second) = (axes.0.points[row.0 + s], axes.1.points[row.1 + t])
      guard first.sign == 1, second.sign == 1 else { return UnsafePointer(copy(beside: s, t) + 1) }
      return u + start(first.index, second.index)
    case .all:
      let layer = s < 0 ? layers.0 : s > 0 ? layers.2 : layers.1
      let j = row.1 + t - axes.1.block.lowerBound + axes.1.margin
      return UnsafePointer(layer + j * (length + 2) + 1)
    }
  }

  /// Where the copy of a row beside the one at hand along one axis is.
  @inline(__always)
  private func copy(beside s: Int, _ t: Int) -> UnsafeMutablePointer<Scalar> {
    layers.1 + (s < 0 ? 1 : s > 0 ? 2 : t < 0 ? 3 : 4) * (length + 2)
  }

  private func copy(layer i: Int, to rows: UnsafeMutablePointer<Scalar>) {
    let (block, margin) = (axes.1.block, axes.1.margin)
    for (k, j) in (block.lowerBound - margin..<block.upperBound + margin).enumerated() {
      copy(row: i, j, to: rows + k * (length + 2))
    }
  }

  /// Copies a row, or what stands for one beyond an end.
  private func copy(row i: Int, _ j: Int, to v: UnsafeMutablePointer<Scalar>) {
    let (first, second) = (axes.0.points[i], axes.1.points[j])
    let from = u + start(first.index, second.index)
    fill(v, from, Scalar(first.sign * second.sign), along[-1], along[length], length)
  }
}

/// v ← s u, with what stands before it and behind it.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func fill<Scalar: TransformScalar>(
  _ v: UnsafeMutablePointer<Scalar>, _ u: UnsafePointer<Scalar>, _ s: Scalar,
  _ before: GhostPoints.Image, _ behind: GhostPoints.Image, _ n: Int
) {
  if s == 1 {
    for i in 0..<n { v[i + 1] = u[i] }
  } else if s == 0 {
    for i in 0..<n { v[i + 1] = 0 }
  } else {
    for i in 0..<n { v[i + 1] = s * u[i] }
  }
  v[0] = Scalar(before.sign) * v[before.index + 1]
  v[n + 1] = Scalar(behind.sign) * v[behind.index + 1]
}
