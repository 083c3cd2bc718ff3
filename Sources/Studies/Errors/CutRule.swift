import Discretizations
import Formulas
import Grids
import RealModule

/// Where a quadrature has its points along an axis: at the same places of all cells, but in cells that planes
/// cut as many in each piece.
struct CutRule {
  struct Point {
    let offset: Extended
    /// Its share of a cell.
    let weight: Extended
    /// The cell; nil: all that are not cut.
    let cell: Int?
  }

  /// The cells that are cut.
  let cut: [Int]
  /// Those of all cells first.
  let points: [Point]

  /// A rule for all cells.
  init(_ rule: CellRule) {
    cut = []
    points = zip(rule.offsets, rule.weights).map { Point(offset: $0, weight: $1, cell: nil) }
  }

  /// One point of one cell.
  init(at offset: Extended, weight: Extended, in cell: Int) {
    cut = []
    points = [Point(offset: offset, weight: weight, cell: cell)]
  }

  /// q Gauss points between any two knots or breaks, ascending places along the axis; a break that is an
  /// end of a piece but for the round-off ε of a place cuts nothing.
  init(
    _ kind: Discretization, on axis: Axis, points q: Int, at breaks: [Double], roundoff: Extended
  ) {
    let whole = CellRule(kind, on: axis, points: q)
    var rules = zip(whole.offsets, whole.weights).map { Point(offset: $0, weight: $1, cell: nil) }
    let size = max(axis.lower.magnitude, axis.upper.magnitude)
    let reach = 64 * roundoff * size / axis.spacing
    var places: [Int: [Extended]] = [:]
    for b in breaks {
      let t = (Extended(b) - axis.lower) / axis.spacing
      let cell = min(max(Int(t.rounded(.down)), 0), axis.cells - 1)
      places[cell, default: []].append(t - Extended(cell))
    }
    var cut: [Int] = []
    for (cell, places) in places.sorted(by: { $0.key < $1.key }) {
      let rule = CellRule(kind, on: axis, points: q, cutAt: places, reach: reach)
      guard rule.offsets.count > whole.offsets.count else { continue }
      cut.append(cell)
      rules += zip(rule.offsets, rule.weights).map { Point(offset: $0, weight: $1, cell: cell) }
    }
    self.cut = cut
    points = rules
  }
}

extension Grid {
  /// The rules of all axes, of cells that are cut where one of the formulas breaks along a plane.
  func cutRules<Scalar: Real & BinaryFloatingPoint>(
    points q: Int, at formulas: [Formula], _: Scalar.Type, kind: (_ axis: Int) -> Discretization
  ) -> [CutRule] {
    axes.enumerated().map { a, axis in
      let breaks = formulas.flatMap { $0.breakPlanes(along: Coordinate(rawValue: a)!, in: box) }
      // A plane is known to the round-off of a `Double` at best.
      let roundoff = max(Extended(Scalar.ulpOfOne), Extended(Double.ulpOfOne))
      return CutRule(
        kind(a), on: axis, points: q, at: breaks.sorted(), roundoff: roundoff)
    }
  }
}
