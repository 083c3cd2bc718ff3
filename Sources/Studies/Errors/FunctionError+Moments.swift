import Discretizations
import Formulas
import Grids
import Transforms

extension FunctionError {
  /// ∫ e: what a solution that is determined up to a constant is shifted by.
  func mean() -> Scalar {
    var total: Scalar = 0
    let zero = [Int](repeating: 0, count: grid.rank)
    forEachLattice { lattice in
      var sum: Scalar = 0
      for e in error(known, zero, on: lattice) { sum += e }
      total += lattice.share * sum
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
    forEachLattice { lattice in
      for term in terms {
        let e = error(term.exact, term.alpha, on: lattice)
        let weight = term.weight.values(on: lattice.places)
        var sum: Scalar = 0
        for i in e.indices { sum += weight[i] * e[i] }
        total += lattice.share * sum
      }
    }
    return total
  }

  /// ∫ β e² over a side.
  func integral(of beta: Formula, on side: BoxSide) -> Scalar {
    let zero = [Int](repeating: 0, count: grid.rank)
    let axis = grid.axes[side.axis]
    // The end of the first or the last cell; the rule of the other axes, once.
    let cell = side.side == .lower ? 0 : axis.cells - 1
    let offset: Extended = side.side == .lower ? 0 : 1
    let width = axis.spacing * rules[side.axis].points[0].weight
    var total: Scalar = 0
    forEachLattice { lattice in
      guard lattice.choice[side.axis] == 0 else { return }
      var lattice = lattice
      lattice.cells[side.axis] = cell
      lattice.offsets[side.axis] = offset
      lattice.places[side.axis] = [Scalar(axis.place(cell: cell, offset: offset))]
      let e = error(known, zero, on: lattice)
      let b = beta.values(on: lattice.places)
      let share = lattice.share / Scalar(width)
      for i in e.indices { total += share * b[i] * e[i] * e[i] }
    }
    return total
  }
}
