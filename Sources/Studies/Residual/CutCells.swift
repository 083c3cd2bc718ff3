import Discretizations
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// What a formula with jumps or kinks is to a Gauss rule on the cells of a grid.
///
/// On a cell that it cuts f is replaced, at the points of the rule, by its projection on the
/// polynomials of which the rule is exact in products,
///
///     (P f)(x_j) = 1/w_j ∫ f ℓ_j,     ℓ_j Lagrange's polynomials of the points
///
/// so that the rule integrates f against functions that are resolved. The integrals are taken on boxes,
/// halved along the axes where f is rough: in one dimension down to round-off, along a line x = const of
/// the plane to 2⁻²⁰ of a cell, along a plane of space to 2⁻⁴, as many boxes as a cell is worth. Where
/// boxes remain that are cut, the trapezoidal rule is a second quadrature, and what it says otherwise is
/// kept as the difference.
struct CutCells<Scalar: TransformScalar> {
  /// One cell, in parts of its volume.
  struct Cell {
    /// P f
    var values: [Scalar]
    /// P f by the second quadrature less by the first; empty where no box remained.
    var difference: [Scalar]
    /// The mean of (f − P f)².
    var rest: Scalar
  }

  /// By their number.
  private(set) var cells: [Int: Cell] = [:]
  private let rule: GaussRule

  /// None where f is smooth.
  init(_ f: Formula, on grid: Grid, points q: Int) {
    rule = GaussRule(points: q)
    guard !f.isSmooth else { return }
    var box = CutBox<Scalar>(f, on: grid, rule)
    var row = [Int](repeating: 0, count: grid.rank - 1)
    let count = grid.cells[grid.rank - 1]
    var number = 0
    repeat {
      for j in box.roughCells(row) { cells[number + j] = box.projection(row + [j]) }
      number += count
    } while row.advance(below: Array(grid.cells.dropLast()))
  }

  /// Whether a box remained that is cut.
  var areUncertain: Bool { cells.values.contains { !$0.difference.isEmpty } }

  /// Puts P f in the place of f on one lattice of the rule.
  func correct(_ values: inout [Scalar], offsets: [Extended]) {
    let j = place(offsets)
    for (number, cell) in cells { values[number] = cell.values[j] }
  }

  /// The second quadrature less the first, at the points of one lattice: 0 but on cut cells.
  func difference(_ count: Int, offsets: [Extended]) -> [Scalar] {
    var values = [Scalar](repeating: 0, count: count)
    let j = place(offsets)
    for (number, cell) in cells where !cell.difference.isEmpty {
      values[number] = cell.difference[j]
    }
    return values
  }

  private func place(_ offsets: [Extended]) -> Int {
    offsets.reduce(0) { $0 * rule.points.count + rule.points.firstIndex(of: $1)! }
  }
}
