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

  /// ∂^α of what is subtracted, on one shifted lattice; of a formula by its derivative.
  func subtrahend(
    _ formula: Formula, _ alpha: [Int], offsets: [Extended], places: [[Scalar]]
  ) -> [Scalar] {
    guard case .coarser(let function, let coarse, _) = reference else {
      return formula.valuesByThreads(on: places)
    }
    // Cell s + ρc of this grid lies in cell c of the coarse one, at the offsets (s + ξ)/ρ.
    let ratios = zip(grid.cells, coarse.cells).map { $0 / $1 }
    var values =
      formula.isZero
      ? [Scalar](repeating: 0, count: grid.cells.reduce(1, *))
      : formula.valuesByThreads(on: places)
    var part = [Int](repeating: 0, count: grid.rank)
    repeat {
      let lattice = function.values(
        alpha,
        offsets: part.indices.map { (Extended(part[$0]) + offsets[$0]) / Extended(ratios[$0]) })
      var cell = [Int](repeating: 0, count: grid.rank)
      var i = 0
      repeat {
        var place = 0
        for a in cell.indices { place = place * grid.axes[a].cells + ratios[a] * cell[a] + part[a] }
        values[place] += lattice[i]
        i += 1
      } while cell.advance(below: coarse.cells)
    } while part.advance(below: ratios)
    return values
  }

  /// Calls `body` with every shifted lattice: its offsets, its places along each axis, and the weight
  /// of each of its points.
  func forEachLattice(
    _ body: (_ offsets: [Extended], _ places: [[Scalar]], _ share: Scalar) -> Void
  ) {
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      let offsets = choice.enumerated().map { rules[$0].offsets[$1] }
      let share = choice.enumerated().reduce(Scalar(grid.cellVolume)) {
        $0 * Scalar(rules[$1.offset].weights[$1.element])
      }
      let places = zip(grid.axes, offsets).map { axis, xi -> [Scalar] in
        (0..<axis.cells).map { axis.place(cell: $0, offset: xi) }.rounded()
      }
      body(offsets, places, share)
    } while choice.advance(below: rules.map(\.offsets.count))
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
