import Discretizations
import Norms

extension ConvergenceStudy {
  /// Fills the limits of a series: Richardson's where the error has an expansion in h; notes say what keeps
  /// the others from it.
  func extrapolate(_ series: inout Series, _ method: Method, _ obstacles: LimitObstacles) {
    let hasNorms = kind == .solve && options.hasLimits
    guard hasNorms || !series.quantities.isEmpty else { return }
    let broken = problem.brokenData
    let data = problem.expansion(options.levels, method)
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
    series.extrapolateQuantities(
      expansion: expansion,
      obstacle: { name in
        options.quantities.first { $0.name == name }
          .flatMap { $0.functionals.lazy.compactMap { obstacles.reason($0.functional) }.first }
      },
      isOwn: { isOwn($0, method, orders: [0]) || isEnergyRate($0, method) })
    if hasNorms {
      series.extrapolateNorms(
        expansion: expansion,
        obstacle: { name, measure in
          options.norms.first { $0.name == name }
            .flatMap { obstacles.reason($0, measure) }
        }
      ) { name, _, rate in
        let order = options.norms.first { $0.name == name }?.order(power: problem.power)
        return isOwn(rate, method, orders: [0, order ?? 0])
      }
    }
    guard series.levels.count > 2 else { return }
    let columns =
      series.quantities.filter { series.known[$0] == nil && series.noLimits[$0] == nil }
      .map { (name: $0, expansion: expansion($0), limit: series.limits[$0]) }
      + (hasNorms ? series.normColumns(expansion) : [])
    series.notes += series.noLimitNotes(
      series.quantities.map { (name: $0, column: $0) }
        + series.norms.flatMap { norm in
          series.measures.map { (name: norm, column: Series.column(norm, $0)) }
        })
    series.notes += Limit.notes(columns, broken: broken)
  }

  /// Whether a rate is that of energies and smooth functionals of Galerkin's solutions, 2 (p + 1 − m).
  private func isEnergyRate(_ rate: Double, _ method: Method) -> Bool {
    method.kinds.contains { (kind: Discretization) -> Bool in
      guard case .spline(let p) = kind, problem.brokenData.isEmpty else { return false }
      return Fit.agree(rate, 2 * (Double(p) + 1 - problem.power))
    }
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
