extension ConvergenceStudy: Study {
  /// The problem's box.
  public var domain: Domain { problem.domain }

  /// Methods by norms and measures; without an exact solution a study `convergence` has quantities
  /// only.
  public var columns: StudyColumns {
    var columns = StudyColumns()
    columns.methods = methods.map(\.name)
    columns.quantities = options.quantities.map(\.name)
    columns.norms = tabledNorms
    columns.measures = tabledMeasures
    return columns
  }
}
