public import Formulas
public import Norms
public import Solvers

extension ConvergenceStudy {
  /// Errors on grids of n cells along every axis, coarsest first.
  public init(
    _ problem: Problem, _ methods: [Method], cells: [Int], norms: [Norm] = [.l2, .h(1)],
    measures: [Measure] = ["discrete", "spectral"]
  ) {
    var options = StudyOptions(
      levels: cells.map { [Int](repeating: $0, count: problem.domain.rank) })
    options.norms = norms
    options.measures = measures
    self.init(problem, methods, options)
  }
}

extension Problem {
  /// A u = f on a box, with f and the data that follow from u.
  public init(_ op: DifferentialOperator, on domain: Domain, exact u: Formula) {
    self.init(domain: domain, op: op.coefficients(rank: domain.rank))
    exact = u
  }
}
