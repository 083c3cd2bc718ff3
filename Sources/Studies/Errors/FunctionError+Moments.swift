import Discretizations
import Formulas
import Grids
import Transforms

extension FunctionError {
  /// ∫ e: what a solution that is determined up to a constant is shifted by.
  func mean() -> Scalar {
    var total: Scalar = 0
    let zero = [Int](repeating: 0, count: grid.rank)
    forEachLattice { offsets, places, share in
      let e = reconstruction.values(zero, offsets: offsets)
      let u = subtrahend(known, zero, offsets: offsets, places: places)
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
    var terms: [(alpha: [Int], weight: Formula, exact: Formula)] = []
    if !zeroth.isZero { terms.append((zero, zeroth, known)) }
    for (i, weight) in w.enumerated() where !weight.isZero {
      let alpha = zero.indices.map { $0 == i ? 1 : 0 }
      terms.append((alpha, weight, try known.derivative(alpha)))
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

  /// ∫ β e² over a side.
  func integral(of beta: Formula, on side: BoxSide) -> Scalar {
    let zero = [Int](repeating: 0, count: grid.rank)
    let axis = grid.axes[side.axis]
    let inner = grid.cells[(side.axis + 1)...].reduce(1, *)
    // The end of the first or the last cell; the rule of the other axes, once.
    let cell = side.side == .lower ? 0 : axis.cells - 1
    var total: Scalar = 0
    forEachLattice { offsets, places, share in
      guard offsets[side.axis] == rules[side.axis].offsets[0] else { return }
      var (offsets, places) = (offsets, places)
      offsets[side.axis] = side.side == .lower ? 0 : 1
      places[side.axis] = places[side.axis].indices.map {
        Scalar(axis.place(cell: $0, offset: offsets[side.axis]))
      }
      let e = reconstruction.values(zero, offsets: offsets)
      let u = subtrahend(known, zero, offsets: offsets, places: places)
      let width = Scalar(axis.spacing) * Scalar(rules[side.axis].weights[0])
      places[side.axis] = [places[side.axis][cell]]
      let b = beta.values(on: places)
      for p in b.indices {
        let i = (p / inner * axis.cells + cell) * inner + p % inner
        total += share / width * b[p] * (e[i] - u[i]) * (e[i] - u[i])
      }
    }
    return total
  }
}
