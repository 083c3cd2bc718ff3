import Discretizations
import Norms
import Solvers

extension ConvergenceStudy {
  /// Fills the limits of a series: Richardson's where the error has an expansion in h; notes say what keeps
  /// the others from it.
  func extrapolate(_ series: inout Series, _ method: Method, _ obstacles: LimitObstacles) {
    let hasNorms = kind == .solve && options.hasLimits
    guard hasNorms || !series.quantities.isEmpty else { return }
    let broken = problem.brokenData
    let data = problem.expansion(options.levels, method)
    let hasPoints = problem.rough.hasPoints
    let rows = series
    func expansion(_ quantity: String) -> Expansion {
      guard let own = options.quantities.first(where: { $0.name == quantity }) else { return data }
      return max(
        data,
        rows.expansion(
          of: quantity,
          own.functionals.map { $0.functional.expansion(method, besidePoints: hasPoints) }))
    }
    func expansion(_ name: String, _ measure: Measure) -> Expansion {
      guard let norm = options.norms.first(where: { $0.name == name }) else { return data }
      return max(data, rows.expansion(of: Series.column(name, measure), [norm.expansion]))
    }
    let own = ownOrders(method, of: [0]) + energyOrders(method)
    series.extrapolateQuantities(
      expansion: expansion,
      obstacle: { name in
        options.quantities.first { $0.name == name }
          .flatMap { $0.functionals.lazy.compactMap { obstacles.reason($0.functional) }.first }
      },
      orders: own, isOwn: { rate in own.contains { Fit.agree(rate, $0) } })
    func orders(_ name: String) -> [Double] {
      let order = options.norms.first { $0.name == name }?.order(power: problem.power)
      return ownOrders(method, of: [0, order ?? 0])
    }
    if hasNorms {
      series.extrapolateNorms(
        expansion: expansion,
        obstacle: { name, measure in
          options.norms.first { $0.name == name }
            .flatMap { obstacles.reason($0, measure) }
        },
        orders: orders
      ) { name, _, rate in orders(name).contains { Fit.agree(rate, $0) } }
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

  /// The rates of energies and smooth functionals of Galerkin's solutions, 2 (p + 1 − m).
  private func energyOrders(_ method: Method) -> [Double] {
    guard problem.brokenData.isEmpty else { return [] }
    return method.kinds.compactMap { (kind: Discretization) -> Double? in
      guard case .spline(let p) = kind else { return nil }
      return 2 * (Double(p) + 1 - problem.power)
    }
  }

  /// The rates that the method has for smooth data, at the points or as a function.
  private func ownOrders(_ method: Method, of orders: [Double]) -> [Double] {
    orders.flatMap { order in
      ["discrete", "function"].compactMap { ownRate(method, order: order, measure: $0).rate }
    }
  }
}
