import Discretizations
import Formulas
import Grids
import Solvers
import Transforms

/// Where e is looked at, and what is subtracted there.
extension FunctionError {
  /// What of the reference is a formula.
  var known: Formula {
    switch reference {
    case .exact(let u): u
    case .coarser(_, _, let difference): difference
    }
  }

  /// ∂^α e + a constant on a lattice; 0 where others stand for its cells.
  func error(
    _ formula: Formula, _ alpha: [Int], plus constant: Scalar = 0, on lattice: CutLattice<Scalar>
  ) -> [Scalar] {
    var e = reconstruction.values(alpha, offsets: lattice.offsets, cells: lattice.cells)
    let u = subtrahend(formula, alpha, on: lattice)
    for i in e.indices { e[i] += constant - u[i] }
    if scale != 1 { for i in e.indices { e[i] /= scale } }
    lattice.leaveOut(&e)
    return e
  }

  /// ∂^α of what is subtracted, on one shifted lattice; of a formula by its derivative.
  private func subtrahend(
    _ formula: Formula, _ alpha: [Int], on lattice: CutLattice<Scalar>
  ) -> [Scalar] {
    guard case .coarser(let function, let coarse, _) = reference else {
      return formula.valuesByThreads(on: lattice.places)
    }
    // Cell s + ρc of this grid lies in cell c of the coarse one, at the offsets (s + ξ)/ρ.
    let ratios = zip(grid.cells, coarse.cells).map { $0 / $1 }
    var values = [Scalar](repeating: 0, count: grid.cells.reduce(1, *))
    var part = [Int](repeating: 0, count: grid.rank)
    repeat {
      let there = function.values(
        alpha,
        offsets: part.indices.map {
          (Extended(part[$0]) + lattice.offsets[$0]) / Extended(ratios[$0])
        })
      var cell = [Int](repeating: 0, count: grid.rank)
      var i = 0
      repeat {
        var place = 0
        for a in cell.indices { place = place * grid.axes[a].cells + ratios[a] * cell[a] + part[a] }
        values[place] += there[i]
        i += 1
      } while cell.advance(below: coarse.cells)
    } while part.advance(below: ratios)
    values = grid.part(values, of: lattice.cells)
    if !formula.isZero {
      let known = formula.valuesByThreads(on: lattice.places)
      for i in values.indices { values[i] += known[i] }
    }
    return values
  }

  /// Calls `body` with every shifted lattice.
  func forEachLattice(_ body: (CutLattice<Scalar>) -> Void) {
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      body(CutLattice(rules, choice, on: grid))
    } while choice.advance(below: rules.map(\.points.count))
  }
}

extension Grid {
  /// Π h
  var cellVolume: Extended { axes.reduce(1) { $0 * $1.spacing } }
}

extension Formula {
  /// ∂^α
  func derivative(_ alpha: [Int]) throws(DifferentiationError) -> Formula {
    var result = self
    for (a, m) in alpha.enumerated() where m > 0 {
      result = try result.derivative(Coordinate(rawValue: a)!, order: m)
    }
    return result
  }
}
