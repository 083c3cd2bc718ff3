import Formulas
import Solvers
import Studies

/// −Δu + c u with points and the divergence of F beside its source.
func rough(
  _ box: [Domain.Interval], points: [PointSource] = [], flux: [String] = [],
  source: String = "0", exact: String? = nil, reaction: Formula = 0
) throws -> Problem {
  var problem = try problem(box, exact: exact, source: source, reaction: reaction)
  problem.rough = RoughSource(points: points, flux: try flux.map { try Formula($0) })
  return problem
}
