import Discretizations
package import Formulas
package import Grids
import RealModule
package import Transforms

/// Composite Gauss quadrature of formulas over a box or one of its sides.
///
/// Holds the samples of one shifted lattice at a time.
package struct BoxQuadrature<Scalar: TransformScalar> {
  package let axes: [Axis]
  /// Cells along each axis.
  package let cells: [Int]
  private let rule: GaussRule

  /// Six points a direction and cell: exact for degree 11.
  package init(_ axes: [Axis], cells: [Int], points: Int = 6) {
    self.axes = axes
    self.cells = cells
    rule = GaussRule(points: points)
  }

  /// A rule on a grid's own cells.
  package init(_ grid: Grid) { self.init(grid.axes, cells: grid.cells) }

  /// ∫u and ∫|u| over the box, or over a side.
  ///
  /// An axis that u does not depend on costs one point.
  package func integrate(_ u: Formula, over side: BoxSide? = nil) -> (sum: Scalar, size: Scalar) {
    let lattices = axes.enumerated().map { a, axis -> [(points: [Scalar], weight: Scalar)] in
      if let side, side.axis == a {
        return [([Scalar(side.side == .lower ? axis.lower : axis.upper)], 1)]
      }
      guard u.coordinates.contains(Coordinate(rawValue: a)!) else {
        return [([Scalar(axis.lower)], Scalar(axis.length))]
      }
      let refined = axis.with(boundary: .periodic, placement: .nodes).with(cells: cells[a])
      return zip(rule.points, rule.weights).map { xi, w in
        let places = (0..<refined.cells).map { Scalar(refined.place(cell: $0, offset: xi)) }
        return (places, Scalar(w * refined.spacing))
      }
    }
    var sum: Scalar = 0
    var size: Scalar = 0
    var choice = [Int](repeating: 0, count: axes.count)
    repeat {
      let lattice = choice.enumerated().map { lattices[$0][$1] }
      let weight = lattice.reduce(Scalar(1)) { $0 * $1.weight }
      let values = u.valuesByThreads(on: lattice.map(\.points))
      var part: Scalar = 0
      var partSize: Scalar = 0
      for value in values {
        part += value
        partSize += value.magnitude
      }
      sum += weight * part
      size += weight * partSize
    } while choice.advance(below: lattices.map(\.count))
    return (sum, size)
  }
}
