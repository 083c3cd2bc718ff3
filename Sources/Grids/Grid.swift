/// A box: the tensor product of one, two or three axes. Geometry only.
///
/// Values are stored in row-major order: the last axis runs fastest.
public struct Grid: Hashable, Sendable {
  /// The axes x, y, z.
  public let axes: [Axis]

  /// Traps unless there are one, two or three axes whose points can be counted in an `Int`.
  public init(_ axes: [Axis]) {
    precondition((1...3).contains(axes.count), "a grid has 1, 2 or 3 axes, not \(axes.count)")
    var n = 1
    for axis in axes {
      let (product, overflow) = n.multipliedReportingOverflow(by: axis.count + 2)
      precondition(!overflow, "the grid has more points than an Int can count")
      n = product
    }
    self.axes = axes
  }

  /// A grid of the given axes.
  public init(_ axes: Axis...) { self.init(axes) }

  /// The number d of axes.
  public var rank: Int { axes.count }
  /// Points along each axis.
  public var shape: [Int] { axes.map(\.count) }
  /// Cells along each axis.
  public var cells: [Int] { axes.map(\.cells) }
  /// The number of points, and of modes.
  public var count: Int { axes.reduce(1) { $0 * $1.count } }
  /// |Ω| = Π L.
  public var volume: Extended { axes.reduce(1) { $0 * $1.length } }
  /// h = max L/n: the key of a rate.
  public var spacing: Extended { axes.map(\.spacing).max()! }

  /// The point with the given row-major index.
  public func point(_ index: Int) -> [Double] {
    var rest = index
    var place: [Double] = []
    for axis in axes.reversed() {
      place.append(Double(axis.point(rest % axis.count)))
      rest /= axis.count
    }
    return place.reversed()
  }

  /// The same box with one axis replaced.
  public func replacing(_ i: Int, by axis: Axis) -> Grid {
    var axes = axes
    axes[i] = axis
    return Grid(axes)
  }

  /// The same box with other numbers of cells.
  public func with(cells: [Int]) -> Grid {
    precondition(cells.count == rank)
    return Grid(zip(axes, cells).map { $0.with(cells: $1) })
  }
}
