import Discretizations
import Fields
import Grids
import RealModule
import Transforms

/// One axis of multilinear elements: nodes, the unknowns among them, and Gauss points in every cell.
struct ElementAxis<Scalar: TransformScalar>: Sendable {
  /// Elements; 1 on an axis that is not there.
  let cells: Int
  /// Closed nodes; around a circle as many as cells.
  let nodes: Int
  let isPeriodic: Bool
  /// The node of the first unknown.
  let first: Int
  /// Unknowns.
  let count: Int
  let spacing: Scalar
  /// Where each Gauss point is, in every element.
  let places: [[Scalar]]
  /// φ of an element's upper node at each Gauss point.
  let shapes: [Scalar]
  /// Their sum is 1.
  let weights: [Scalar]

  /// Whether it is an axis of the grid.
  var exists: Bool { !places[0].isEmpty }
  /// The number of Gauss points.
  var points: Int { shapes.count }
  /// An element's nodes.
  var corners: Int { exists ? 2 : 1 }

  /// q Gauss points between two knots. Traps unless the axis is periodic or has nodes.
  init(_ axis: Axis, points q: Int) {
    let rule = CellRule(.spline(degree: 1), on: axis, points: q)
    // Around a circle of cells an element leads from the middle of one to that of the next.
    let xi = rule.offsets.map { x -> Extended in
      axis.placement == .nodes ? x : x < 0.5 ? x + 0.5 : x - 0.5
    }
    self.init(axis, at: xi, weights: rule.weights)
  }

  /// One place in the middle of every cell between two nodes. Traps unless the axis is periodic or has
  /// nodes.
  init(middlesOf axis: Axis) { self.init(axis, at: [0.5], weights: [1]) }

  private init(_ axis: Axis, at xi: [Extended], weights: [Extended]) {
    let line = ClosedAxis<Scalar>(axis)
    cells = axis.cells
    nodes = line.count
    isPeriodic = axis.isPeriodic
    first = line.offset
    count = axis.count
    spacing = Scalar(axis.spacing)
    places = xi.map { line.elementPlaces(offset: $0) }
    shapes = xi.map { Scalar($0) }
    self.weights = weights.map { Scalar($0) }
  }

  /// An axis that is not there.
  init() {
    (cells, nodes, isPeriodic, first, count, spacing) = (1, 1, false, 0, 1, 1)
    (places, shapes, weights) = ([[]], [0], [1])
  }

  /// φ of one of an element's nodes at a Gauss point.
  @inline(__always)
  func shape(_ corner: Int, _ g: Int) -> Scalar { corner == 1 ? shapes[g] : 1 - shapes[g] }

  /// The unknown at a node; nil on a Dirichlet side.
  @inline(__always)
  func unknown(_ node: Int) -> Int? { (0..<count).contains(node - first) ? node - first : nil }
}
