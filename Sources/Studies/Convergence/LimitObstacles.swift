import Discretizations
import Grids
import Norms
import Solvers

/// What keeps columns of one method from a limit, whatever their values show.
struct LimitObstacles {
  /// −c is nearer to an eigenvalue than the scheme's own: u_h tends to u and a multiple of the mode.
  private let resonance: String?
  /// A point source excites the checkerboard, which holds any share of it.
  private let split: String?
  /// Ends excite the checkerboard, whose slopes do not fall.
  private let slopes: String?
  /// Data break at places that move in their cells.
  private let moving: String?
  private let sources: PointSources
  private let power: Double
  /// Whether quantities are those of the function, not of the values at the points.
  private let isFunction: Bool

  init(
    _ study: ConvergenceStudy, _ method: Method, _ equation: Equation,
    _ regularity: SolutionRegularity
  ) {
    resonance = study.resonantPrediction(of: method, equation)?.reason.map { Self.bare($0) }
    split = study.checkerboardNote(method)
    let isBeside = study.problem.domain.intervals.enumerated().contains {
      $1.boundary != .periodic && method.isCentred(along: $0)
    }
    slopes =
      study.reflectedCheckerboard(method, regularity)
      ?? (isBeside && regularity.unknown != nil
        ? "the ends may excite the checkerboard, which centred does not see" : nil)
    moving = study.problem.movingData(study.options.levels, method)
    sources = PointSources(study.problem)
    power = study.problem.power
    isFunction = !equation.data.isHomogeneous
  }

  private static func bare(_ reason: String) -> String {
    let words = "not predicted: "
    return reason.hasPrefix(words) ? String(reason.dropFirst(words.count)) : reason
  }

  /// Why a functional has no limit; nil where nothing is in its way.
  func reason(_ functional: Quantity.Functional) -> String? {
    if let resonance { return resonance }
    if case .norm(let norm) = functional {
      return reason(norm, isFunction ? "function" : "discrete")
    }
    switch functional {
    case .integral, .mean: break
    default: if let split { return split }
    }
    let hasSlopes =
      switch functional {
      case .energy: isFunction
      case .integrand(let e): e.variables.contains { $0 != .value }
      default: false
      }
    if hasSlopes, let slopes { return slopes }
    return sources.reason(functional) ?? moving
  }

  /// Why a norm by a measure has none.
  func reason(_ norm: Norm, _ measure: Measure) -> String? {
    if let reason = resonance ?? split { return reason }
    if measure != "discrete", norm.order(power: power) ?? 0 >= 1, let slopes { return slopes }
    return sources.reason(norm) ?? moving
  }
}
