import Grids
import RealModule
import Transforms

/// Points of a grid and the nodes on its Dirichlet sides, as the product of lines.
struct ClosedPlaces {
  /// One coordinate.
  struct Entry {
    /// Half cells from the lower end.
    let half: Int
    /// The share of the quadrature.
    let width: Extended
    /// Which point of the axis it is; nil on a Dirichlet side.
    let index: Int?
    /// The Dirichlet side on which it is.
    let end: Side?
  }

  let grid: Grid
  let lines: [[Entry]]

  /// The points of an axis, and its Dirichlet nodes with h/2.
  static func line(of axis: Axis) -> [Entry] {
    var line = (0..<axis.count).map { j in
      Entry(half: axis.firstHalf + 2 * j, width: axis.weight(j), index: j, end: nil)
    }
    guard axis.placement == .nodes else { return line }
    if axis.end(.lower) == .dirichlet {
      line.insert(Entry(half: 0, width: axis.spacing / 2, index: nil, end: .lower), at: 0)
    }
    if axis.end(.upper) == .dirichlet {
      line.append(Entry(half: 2 * axis.cells, width: axis.spacing / 2, index: nil, end: .upper))
    }
    return line
  }

  var count: Int { lines.reduce(1) { $0 * $1.count } }

  /// The coordinates.
  func places<Scalar: TransformScalar>(_: Scalar.Type = Scalar.self) -> [[Scalar]] {
    zip(grid.axes, lines).map { axis, line in line.map { Scalar(axis.place(half: $0.half)) } }
  }

  /// The coordinates of what is next to a side, moved onto it.
  func places<Scalar: TransformScalar>(
    moving side: BoxSide, of grid: Grid, _: Scalar.Type = Scalar.self
  ) -> [[Scalar]] {
    moved(side.axis, to: side.side == .lower ? 0 : 2 * grid.axes[side.axis].cells).places()
  }

  /// One plane.
  func restricted(_ axis: Int, to j: Int) -> ClosedPlaces {
    var lines = lines
    lines[axis] = [lines[axis][j]]
    return ClosedPlaces(grid: grid, lines: lines)
  }

  /// A plane elsewhere.
  func moved(_ axis: Int, to half: Int) -> ClosedPlaces {
    var lines = lines
    lines[axis] = [Entry(half: half, width: 0, index: nil, end: nil)]
    return ClosedPlaces(grid: grid, lines: lines)
  }

  /// The shares of the quadrature, along one axis without.
  func weights<Scalar: TransformScalar>(without axis: Int?, _: Scalar.Type) -> [Scalar] {
    fold(Scalar(1)) { a, entry, weight in a == axis ? weight : weight * Scalar(entry.width) }
  }

  /// How many Dirichlet sides have a node.
  var owners: [Int] { fold(0) { _, entry, count in entry.end == nil ? count : count + 1 } }

  /// Where the points are among the grid's; nil on Dirichlet sides.
  var points: [Int?] {
    fold(Optional(0)) { a, entry, index in
      guard let index, let j = entry.index else { return nil }
      return index * grid.shape[a] + j
    }
  }

  private func fold<T>(_ first: T, _ next: (Int, Entry, T) -> T) -> [T] {
    lines.enumerated().reduce([first]) { head, line in
      head.flatMap { value in line.element.map { next(line.offset, $0, value) } }
    }
  }

  /// Every place of a plane: its number there, and among all.
  func forEach(_ axis: Int, at j: Int, _ body: (Int, Int) -> Void) {
    let n = lines[axis].count
    let inner = lines[(axis + 1)...].reduce(1) { $0 * $1.count }
    for i in 0..<(count / n) { body(i, (i / inner * n + j) * inner + i % inner) }
  }

  /// The values of a plane.
  func part<Scalar>(_ values: [Scalar], _ axis: Int, at j: Int) -> [Scalar] {
    var part: [Scalar] = []
    forEach(axis, at: j) { part.append(values[$1]) }
    return part
  }

  /// ∂u along an axis: centred, one-sided at ends.
  func slopes<Scalar: TransformScalar>(
    _ values: [Scalar], along t: Int, of axis: Axis
  ) -> [Scalar] {
    let n = lines[t].count
    var slopes = [Scalar](repeating: 0, count: values.count)
    guard n > 1 else { return slopes }
    for j in 0..<n {
      let below = axis.isPeriodic ? (j + n - 1) % n : max(j - 1, 0)
      let above = axis.isPeriodic ? (j + 1) % n : min(j + 1, n - 1)
      let steps = axis.isPeriodic ? 2 : above - below
      let step = Scalar(axis.spacing) * Scalar(steps)
      let (low, high) = (part(values, t, at: below), part(values, t, at: above))
      forEach(t, at: j) { slopes[$1] = (high[$0] - low[$0]) / step }
    }
    return slopes
  }
}
