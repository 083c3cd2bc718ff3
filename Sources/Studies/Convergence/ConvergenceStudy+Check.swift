extension ConvergenceStudy {
  /// Checks all that can be judged before the first solve, and returns the lines that will stand
  /// above the table.
  ///
  /// - Throws: ``StudyError`` for data that do not balance or have no derivative, and where −c is an eigenvalue.
  public func check() throws(StudyError) -> [String] {
    let equation = try equation
    try check(equation)
    for method in methods { _ = try equation.liftLimit(of: method) }
    try tryOut(equation)
    _ = try resonanceNotes(equation)
    return try caption(equation)
  }
}
