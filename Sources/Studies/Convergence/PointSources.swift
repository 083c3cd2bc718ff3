import Grids
import Norms
import Solvers

/// What point sources make infinite: beside one u is |x − x₀|^{2m−d}, a logarithm for 2m = d,
///
///     ∂^s u ∈ L^p  ⟺  s + d − 2m < d/p,      u ∈ H^s  ⟺  s < 2m − d/2
struct PointSources {
  private let points: [PointSource]
  private let intervals: [Domain.Interval]
  private let power: Double

  init(_ problem: Problem) {
    intervals = problem.domain.intervals
    power = problem.power
    let intervals = intervals
    // On a Dirichlet side it is none.
    points = problem.rough.points.filter { source in
      source.strength != 0
        && zip(intervals, source.point).allSatisfy { interval, x in
          guard case .bounded(let lower, let upper) = interval.boundary else { return true }
          return !(lower == .dirichlet && x <= interval.lower)
            && !(upper == .dirichlet && x >= interval.upper)
        }
    }
  }

  private var d: Double { Double(intervals.count) }
  private var isUnbounded: Bool { !points.isEmpty && d >= 2 * power }

  /// Why a functional of u is not finite; nil where it is.
  func reason(_ functional: Quantity.Functional) -> String? {
    switch functional {
    case .energy: reason(order: power, exponent: 2)
    case .norm(let norm): reason(norm)
    case .value(let point):
      isUnbounded && points.contains { isSame($0.point, point) }
        ? "not finite: u is infinite at the point source" : nil
    case .max: isUnbounded && points.contains { $0.strength > 0 } ? extremum : nil
    case .min: isUnbounded && points.contains { $0.strength < 0 } ? extremum : nil
    default: nil
    }
  }

  private var extremum: String { "not finite: u is infinite at a point source" }

  /// Why a norm of u is not finite.
  func reason(_ norm: Norm) -> String? {
    switch norm.core {
    case .energy: reason(order: power, exponent: 2)
    case .sobolev(let s): reason(order: s, exponent: 2)
    case .lebesgue(let p): reason(order: 0, exponent: p)
    case .slobodeckij(let s, let p): reason(order: s, exponent: p)
    default: nil
    }
  }

  private func reason(order s: Double, exponent p: Double) -> String? {
    guard !points.isEmpty, s + d - 2 * power >= d / p else { return nil }
    return "not finite: a point source, u ∈ H^s for s < \(2 * power - d / 2) only"
  }

  private func isSame(_ source: [Extended], _ point: [Double]) -> Bool {
    zip(intervals, zip(source, point)).allSatisfy { interval, places in
      let length = interval.upper - interval.lower
      var gap = (places.0 - Extended(places.1)) / length
      if interval.boundary == .periodic { gap -= gap.rounded() }
      return gap.magnitude <= 1e-12
    }
  }
}
