import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers

/// The rate that theory predicts, and why.
public struct Prediction: Sendable {
  /// The power of h; nil where nothing, or more than any power, is predicted.
  public var rate: Double?
  /// Whether the error falls faster than every power.
  public var isExponential = false
  /// The reason in a few words.
  public var reason: String?

  static func algebraic(_ rate: Double, _ reason: String? = nil) -> Prediction {
    Prediction(rate: rate, reason: reason)
  }

  static func none(_ reason: String) -> Prediction { Prediction(rate: nil, reason: reason) }

  /// The smaller of two.
  func limited(by other: Prediction) -> Prediction {
    guard let bound = other.rate else { return other.isExponential ? self : other }
    if let rate, rate <= bound { return self }
    return rate == nil && !isExponential ? self : other
  }
}

extension ConvergenceStudy {
  /// The predicted rate of one column.
  ///
  /// A method has the smaller of its own rate and the rate that the solution's regularity under
  /// reflection allows (article *Rates*).
  func predict(
    _ method: Method, norm name: String, measure: Measure, equation: Equation
  ) -> Prediction {
    guard let norm = options.norms.first(where: { $0.name == name }) else {
      return .none("unknown norm")
    }
    guard let order = norm.order(power: equation.op.power) else {
      return .none("no theory for this norm")
    }
    let own = ownRate(method, order: order, measure: measure)
    let regularity = SolutionRegularity(
      equation, grid: problem.domain.grid(cells: options.levels[0]))
    return own.limited(by: reflectionRate(method, order: order, measure: measure, regularity))
  }

  /// The rate for a smooth solution without boundary effects.
  private func ownRate(_ method: Method, order s: Double, measure: Measure) -> Prediction {
    let rates = method.kinds.map { kind -> Prediction in
      switch kind {
      case .spectral: return Prediction(rate: nil, isExponential: true, reason: "analytic data")
      case .staggered(let order), .stencil(let order), .centred(let order):
        if measure == "function", method.reconstruction == .multilinear {
          return .algebraic(min(Double(order), 2 - s), "interpolation by linear functions")
        }
        return .algebraic(Double(order))
      case .spline(let p):
        if measure == "function" {
          return .algebraic(min(Double(p) + 1 - s, 2 * Double(p)))
        }
        let nodal = p.isMultiple(of: 2) ? Double(p) + 2 : Double(p) + 1
        return .algebraic(
          nodal,
          s > 0 || p == 2 ? "superconvergent: these measures compare at the points only" : nil)
      }
    }
    return rates.dropFirst().reduce(rates[0]) { $0.limited(by: $1) }
  }

  private func reflectionRate(
    _ method: Method, order s: Double, measure: Measure, _ regularity: SolutionRegularity
  ) -> Prediction {
    if let reason = regularity.unknown { return .none(reason) }
    var prediction = Prediction(rate: nil, isExponential: true)
    for jump in regularity.jumps {
      let kind = method.kinds.count == 1 ? method.kinds[0] : method.kinds[jump.side.axis]
      if jump.isHarmless(for: kind, placement: problem.domain.intervals[jump.side.axis].placement),
        measure != "function" || method.reconstruction == .multilinear || kind.isElement,
        measure != "spectral" || (method.oversample ?? options.oversample) == 1
      {
        continue
      }
      if measure == "function", kind.isElement { continue }
      let q = Double(jump.order)
      let tail = q + 0.5 - s
      let rate =
        method.effectiveLoad == .projected
        ? tail : min(jump.end == .dirichlet ? q : q - 1, tail)
      prediction = prediction.limited(by: .algebraic(rate, jump.reason))
    }
    return prediction
  }
}

extension Discretization {
  fileprivate var isElement: Bool { if case .spline = self { true } else { false } }
}

extension Norm {
  /// The order s of the scale on which theory places the norm; nil off the scale.
  fileprivate func order(power: Double) -> Double? {
    switch core {
    case .lebesgue: 0
    case .sobolev(let s): s
    case .energy: power
    default: nil
    }
  }
}
