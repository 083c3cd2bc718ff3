import Norms

extension ConvergenceStudy {
  /// Fills the limits of a series: Richardson's where the error has an expansion in h; notes say what keeps
  /// the others from it.
  func extrapolate(_ series: inout Series, _ method: Method) {
    let hasNorms = kind == .solve && options.hasLimits
    guard hasNorms || !series.quantities.isEmpty else { return }
    let broken = problem.brokenData
    let data: Expansion = broken.isEmpty ? .whole : .leading
    let rows = series
    func expansion(_ quantity: String) -> Expansion {
      guard let own = options.quantities.first(where: { $0.name == quantity }) else { return data }
      return max(
        data,
        rows.expansion(of: quantity, own.functionals.map { $0.functional.expansion(method) }))
    }
    func expansion(_ name: String, _ measure: Measure) -> Expansion {
      guard let norm = options.norms.first(where: { $0.name == name }) else { return data }
      return max(data, rows.expansion(of: Series.column(name, measure), [norm.expansion]))
    }
    series.extrapolateQuantities(expansion: expansion) { isOwn($0, method, orders: [0]) }
    if hasNorms {
      series.extrapolateNorms(expansion: expansion) { name, _, rate in
        let order = options.norms.first { $0.name == name }?.order(power: problem.power)
        return isOwn(rate, method, orders: [0, order ?? 0])
      }
    }
    guard series.levels.count > 2 else { return }
    let columns =
      series.quantities.filter { series.known[$0] == nil }
      .map { (name: $0, expansion: expansion($0), limit: series.limits[$0]) }
      + (hasNorms ? series.normColumns(expansion) : [])
    series.notes += Limit.notes(columns, broken: broken)
  }

  /// Whether a rate is one that the method has for smooth data, at the points or as a function.
  private func isOwn(_ rate: Double, _ method: Method, orders: [Double]) -> Bool {
    orders.contains { order in
      ["discrete", "function"].contains { measure in
        ownRate(method, order: order, measure: measure).rate.map { Fit.agree(rate, $0) } ?? false
      }
    }
  }
}
