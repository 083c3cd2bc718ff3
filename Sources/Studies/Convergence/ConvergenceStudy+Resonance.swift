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

  /// That no rate is predicted, and why: −c is an eigenvalue of the equation itself, or so near one that
  /// on one of the grids the scheme's own is further from it than −c,
  ///
  ///     |λ_h − λ| ≥ |λ + c|
  ///
  /// so that λ_h + c is anything there. nil elsewhere.
  ///
  /// - Parameter levels: Those of the fit; nil: the finest three, which every fit has and limits are made of.
  func resonantPrediction(
    of method: Method, _ equation: Equation, on levels: [[Int]]? = nil
  ) -> Prediction? {
    guard !equation.isVarying else { return nil }
    for cells in levels ?? options.levels.suffix(3) {
      let grid = problem.domain.grid(cells: cells)
      guard let exact = equation.op.resonance(.spectral, on: grid, Double.self), exact.isNear,
        let own = equation.op.resonance(Scheme(method.kinds), on: grid, Double.self)
      else { continue }
      let gap = -Double(equation.op.reaction) / exact.amplification
      guard (own.eigenvalue - exact.eigenvalue).magnitude >= gap else { continue }
      let mode = "the mode (\(exact.mode.map(String.init).joined(separator: ", ")))"
      return .none(
        gap == 0
          ? "not predicted: resonance, -c is the eigenvalue \(exact.eigenvalue) of \(mode)"
          : "not predicted: near resonance, the eigenvalue \(exact.eigenvalue) of \(mode) is nearer to -c "
            + "than to the method's own on \(cells.words) cells")
    }
    return nil
  }

  /// Takes the rates of theory from fits that have a grid on which the scheme's own eigenvalue is further from
  /// that of the equation than −c.
  func withholdResonantRates(_ series: inout Series, _ method: Method, _ equation: Equation) {
    for (norm, byMeasure) in series.fits {
      for (measure, fit) in byMeasure where fit.predicted != nil {
        guard let rows = fit.rows, let first = rows.first, let last = rows.last,
          let resonant = resonantPrediction(
            of: method, equation, on: Array(options.levels[first...last]))
        else { continue }
        series.fits[norm]?[measure]?.predicted = nil
        series.fits[norm]?[measure]?.reason = resonant.reason
      }
    }
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

  /// Whether more than two digits of the data's accuracy are lost.
  var isNear: Bool { amplification > 100 }

  /// What is said of a mode that is near and not at resonance; else nil.
  var note: String? {
    guard isNear, amplification.isFinite else { return nil }
    return "near resonance: the mode (\(mode.map(String.init).joined(separator: ", "))) "
      + "of eigenvalue \(eigenvalue) is amplified \(Int(amplification.rounded())) times"
  }
}
