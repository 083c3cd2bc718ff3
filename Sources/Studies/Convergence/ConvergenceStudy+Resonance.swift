import Discretizations
import Solvers

extension ConvergenceStudy {
  /// The mode that a method amplifies most on these levels; nil for a definite operator.
  ///
  /// - Throws: ``StudyError/method(name:reason:)`` where −c is an eigenvalue on one of them, in the
  ///   words of the solve.
  private func resonance(
    of method: Method, _ equation: Equation
  ) throws(StudyError) -> Resonance? {
    guard !equation.isVarying else { return nil }
    var worst: Resonance?
    for cells in options.levels {
      let grid = problem.domain.grid(cells: cells)
      let found = equation.op.resonance(Scheme(method.kinds), on: grid, Double.self)
      guard let found else { return nil }
      guard found.amplification.isFinite else {
        let error = SolverError.resonant(mode: found.mode, eigenvalue: found.eigenvalue)
        throw .method(name: method.name, reason: error.description)
      }
      worst = found.worse(than: worst)
    }
    return worst
  }

  /// The warnings of near resonance, one a method.
  ///
  /// - Throws: as a run does where −c is an eigenvalue.
  func resonanceNotes(_ equation: Equation) throws(StudyError) -> [String] {
    var notes: [String] = []
    for method in methods {
      if let note = try resonance(of: method, equation)?.note {
        notes.append("\(method.name): \(note)")
      }
    }
    return notes
  }
}

extension Resonance {
  /// This one, or the other if that amplifies more.
  func worse(than other: Resonance?) -> Resonance {
    if let other, other.amplification > amplification { other } else { self }
  }

  /// What is said where more than two digits of the data's accuracy are lost; else nil.
  var note: String? {
    guard amplification > 100 else { return nil }
    return "near resonance: the mode (\(mode.map(String.init).joined(separator: ", "))) "
      + "of eigenvalue \(eigenvalue) is amplified \(Int(amplification.rounded())) times"
  }
}
