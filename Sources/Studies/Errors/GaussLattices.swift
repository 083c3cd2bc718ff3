import Discretizations
import Grids
import RealModule
import Solvers

/// The shifted lattices of a composite Gauss rule on the cells of a grid, one at a time.
struct GaussLattices<Scalar: Real & BinaryFloatingPoint> {
  let grid: Grid
  private let rule: GaussRule

  init(_ grid: Grid, points q: Int) {
    self.grid = grid
    rule = GaussRule(points: q)
  }

  /// The points along each axis of a cell.
  var points: Int { rule.points.count }

  /// Calls `body` with the offsets of a lattice, its places along each axis, and the share of a cell
  /// that each of its points stands for; the offset along the last axis runs first.
  func forEach(
    _ body: (_ offsets: [Extended], _ places: [[Scalar]], _ share: Scalar) -> Void
  ) {
    let q = rule.points.count
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      let offsets = choice.map { rule.points[$0] }
      let share = choice.reduce(Scalar(1)) { $0 * Scalar(rule.weights[$1]) }
      let places = zip(grid.axes, offsets).map { axis, xi in
        (0..<axis.cells).map { axis.place(cell: $0, offset: xi) }.rounded(to: Scalar.self)
      }
      body(offsets, places, share)
    } while choice.advance(below: [Int](repeating: q, count: grid.rank))
  }
}
