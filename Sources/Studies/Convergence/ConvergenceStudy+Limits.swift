import Norms

extension ConvergenceStudy {
  /// Fills the limits of a series; beside data that break inside the box only those whose rate is the
  /// method's own are Richardson's, and a note says why the others are not.
  func extrapolate(_ series: inout Series, _ method: Method) {
    let hasNorms = kind == .solve && options.hasLimits
    guard hasNorms || !series.quantities.isEmpty else { return }
    let broken = problem.brokenData
    var isBare = series.extrapolateQuantities { rate in
      broken.isEmpty || isOwn(rate, method, orders: [0])
    }
    if hasNorms {
      let norms = series.extrapolateNorms { name, _, rate in
        let order = options.norms.first { $0.name == name }?.order(power: problem.power)
        return broken.isEmpty || isOwn(rate, method, orders: [0, order ?? 0])
      }
      isBare = isBare || norms
    }
    if isBare { series.notes.append(Limit.bareNote(broken)) }
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

extension Limit {
  /// Why limits are finest values: what breaks.
  static func bareNote(_ keys: [String]) -> String {
    let names = keys.map { "`\($0)`" }.joined(separator: ", ")
    let verb = keys.count == 1 ? "breaks" : "break"
    return "warning: \(names) \(verb) inside the box, at a place that moves in its cell from "
      + "grid to grid: the error has no expansion in h, and a rate that is not the "
      + "method's own gives no limit; `limit` is the finest value, ± the last difference"
  }
}
