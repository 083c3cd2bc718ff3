import Discretizations
import Norms

extension NormsStudy {
  /// Fills the limits of a series: Richardson's where the norm has an expansion in h, which breaks of the
  /// function leave as ``FunctionBreaks`` says.
  func extrapolate(_ series: inout Series, _ function: Function) {
    let factor = options.oversample > 1 ? 2 * options.oversample : 1
    let breaks = FunctionBreaks(
      [(function.name, function.source)], on: domain,
      options.levels.map { $0.map { factor * $0 } })
    let rows = series
    func left(_ norm: Norm, _ measure: Measure) -> Expansion {
      let kinds = kinds(of: measure)
      return breaks.expansion(norm, kinds, ownRates: kinds.flatMap(\.ownRates))
    }
    func named(_ name: String) -> Norm? { options.norms.first { $0.name == name } }
    func expansion(_ name: String, _ measure: Measure) -> Expansion {
      guard let norm = named(name) else { return .whole }
      return max(
        left(norm, measure), rows.expansion(of: Series.column(name, measure), [norm.expansion]))
    }
    series.extrapolateNorms(
      expansion: expansion,
      obstacle: { name, measure in
        named(name).flatMap { left($0, measure) == .none ? breaks.reason : nil }
      }
    ) { name, measure, rate in
      guard let norm = named(name) else { return false }
      return breaks.visible(kinds(of: measure).flatMap(\.ownRates), norm)
        .contains { Fit.agree(rate, $0) }
    }
    guard series.levels.count > 2 else { return }
    series.notes += series.noLimitNotes(
      series.norms.flatMap { norm in
        series.measures.map { (name: norm, column: Series.column(norm, $0)) }
      })
    series.notes += Limit.notes(
      series.normColumns(expansion), broken: breaks.reason == nil ? [] : [function.name])
  }

  private func kinds(of measure: Measure) -> [Discretization] {
    methods.filter { self.measure($0) == measure }.flatMap(\.kinds)
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
