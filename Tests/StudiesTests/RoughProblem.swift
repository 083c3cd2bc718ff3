import Discretizations
import Formulas
import Norms
import Solvers
import Studies
import Testing

/// −Δu + c u with points and the divergence of F beside its source.
func rough(
  _ box: [Domain.Interval], points: [PointSource] = [], flux: [String] = [],
  source: String = "0", exact: String? = nil, reaction: Formula = 0
) throws -> Problem {
  var problem = try problem(box, exact: exact, source: source, reaction: reaction)
  problem.rough = RoughSource(points: points, flux: try flux.map { try Formula($0) })
  return problem
}

/// The function of a method in one dimension has the rates of a solution in H^{3/2−}.
func expectRatesOfAKink(
  _ problem: Problem, _ kind: Discretization, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let options = options(
    [[32], [64], [128], [256]], norms: [.l2, try Norm("|H1|")], measures: ["function"],
    quadrature: 12)
  let series = try ConvergenceStudy(problem, [Method(kind)], options).series()
  try series.expectRates(
    Array(zip(options.norms, [1.5, 0.5])), "function", over: 2, within: 0.06, "\(kind)",
    sourceLocation: sourceLocation)
}
