import Formulas
import Grids
import Transforms

extension FunctionError {
  /// ∫ e: what a solution that is determined up to a constant is shifted by.
  func mean() -> Scalar {
    var total: Scalar = 0
    let zero = [Int](repeating: 0, count: grid.rank)
    var formula: Formula?
    if case .exact(let u) = reference { formula = u }
    forEachLattice { offsets, places, share in
      let e = reconstruction.values(zero, offsets: offsets)
      let u = subtrahend(formula, zero, offsets: offsets, places: places)
      var sum: Scalar = 0
      for i in e.indices { sum += e[i] - u[i] }
      total += share * sum
    }
    return total / Scalar(grid.volume)
  }

  /// ∫ w·∇e + w₀ e, w one formula an axis.
  func integral(
    _ w: [Formula], _ zeroth: Formula
  ) throws(DifferentiationError) -> Scalar {
    let zero = [Int](repeating: 0, count: grid.rank)
    var terms: [(alpha: [Int], weight: Formula, exact: Formula?)] = []
    func exact(_ alpha: [Int]) throws(DifferentiationError) -> Formula? {
      if case .exact(let u) = reference { try u.derivative(alpha) } else { nil }
    }
    if !zeroth.isZero { terms.append((zero, zeroth, try exact(zero))) }
    for (i, weight) in w.enumerated() where !weight.isZero {
      let alpha = zero.indices.map { $0 == i ? 1 : 0 }
      terms.append((alpha, weight, try exact(alpha)))
    }
    var total: Scalar = 0
    forEachLattice { offsets, places, share in
      for term in terms {
        let e = reconstruction.values(term.alpha, offsets: offsets)
        let u = subtrahend(term.exact, term.alpha, offsets: offsets, places: places)
        let weight = term.weight.values(on: places)
        var sum: Scalar = 0
        for i in e.indices { sum += weight[i] * (e[i] - u[i]) }
        total += share * sum
      }
    }
    return total
  }
}
