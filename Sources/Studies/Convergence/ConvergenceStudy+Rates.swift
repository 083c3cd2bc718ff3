import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers

extension ConvergenceStudy {
  /// The predicted rate of one column.
  ///
  /// A method has the smaller of its own rate and the rate that the solution's regularity under
  /// reflection allows (article *Rates*).
  func predict(
    _ method: Method, norm name: String, measure: Measure, equation: Equation,
    regularity: SolutionRegularity
  ) -> Prediction {
    guard let norm = tabledNorms.first(where: { $0.name == name }) else {
      return .none("unknown norm")
    }
    guard let order = norm.order(power: equation.op.power) else {
      return .none("no theory for this norm")
    }
    if equation.isVarying, let reason = varyingReason(method, regularity) { return .none(reason) }
    let own = ownRate(method, order: order, measure: measure)
    if !problem.rough.isZero {
      return own.tied(with: roughRate(order: order, exponent: norm.exponent))
    }
    // A tail Σ_{k>n} k^{−q−1} sin kπx is n^{−q} high on a layer 1/n wide: L^p sees n^{−q−1/p}.
    var tailOrder = order
    if let p = norm.exponent { tailOrder += 0.5 - 1 / p }
    var prediction = own.limited(
      by: reflectionRate(method, order: tailOrder, measure: measure, regularity))
    if let corner = cornerRate(method, order: order, exponent: norm.exponent) {
      prediction = prediction.tied(with: corner)
    }
    return regularity.singularity?.limit(prediction, order: tailOrder) ?? prediction
  }

  /// Why theory says nothing for an operator that varies: smooth coefficients cost a method nothing
  /// where it does not reflect them, and where it does they join the flux, whose jumps
  /// ``SolutionRegularity`` knows.
  private func varyingReason(_ method: Method, _ regularity: SolutionRegularity) -> String? {
    let op = problem.op
    guard op.coefficients.allSatisfy(\.isSmooth) else {
      return "not predicted: the coefficients are not smooth"
    }
    // Jumps under reflection, and what a scheme leaves of a flux, weigh otherwise where a is 0.
    if let side = problem.degenerateSides.first {
      return "not predicted: the diffusion is 0 on \(side.name)"
    }
    let isBounded = problem.domain.intervals.contains { $0.boundary != .periodic }
    let isNear = method.kinds.allSatisfy {
      [.staggered(order: 2), .stencil(order: 2), .spline(degree: 1)].contains($0)
    }
    guard isBounded, !isNear else { return nil }
    let isKnown =
      !op.hasMixedDerivatives && !method.isDealiased
      && method.kinds.allSatisfy {
        switch $0 {
        case .spectral, .staggered, .stencil: true
        default: false
        }
      }
    if isKnown { return nil }
    let cause =
      reflectedCheckerboard(method, regularity) ?? "the coefficients have jumps under reflection"
    return "not predicted: " + cause
  }

  /// Near a point source u is |x − x₀|^{2−d}, a logarithm for d = 2; the error is the same function of
  /// (x − x₀)/h on every grid, and its |∂^s e|^p has the integral h^{(2−d−s)p+d}. One dimension has no
  /// such rate: where x₀ lies in its cell decides.
  private func roughRate(order s: Double, exponent p: Double?) -> Prediction {
    let d = Double(problem.domain.rank)
    guard d > 1, problem.rough.flux.isEmpty else {
      return .none("not predicted: the source is no function")
    }
    return .algebraic(2 - d - s + d / (p ?? 2), "a point source: u ∈ H^s for s < \(2 - d / 2)")
  }

  /// The rate for a smooth solution without boundary effects.
  func ownRate(_ method: Method, order s: Double, measure: Measure) -> Prediction {
    let rates = method.kinds.map { kind -> Prediction in
      switch kind {
      case .spectral: return Prediction(rate: nil, isExponential: true, reason: "analytic data")
      case .staggered, .stencil, .centred, .mehrstellen:
        let order = kind.order ?? 4
        if measure == "function", method.reconstruction == .multilinear {
          return .algebraic(min(Double(order), 2 - s), "interpolation by linear functions")
        }
        return .algebraic(Double(order))
      case .spline(1) where measure != "function" && isExactAtNodes(method):
        return .algebraic(
          Double(2 * (method.quadrature ?? 4)),
          "exact at the points in one dimension, but for the quadrature of f")
      case .spline(let p): return splineRate(p, load: method.effectiveLoad, order: s, measure)
      }
    }
    return rates.dropFirst().reduce(rates[0]) { $0.limited(by: $1) }
  }

  /// −a u″ = f with a number a: the Green functions of nodes are linear elements.
  func isExactAtNodes(_ method: Method) -> Bool {
    let op = problem.op
    let isScalar = op.hasConstantDiffusion || op.form == .nondivergence
    return op.rank == 1 && isScalar && !op.hasAdvection && op.reaction.isZero
      && method.effectiveLoad == .integrated
  }

  /// As a function p + 1 − s, at most 2p for power 1. At the points the interpolant's own error is left over:
  /// that of ∫fφ against f̂ (p + 1, for even p one more); with the mass matrix's interpolated load
  /// the eigenvalue's error, 2p; a sampled load is not the functional (f, φ), by h².
  private func splineRate(
    _ p: Int, load: LoadRule, order s: Double, _ measure: Measure
  ) -> Prediction {
    let (degree, m) = (Double(p), problem.power)
    // Conforming in H^m: duality gives 2 (p + 1 − m); a fractional power is one of λ_h.
    let own = m == m.rounded() ? 2 * (degree + 1 - m) : 2 * degree
    let ceiling = load == .sampled ? min(2, own) : own
    if measure == "function" { return .algebraic(min(degree + 1 - s, ceiling)) }
    let nodal =
      load == .interpolated ? own : p.isMultiple(of: 2) ? degree + 2 : degree + 1
    return .algebraic(
      min(nodal, ceiling),
      nodal > degree + 1 - s ? "superconvergent: these measures compare at the points only" : nil)
  }
}

extension SecondOrderOperator {
  /// All of them.
  var coefficients: [Formula] {
    advection + [reaction] + (0..<rank).flatMap { i in (0..<rank).map { diffusion(i, $0) } }
  }
}

extension Discretization {
  /// The order of a difference that has one to choose.
  fileprivate var order: Int? {
    switch self {
    case .staggered(let order), .stencil(let order), .centred(let order): order
    case .spectral, .mehrstellen, .spline: nil
    }
  }
}

extension Norm {
  /// The order s of the scale on which theory places the norm; nil off the scale.
  func order(power: Double) -> Double? {
    switch core {
    case .lebesgue: 0
    case .sobolev(let s): s
    case .energy: power
    case .slobodeckij(let s, _): s
    case .totalVariation: 1
    default: nil
    }
  }

  /// The p of the powers that it sums; nil for the scale of p = 2.
  fileprivate var exponent: Double? {
    switch core {
    case .lebesgue(let p), .slobodeckij(_, let p): p
    case .totalVariation: 1
    default: nil
    }
  }
}
