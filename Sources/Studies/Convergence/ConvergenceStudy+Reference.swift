import Norms
import Solvers

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
    var norms = kind == .solve || hasErrors ? options.norms : []
    if hasResidual, !norms.contains(.energy) { norms.append(.energy) }
    return norms
  }

  /// The measures of the tables.
  var tabledMeasures: [Measure] {
    (kind == .solve || hasErrors ? options.measures : []) + (hasResidual ? ["residual"] : [])
  }

  /// Whether a norm is tabled by a measure: the residual bounds the energy norm, and may be why that
  /// is there.
  func holds(_ norm: Norm, _ measure: Measure) -> Bool {
    measure == "residual" ? norm == .energy : hasErrors && options.norms.contains(norm)
  }

  /// Whether the residual bounds the energy norm of the error.
  var hasResidual: Bool { kind == .convergence && options.hasResidual }

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
        "u_H: the same method on \(cells) cells; e = C (h^p − H^p)" + knotWords
          + "; rows whose rate is off by more than 0.05 are marked biased and "
          + "leave the fit"
      ]
    default: return []
    }
  }

  /// What ‖u_h − u_H‖ is of derivatives of piecewise polynomials; nothing where there are none.
  private var knotWords: String {
    let methods = options.measures.contains("function") ? methods.filter(\.isPiecewise) : []
    guard !methods.isEmpty else { return "" }
    let knots = methods.map(shiftedKnots)
    let orthogonal = ", of derivatives of elements e² = C (h^2p − H^2p)"
    guard knots.contains(where: { $0.values.contains(true) }) else { return orthogonal }
    let mixed = knots.filter { Set($0.values).count == 2 }
    let axes = Set(mixed.flatMap { $0.filter(\.value).keys }).sorted().map { ["x", "y", "z"][$0] }
    return orthogonal + ", of knots between points"
      + (axes.isEmpty ? "" : " along " + axes.joined(separator: ", "))
      + " C (h^2p + (3 − 4^(1−p)) H^2p)"
      + (axes.isEmpty ? "" : ", and the worse of both is judged")
  }

  /// The lines that say what a bound by the residual is; none without.
  func residualLines(_ equation: Equation) throws(StudyError) -> [String] {
    guard hasResidual else { return [] }
    let factor = problem.residualOversample(options, methods[0])
    let bound =
      if problem.op.hasAdvection {
        "‖R‖ in the dual of √(min a |v|² + γ ‖v‖²), γ = min (c − ½∇·b); the lower bound with max, "
          + "over √(1 + S²), ½|∫ (b·∇u) v − (b·∇v) u| ≤ S ‖u‖ ‖v‖. ‖e‖² = (A e, e), that of the "
          + "symmetric part"
      } else if equation.isVarying {
        "‖R‖ in the dual of √(min a |v|² + min c ‖v‖²), the lower bound with max"
      } else {
        "‖R‖ in the dual of the energy norm, which is ‖e‖ but for the data beyond that grid"
      }
    var lines = [
      "residual: R = f − A u_h, u_h as a trigonometric function, on a grid \(factor) times finer: ‖e‖ ≤ "
        + bound
    ]
    if hasErrors { lines.append("effectivity: residual / ‖e‖ of that function") }
    return lines
  }

  /// What is to be known of the bounds: how much of them the data beyond the grid are, and why they
  /// are not guaranteed; and why an effectivity may be below 1.
  func residualNotes(_ bound: ResidualBound?, _ levels: [Level]) -> [String] {
    guard hasResidual, let bound else { return [] }
    var doubts = problem.residualDoubts
    if doubts.isEmpty, bound.isEstimated {
      doubts = [
        "data are singular or not resolved on some cells, and their integrals are estimates"
      ]
    }
    var notes = doubts.map { "residual: no guaranteed bound: \($0)" }
    if bound.isOutsideEnergy {
      notes.append(
        "residual: infinite, since the boundary data jump where sides meet or around a seam, and u has no "
          + "energy")
    }
    guard bound.upper.isFinite else { return notes }
    if options.comparison != .exact,
      levels.contains(where: { ($0.effectivity ?? 1) < 1 - 1e-6 })
    {
      notes.append(
        "effectivity: below 1 since ‖e‖ is against a finer solution that is too poor, and its own error "
          + "is in it; the bound is one on the error against u")
    }
    func percent(_ share: Double) -> Int { Int((100 * share).rounded()) }
    if bound.quadrature > 0.005 {
      notes.append(
        "residual: \(percent(bound.quadrature)) % of the finest bound is the difference of two quadratures "
          + "where data are not smooth; a larger `oversample` makes it smaller")
    }
    if bound.oscillation > 0.005 {
      notes.append(
        "residual: \(percent(bound.oscillation)) % of the finest bound may be data beyond the finer "
          + "grid; a larger `oversample` makes it sharper")
    }
    return notes
  }
}
