import Formulas
import Grids
import Solvers

/// a∇W of a lift W: whether it has a divergence, and the data of Neumann sides.
struct LiftFlux {
  private let op: SecondOrderOperator
  private let w: Formula
  private let grid: Grid
  private let places: TrialPlaces
  private let flux: [Formula]
  /// The largest of its components.
  private let size: Extended

  /// - Throws: where W has no exact derivative.
  init(
    _ op: SecondOrderOperator, of w: Formula, on grid: Grid
  ) throws(DifferentiationError) {
    let slopes = try grid.axes.indices.map { i throws(DifferentiationError) in
      try w.derivative(Coordinate(rawValue: i)!)
    }
    let flux = grid.axes.indices.map { i in
      slopes.indices.reduce(Formula(0)) { $0 + op.diffusion(i, $1) * slopes[$1] }
    }
    let places = TrialPlaces(on: grid)
    size = flux.map(places.largest).reduce(0, max)
    (self.op, self.w, self.grid, self.places, self.flux) = (op, w, grid, places, flux)
  }

  /// Whether ∇·(a∇W) is a function, around seams too.
  var isSmooth: Bool {
    let axes = grid.axes.indices
    let hasSeams = axes.contains { i in
      grid.axes[i].isPeriodic
        && !places.vanishes(flux[i].gap(around: i, of: grid), beside: size)
    }
    guard !hasSeams else { return false }
    let isSmooth =
      w.isSmooth && axes.allSatisfy { i in axes.allSatisfy { op.diffusion(i, $0).isSmooth } }
    return isSmooth
      || axes.allSatisfy { i in
        (try? flux[i].derivative(i, on: grid, aroundSeams: false)) != nil
          || places.vanishes(flux[i], beside: size)
      }
  }

  /// Whether n·a∇W = g on Neumann sides.
  func has(_ data: BoundaryData) -> Bool {
    grid.sides.allSatisfy { side in
      guard grid.end(side) == .neumann else { return true }
      let normal = side.side == .lower ? -flux[side.axis] : flux[side.axis]
      return places.vanishes(data[side] - normal.trace(on: side, of: grid), beside: size)
    }
  }
}
