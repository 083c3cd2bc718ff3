import Norms

extension ConvergenceStudy {
  /// Whether errors are measured against something.
  var hasErrors: Bool {
    switch options.comparison {
    case .next, .finest: kind == .convergence
    case .exact: kind == .convergence && problem.exact != nil
    case .residual, nil: false
    }
  }

  /// The norms of the tables.
  var tabledNorms: [Norm] {
    if kind == .solve || hasErrors { return options.norms }
    return []
  }

  /// The measures of the tables.
  var tabledMeasures: [Measure] {
    kind == .solve || hasErrors ? options.measures : []
  }

  /// What e is, in words.
  var errorWords: String {
    let other =
      switch options.comparison {
      case .next: "u_{h/2}"
      case .finest: "u_H"
      default: "u"
      }
    return options.isRelative
      ? "relative errors ‖u_h − \(other)‖/‖\(other)‖" : "errors e = u_h − \(other)"
  }

  /// The lines that say what u_{h/2} or u_H is; none for the exact solution.
  func referenceLines() throws(StudyError) -> [String] {
    switch options.comparison {
    case .next where hasErrors:
      return [
        "u_{h/2}: the same method on half the mesh, so that ‖e‖ = C (1 − 2^(−p)) h^p has the rate p"
      ]
    case .finest where hasErrors:
      let cells = try options.finestCells().words
      return [
        "u_H: the same method on \(cells) cells; e = C (h^p − H^p), rows whose rate is off by more "
          + "than 0.05 are marked biased and leave the fit"
      ]
    default: return []
    }
  }
}
