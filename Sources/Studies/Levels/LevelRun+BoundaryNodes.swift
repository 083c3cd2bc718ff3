import Fields
import Formulas
import Grids
import Solvers

extension LevelRun {
  /// The nodes on Dirichlet sides, which are no unknowns: the datum there, and the node's share of the
  /// grid's quadrature, h/2 along its own axis. The node of an edge belongs to the later axis.
  ///
  /// Axes of cells have no such nodes, but take part in those of the others.
  var boundaryNodes: [(value: Scalar, weight: Scalar)] {
    var nodes: [(value: Scalar, weight: Scalar)] = []
    for side in grid.sides where grid.end(side) == .dirichlet {
      guard grid.axes[side.axis].placement == .nodes else { continue }
      let lines = grid.axes.enumerated().map { a, axis -> [(x: Extended, weight: Extended)] in
        if a == side.axis { return [(side.place(on: grid), axis.spacing / 2)] }
        let own = (0..<axis.count).map { (axis.point($0), axis.weight($0)) }
        return a < side.axis ? own + axis.boundaryNodes : own
      }
      let values = equation.data[side].values(on: lines.map { $0.map { Scalar($0.x) } })
      let weights = lines.reduce([Extended(1)]) { head, line in
        head.flatMap { w in line.map { w * $0.weight } }
      }
      nodes += zip(values, weights).map { ($0, Scalar($1)) }
    }
    return nodes
  }
}

extension Axis {
  /// The Dirichlet ends of an axis of nodes, with h/2.
  fileprivate var boundaryNodes: [(x: Extended, weight: Extended)] {
    guard placement == .nodes else { return [] }
    return zip(Side.allCases, [lower, upper]).filter { end($0.0) == .dirichlet }
      .map { ($0.1, spacing / 2) }
  }
}
