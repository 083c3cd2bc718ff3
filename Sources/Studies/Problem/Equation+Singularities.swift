import Formulas
import Grids
import Solvers

extension Equation {
  /// Where u may be infinite: the given points, and point sources in more than one dimension.
  var singularPoints: [[Double]] {
    guard problem.domain.rank > 1 else { return problem.singularPoints }
    return problem.singularPoints + problem.rough.points.map { $0.point.map { Double($0) } }
  }
}

extension RoughSource {
  /// How large its density on the points of a grid may be: s/h^d and F/h.
  func largestDensity(on grid: Grid) -> Double {
    var size = points.reduce(0) { $0 + Double($1.strength.magnitude / grid.cellVolume) }
    let places = grid.axes.map { axis in axis.points.map { Double($0) } }
    for (f, axis) in zip(flux, grid.axes) where !f.isZero {
      let values = f.values(on: places)
      size += values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 } / Double(axis.spacing)
    }
    return size
  }
}
