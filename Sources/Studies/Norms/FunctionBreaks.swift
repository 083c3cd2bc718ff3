import Discretizations
import Formulas
import Grids
import Norms
import Solvers

/// What breaks of functions leave of the expansions in h of their norms on a sequence of grids.
///
/// Values at points have a break at s wherever between two points it is: they are those of a function that
/// breaks at s_h, |s_h − s| ≤ h/2. Three levels may have one s_h in common, and then show the method's own
/// rate towards the norm of another function. With the order q of the first derivative that jumps, a norm of
/// m derivatives is off by
///
///     h^e g(θ),    e = min(q + 1, 2 (q − m) + 1),    θ = frac(s/h)
///
/// the sampling of what jumps in its q-th derivative, and the square of what m differences see of that in one
/// cell. That is an expansion where θ is the same on all grids.
struct FunctionBreaks {
  private let domain: Domain
  private let levels: [[Int]]
  private let formulas: [Formula]
  private let data: DataBreak?
  /// q, where θ moves; nil where it does not.
  private let order: Int?
  /// Whether the last differences bound what a sum over the points is off by.
  private let isBounded: Bool

  /// The breaks of functions that are sampled on grids of these cells.
  init(_ sources: [(name: String, source: FunctionSource)], on domain: Domain, _ levels: [[Int]]) {
    let box = domain.box
    formulas = sources.flatMap(\.source.formulas)
    let broken = sources.filter { $0.source.breaks(in: box) }
    data = DataBreak(
      broken.map { "`\($0.name)`" }.joined(separator: ", "), of: formulas, in: box)
    (self.domain, self.levels) = (domain, levels)
    guard let data, !Self.stays(data, in: box, levels) else {
      (order, isBounded) = (nil, false)
      return
    }
    let first = formulas.map { $0.smoothness(in: box) }.min()!
    if first > 0, Self.isReflected(data, in: box, levels) {
      (order, isBounded) = (nil, false)
      return
    }
    order = first
    isBounded =
      Self.isOneAtNodes(data, domain, levels)
      && (first > 0 || !formulas.contains { domain.cutsAtEnds($0) })
  }

  /// That they move in their cells; nil where none does.
  var reason: String? {
    guard let data, order != nil else { return nil }
    return data.key + (data.key.contains(",") ? " break" : " breaks")
      + " inside the box, at a place that lies elsewhere in its cell from grid to grid: the error has no "
      + "expansion in h"
  }

  /// What is left of a norm's expansion, as a method with these rates of its own sees it.
  ///
  /// Beside a rate r of the method's own h^e g(θ) is one of the terms that a ± knows of from e = r + 2 on.
  func expansion(_ norm: Norm, _ kinds: [Discretization], ownRates: [Double]) -> Expansion {
    guard let order else { return .whole }
    // Σ |Δu| has whatever lies between two points, but for extrema, which have places of their own.
    if norm.core == .totalVariation, domain.rank == 1 { return .whole }
    if let e = exponent(norm, order), let r = ownRates.max(), e >= r + 2 { return .leading }
    return isBounded && norm.isSumOverPoints(kinds) ? .differences : .none
  }

  /// Of a method's own rates those that are below what breaks leave.
  func visible(_ ownRates: [Double], _ norm: Norm) -> [Double] {
    guard let order else { return ownRates }
    guard let e = exponent(norm, order) else { return [] }
    return ownRates.filter { $0 < e }
  }

  /// min(q + 1, 2 (q − m) + 1); nil off the scale.
  private func exponent(_ norm: Norm, _ q: Int) -> Double? {
    guard norm.core != .energy, let m = norm.order(power: 1) else { return nil }
    return min(Double(q) + 1, 2 * (Double(q) - m) + 1)
  }

  /// Whether all breaks are planes, each at one θ of all grids.
  private static func stays(_ data: DataBreak, in box: Formula.Box, _ levels: [[Int]]) -> Bool {
    !data.isOblique
      && DataBreak.planes(of: [data]).allSatisfy { a, place in
        let offsets = levels.map { box.offset(of: place, along: a, $0) }
        return offsets.allSatisfy {
          // −½ and ½ are one place.
          let gap = ($0 - offsets[0]).magnitude
          return min(gap, 1 - gap) <= Problem.onePlane
        }
      }
  }

  /// Whether the break is one plane that lies at θ and 1 − θ by turns, as a third of a cell does where h is
  /// halved: what a kink leaves is even in θ but for the next power.
  private static func isReflected(
    _ data: DataBreak, in box: Formula.Box, _ levels: [[Int]]
  ) -> Bool {
    let planes = DataBreak.planes(of: [data])
    guard !data.isOblique, planes.count == 1 else { return false }
    let shares = levels.map { box.offset(of: planes[0].place, along: planes[0].axis, $0).magnitude }
    return shares.allSatisfy { ($0 - shares[0]).magnitude <= Problem.onePlane }
  }

  /// Whether the break is one plane across an axis whose points are nodes, of grids that halve h: see
  /// ``Series/bareLimit(_:h:)`` for a jump, ``Series/boundedLimit(_:h:)`` for a kink.
  private static func isOneAtNodes(
    _ data: DataBreak, _ domain: Domain, _ levels: [[Int]]
  ) -> Bool {
    let planes = DataBreak.planes(of: [data])
    guard !data.isOblique, planes.count == 1 else { return false }
    let a = planes[0].axis
    return domain.intervals[a].placement == .nodes
      && zip(levels, levels.dropFirst()).allSatisfy { $1[a] == 2 * $0[a] }
  }
}

extension FunctionSource {
  /// The expressions in it.
  fileprivate var formulas: [Formula] {
    switch self {
    case .formula(let f), .measure(let f, _): [f]
    case .samples, .random: []
    case .difference(let u, let v): u.formulas + v.formulas
    }
  }
}

extension Norm {
  /// Whether it is the sum of a power of the values, as a method sees it, or of what is smoother: of a
  /// break's mass each point has as much as the trapezoidal rule gives it.
  ///
  /// Matrices of elements mix the values on both sides of a break. For s ≤ −½ the square of what is wrong
  /// at a jump, h^{1 − 2s} in H^s, is of order 2.
  fileprivate func isSumOverPoints(_ kinds: [Discretization]) -> Bool {
    let areElements = kinds.contains { if case .spline = $0 { true } else { false } }
    switch core {
    case .lebesgue(2): return !areElements
    case .lebesgue(let p): return p.isFinite
    case .sobolev(let s): return s <= -0.5 && !areElements
    default: return false
    }
  }
}
