import Discretizations
import Norms

extension NormsStudy {
  /// Fills the limits of a series: Richardson's where the norm has an expansion in h; those of a function
  /// that breaks inside the box only where their rate is the method's own.
  func extrapolate(_ series: inout Series, _ function: Function) {
    let isBroken = function.source.breaks(in: domain.box)
    let rows = series
    func expansion(_ name: String, _ measure: Measure) -> Expansion {
      let whole: Expansion = isBroken ? .leading : .whole
      guard let norm = options.norms.first(where: { $0.name == name }) else { return whole }
      return max(whole, rows.expansion(of: Series.column(name, measure), [norm.expansion]))
    }
    series.extrapolateNorms(expansion: expansion) { _, name, rate in
      methods.contains { method in
        measure(method) == name
          && method.kinds.contains { kind in kind.ownRates.contains { Fit.agree(rate, $0) } }
      }
    }
    guard series.levels.count > 2 else { return }
    series.notes += series.noLimitNotes(
      series.norms.flatMap { norm in
        series.measures.map { (name: norm, column: Series.column(norm, $0)) }
      })
    series.notes += Limit.notes(
      series.normColumns(expansion), broken: isBroken ? [function.name] : [])
  }
}

extension Discretization {
  /// The powers of h with which norms of smooth functions converge: none where it is faster.
  fileprivate var ownRates: [Double] {
    switch self {
    case .spectral: []
    case .staggered(let order), .stencil(let order), .centred(let order): [Double(order)]
    case .mehrstellen: [4]
    case .spline(let p): [Double(p + 1), Double(2 * p)]
    }
  }
}
