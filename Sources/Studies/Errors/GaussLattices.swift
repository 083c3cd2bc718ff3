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

  /// The mean square of an axis's last mode by the rule, in parts of ½: it is cos πξ or sin πξ on every
  /// cell, ξ from its end.
  func lastSquare(of axis: Axis, conjugate: Bool) -> Scalar {
    let isSine = axis.basis == .fourier ? axis.placement == .cells : axis.basis == .sine
    var sum: Extended = 0
    for (x, w) in zip(rule.points, rule.weights) {
      let wave = isSine != conjugate ? Extended.sin(.pi * x) : Extended.cos(.pi * x)
      sum += w * wave * wave
    }
    return Scalar(2 * sum)
  }
}
