import Discretizations
import Grids
import Norms
import Solvers

extension ConvergenceStudy {
  /// The depth of the lifting that a method has: what it is told, or needs itself.
  func depth(of method: Method) -> Int {
    max(
      method.lifting,
      Scheme(method.kinds).ownLifting(
        on: problem.domain.intervals.map { ($0.boundary, $0.placement) }))
  }

  /// The rate that what jumps under reflection at the sides allows.
  func reflectionRate(
    _ method: Method, order s: Double, measure: Measure, _ regularity: SolutionRegularity
  ) -> Prediction {
    if let reason = regularity.unknown { return .none(reason) }
    if let reason = reflectedCheckerboard(method, regularity) {
      return .none("not predicted: " + reason)
    }
    var prediction = Prediction(rate: nil, isExponential: true)
    let isAtPoints =
      measure == "discrete"
      || measure == "spectral" && (method.oversample ?? options.oversample) == 1
    for jump in regularity.jumps {
      guard let order = jump.order(lifting: depth(of: method)) else { continue }
      let kind = method.kinds.count == 1 ? method.kinds[0] : method.kinds[jump.side.axis]
      let placement = problem.domain.intervals[jump.side.axis].placement
      // Linear functions on nodes have the values of a Robin side; on cells they are reflected.
      let isLinear = method.reconstruction == .multilinear || kind.isElement
      // Middles of cells are not among those of a finer grid: its function is read between its points;
      // a linear one is then off by h²∂²u/8, beside the walls of other axes too.
      let isRead =
        options.comparison != .exact
        && (placement == .cells
          || isLinear && problem.domain.intervals.contains { $0.placement == .cells })
      let isOnGrid = isAtPoints && !isRead
      if jump.isHarmless(for: kind, placement: placement, load: method.effectiveLoad),
        isOnGrid || isLinear && !isRead && !(jump.isOblique && placement == .cells),
        isOnGrid || measure == "function"
      {
        continue
      }
      if measure == "function", kind.isElement { continue }
      let q = Double(order)
      let isValue = jump.end == .dirichlet
      let tail = q + 0.5 - s
      var bound = isValue ? q : q - 1
      if method.effectiveLoad == .projected {
        // On the grid the low modes of P u − u are the aliased tail: û_{2n−k} ± û_{2n+k}, which
        // almost cancel in a sine series.
        bound = isAtPoints ? (isValue ? q + 2 : q + 1) : .infinity
      }
      // Nor does a source that is integrated see it: exact values leave the interpolant's aliases.
      if kind == .spline(degree: 1), isExactAtNodes(method) { bound = isValue ? q + 2 : q + 1 }
      // The values at the points do not see the reflection: only what is read between them does.
      if kind == .mehrstellen || jump.isOblique { bound = .infinity }
      // Where two rates meet, or in L¹, a sum Σ 1/k is left over.
      let hasLogarithm = abs(tail - bound) < 1e-9 || s == -0.5 && tail < bound
      prediction = prediction.limited(
        by: .algebraic(
          min(tail, bound), jump.reason(order) + (hasLogarithm ? " (up to a logarithm)" : "")))
    }
    return prediction
  }
}

extension Discretization {
  fileprivate var isElement: Bool { if case .spline = self { true } else { false } }
}
