/// An interval [a, b] divided into n cells, with a boundary at each end.
///
///     L = b − a,   h = L/n,   points a + t·h
///
/// The ten kinds (five boundaries, two placements) are those of the article *Conventions*:
///
/// | boundary | nodes t | cells t | basis, ξ = (x−a)/L |
/// | --- | --- | --- | --- |
/// | periodic | 0…n−1 | ½…n−½ | e^{2πikξ} |
/// | Dirichlet–Dirichlet | 1…n−1 | ½…n−½ | sin kπξ |
/// | Neumann–Neumann | 0…n | ½…n−½ | cos kπξ |
/// | Dirichlet–Neumann | 1…n | ½…n−½ | sin (k+½)πξ |
/// | Neumann–Dirichlet | 0…n−1 | ½…n−½ | cos (k+½)πξ |
public struct Axis: Hashable, Sendable {
  /// The lower end a.
  public let lower: Extended
  /// The upper end b.
  public let upper: Extended
  /// The number n of cells: what refinement doubles, whatever the boundary.
  public let cells: Int
  /// The conditions at the ends.
  public let boundary: Boundary
  /// Whether the points are the cells' ends or their middles.
  public let placement: Placement

  /// Traps unless b > a and the boundary leaves at least one point; see ``Axis/fewestCells(_:_:)``.
  public init(
    _ lower: Extended, _ upper: Extended, cells: Int, boundary: Boundary,
    placement: Placement = .nodes
  ) {
    precondition(upper > lower && (upper - lower).isFinite, "an axis needs a < b, both finite")
    precondition(
      cells >= Axis.fewestCells(boundary, placement),
      "\(cells) cells leave no point on a \(boundary) axis with \(placement)")
    self.lower = lower
    self.upper = upper
    self.cells = cells
    self.boundary = boundary
    self.placement = placement
  }

  /// The smallest n that leaves a point: 2 on Dirichlet–Dirichlet nodes, else 1.
  public static func fewestCells(_ boundary: Boundary, _ placement: Placement) -> Int {
    boundary == .dirichlet && placement == .nodes ? 2 : 1
  }

  /// L = b − a.
  public var length: Extended { upper - lower }
  /// h = L/n.
  public var spacing: Extended { length / Extended(cells) }

  /// The same interval with another number of cells.
  public func with(cells: Int) -> Axis {
    Axis(lower, upper, cells: cells, boundary: boundary, placement: placement)
  }

  /// The same interval and cells with other conditions or another placement.
  public func with(boundary: Boundary, placement: Placement) -> Axis {
    Axis(lower, upper, cells: cells, boundary: boundary, placement: placement)
  }

  /// The condition at one side; nil on a periodic axis.
  public func end(_ side: Side) -> End? {
    guard case .bounded(let a, let b) = boundary else { return nil }
    return side == .lower ? a : b
  }

  /// Whether the axis is a circle.
  public var isPeriodic: Bool { boundary == .periodic }
}
