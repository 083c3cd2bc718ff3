import Formulas
import Grids
import Solvers

/// Whether a lift has the data of which it was made, looked at in some places of every side, but for half
/// of the digits.
struct LiftTraces {
  private let w: Formula
  private let grid: Grid
  private let data: BoundaryData

  init(_ w: Formula, on grid: Grid, _ data: BoundaryData) {
    (self.w, self.grid, self.data) = (w, grid, data)
  }

  /// a∇W
  private func flux(_ op: SecondOrderOperator) throws(DifferentiationError) -> [Formula] {
    let slopes = try grid.axes.indices.map { i throws(DifferentiationError) in
      try w.derivative(Coordinate(rawValue: i)!)
    }
    return grid.axes.indices.map { i in
      slopes.indices.reduce(Formula(0)) { $0 + op.diffusion(i, $1) * slopes[$1] }
    }
  }

  /// Whether ∇·(a∇W) is a function, around seams too.
  func hasSmoothFlux(_ op: SecondOrderOperator) throws(DifferentiationError) -> Bool {
    let axes = grid.axes.indices
    let flux = try flux(op)
    let hasSeams = axes.contains { i in
      grid.axes[i].isPeriodic && !vanishes(flux[i].gap(around: i, of: grid), beside: flux)
    }
    guard !hasSeams else { return false }
    let isSmooth =
      w.isSmooth && axes.allSatisfy { i in axes.allSatisfy { op.diffusion(i, $0).isSmooth } }
    return isSmooth
      || axes.allSatisfy { i in
        (try? flux[i].derivative(i, on: grid, aroundSeams: false)) != nil
          || vanishes(flux[i], beside: flux)
      }
  }

  /// Whether n·a∇W = g on Neumann sides.
  func hasFluxes(_ op: SecondOrderOperator) throws(DifferentiationError) -> Bool {
    let flux = try flux(op)
    return grid.sides.allSatisfy { side in
      guard grid.end(side) == .neumann else { return true }
      let normal = side.side == .lower ? -flux[side.axis] : flux[side.axis]
      return vanishes(data[side] - normal.trace(on: side, of: grid), beside: flux)
    }
  }

  /// Whether W = g on Dirichlet sides, and around seams.
  var hasValues: Bool {
    let sides = grid.sides.filter { grid.end($0) == .dirichlet }
    return sides.allSatisfy { vanishes(data[$0] - w.trace(on: $0, of: grid), beside: [w]) }
      && grid.axes.indices.allSatisfy { i in
        !grid.axes[i].isPeriodic || vanishes(w.gap(around: i, of: grid), beside: [w])
      }
  }

  /// Whether f is round-off beside others.
  private func vanishes(_ f: Formula, beside others: [Formula]) -> Bool {
    f.isZero || size(f) <= Double.ulpOfOne.squareRoot() * others.map(size).reduce(0, max)
  }

  /// The largest |f| in some places. An end, where data may be infinite, is none.
  private func size(_ f: Formula) -> Double {
    let count = [64, 16, 6][grid.rank - 1]
    let places = grid.axes.map { axis in
      (0..<count).map { j in
        Double(axis.lower + axis.length * (Extended(j) + 0.4142) / Extended(count))
      }
    }
    return f.values(on: places).reduce(0) { max($0, $1.magnitude) }
  }
}

extension Formula {
  /// f at the upper end of an axis less f at the lower one.
  fileprivate func gap(around i: Int, of grid: Grid) -> Formula {
    trace(on: BoxSide(axis: i, side: .upper), of: grid)
      - trace(on: BoxSide(axis: i, side: .lower), of: grid)
  }
}
