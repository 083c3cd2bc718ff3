import Solvers

extension Equation {
  /// Where u may be infinite: the given points, and point sources in more than one dimension.
  var singularPoints: [[Double]] {
    guard problem.domain.rank > 1 else { return problem.singularPoints }
    return problem.singularPoints + problem.rough.points.map { $0.point.map { Double($0) } }
  }
}
