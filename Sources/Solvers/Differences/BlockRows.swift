import Grids
import RealModule
import Transforms

/// A row of u and those beside it, in a block of rows, as sums over neighbours read them: what is next to its
/// ends along it lies before its first point and behind its last one.
///
/// Between the ends of an axis these are values of u. Around a circle a row is copied with them, once a
/// block: into three layers of rows, those of the first axis beside the row at hand.
struct BlockRows<Scalar: TransformScalar> {
  /// Which rows are copied.
  enum Copies {
    case none
    /// That whose image is sought: of the others only the points beside its own are read.
    case own
    /// Those beside it, too.
    case all
  }

  /// An axis before the last: those of its points that have every neighbour, and which of these a block has.
  struct Axis {
    /// All points; 0 where there is no such axis.
    var count = 0
    var inside = 0..<1
    var block = 0..<1

    /// The rows on each side of a block that are read for it.
    var margin: Int { count > 0 ? 1 : 0 }

    /// The point that follows the first of those inside by k; around a circle the last one is before the
    /// first.
    @inline(__always)
    func point(_ k: Int) -> Int {
      let j = inside.lowerBound + k
      return j < 0 ? j + count : j >= max(1, count) ? j - count : j
    }
  }

  private let u: UnsafePointer<Scalar>
  /// Points of a row.
  let length: Int
  let axes: (Axis, Axis)
  private let copies: Copies
  /// The copies of the layer before that of the row at hand, of its own, and of the one behind.
  private var layers:
    (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>)
  /// The row at hand, by its points along the axes.
  private var row = (0, 0)

  /// - Parameter memory: ``capacity(_:_:_:)`` values.
  init(
    of u: UnsafePointer<Scalar>, _ length: Int, _ axes: (Axis, Axis), _ copies: Copies,
    _ memory: UnsafeMutablePointer<Scalar>
  ) {
    (self.u, self.length, self.axes, self.copies) = (u, length, axes, copies)
    let layer = copies == .all ? Self.layer(length, axes.1) : 0
    layers = (memory, memory + layer, memory + 2 * layer)
  }

  /// The values of its copies, for the rows of a block along the second axis.
  static func capacity(_ length: Int, _ second: Axis, _ copies: Copies) -> Int {
    switch copies {
    case .none: 0
    case .own: length + 2
    case .all: 3 * layer(length, second)
    }
  }

  private static func layer(_ length: Int, _ second: Axis) -> Int {
    (second.block.count + 2 * second.margin) * (length + 2)
  }

  /// Where a row begins among all points.
  @inline(__always)
  func start(_ i: Int, _ j: Int) -> Int {
    (axes.0.point(i) * max(1, axes.1.count) + axes.1.point(j)) * length
  }

  /// Goes to the first row of a layer; layers are taken in order.
  @inline(__always)
  mutating func begin(layer i: Int) {
    guard copies == .all else { return }
    if i == axes.0.block.lowerBound {
      copy(layer: i - 1, to: layers.0)
      copy(layer: i, to: layers.1)
    } else {
      layers = (layers.1, layers.2, layers.0)
    }
    copy(layer: i + 1, to: layers.2)
  }

  /// Goes to a row of the layer.
  @inline(__always)
  mutating func begin(row i: Int, _ j: Int) {
    row = (i, j)
    if copies == .own { close(u + start(i, j), into: layers.1, length) }
  }

  /// The row at hand, or one beside it.
  @inline(__always)
  func beside(_ s: Int, _ t: Int) -> UnsafePointer<Scalar> {
    switch copies {
    case .own where s == 0 && t == 0: return UnsafePointer(layers.1 + 1)
    case .none, .own: return u + start(row.0 + s, row.1 + t)
    case .all:
      let layer = s < 0 ? layers.0 : s > 0 ? layers.2 : layers.1
      let j = row.1 + t - axes.1.block.lowerBound + axes.1.margin
      return UnsafePointer(layer + j * (length + 2) + 1)
    }
  }

  @inline(__always)
  private func copy(layer i: Int, to rows: UnsafeMutablePointer<Scalar>) {
    let (block, margin) = (axes.1.block, axes.1.margin)
    for (k, j) in (block.lowerBound - margin..<block.upperBound + margin).enumerated() {
      close(u + start(i, j), into: rows + k * (length + 2), length)
    }
  }
}

/// A row around a circle, with the last value before it and the first one behind.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func close<Scalar: TransformScalar>(
  _ u: UnsafePointer<Scalar>, into v: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  v[0] = u[n - 1]
  for i in 0..<n { v[i + 1] = u[i] }
  v[n + 1] = u[0]
}
