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
/// so that the rule integrates f against functions that are resolved. The integrals are taken on boxes:
/// a jump along a plane that is parallel to an axis is cut there, to round-off; where f is rough otherwise
/// boxes are halved, as many as a cell is worth. Where boxes remain that are cut, the trapezoidal rule is a
/// second quadrature, and what it says otherwise is kept as the difference.
struct CutCells<Scalar: TransformScalar> {
  /// What is kept of a cell, in parts of its volume.
  struct Cell {
    /// P f
    var values: [Scalar]
    /// P f by the second quadrature less by the first; empty where no box remained.
    var difference: [Scalar]
    /// The mean of (f − P f)².
    var rest: Scalar
  }

  /// The cells that are cut, and which of those that are kept each of them is: f may not depend on all
  /// coordinates.
  private var cells: [(number: Int, kept: Int)] = []
  /// Of each cell that is kept an array of its own: one for all would be held twice as it grows.
  private var values: [[Scalar]] = []
  private var differences: [[Scalar]] = []
  /// ‖f − P f‖ in the mean.
  private var rests: [Scalar] = []
  private let rule: GaussRule

  /// None where f is analytic.
  ///
  /// - Complexity: evaluations of f at q + 2 points an axis of every cell, along coordinates on which f depends.
  init(_ f: Formula, on grid: Grid, points q: Int) {
    rule = GaussRule(points: q)
    guard !f.isAnalytic else { return }
    let box = CutBox<Scalar>(f, on: grid, rule)
    var rows: [[Int]] = []
    var row = [Int](repeating: 0, count: grid.rank - 1)
    repeat { rows.append(row) } while row.advance(below: Array(box.counts.dropLast()))
    // Blocks of rows, as many for any number of threads: a plane that one has found no other takes over.
    let blocks = min(64, rows.count)
    var found = [[(place: [Int], cell: Cell)]](repeating: [], count: blocks)
    found.withUnsafeMutableBufferPointer { found in
      // Every block has its own place.
      nonisolated(unsafe) let found = found
      Threads.forEachChunk(count: blocks) { chunk in
        for b in chunk {
          var box = box
          for row in rows[rows.count * b / blocks..<rows.count * (b + 1) / blocks] {
            for j in box.roughCells(row) {
              found[b].append((row + [j], box.projection(row + [j])))
            }
          }
        }
      }
    }
    for block in found { for (place, cell) in block { keep(cell, at: place, box, grid) } }
  }

  private mutating func keep(
    _ cell: Cell, at place: [Int], _ box: CutBox<Scalar>, _ grid: Grid
  ) {
    let free = zip(grid.cells, box.counts).map { $0 / $1 }
    var step = [Int](repeating: 0, count: grid.rank)
    repeat {
      let number = grid.axes.indices.reduce(0) { $0 * grid.cells[$1] + place[$1] + step[$1] }
      cells.append((number, rests.count))
    } while step.advance(below: free)
    values.append(cell.values)
    rests.append(cell.rest.squareRoot())
    differences.append(cell.difference)
  }

  var isEmpty: Bool { cells.isEmpty }

  /// Whether a box remained that is cut.
  var areUncertain: Bool { differences.contains { !$0.isEmpty } }

  /// Puts P f in the place of f on one lattice of the rule.
  func correct(_ values: inout [Scalar], offsets: [Extended]) {
    let j = place(offsets)
    for cell in cells { values[cell.number] = self.values[cell.kept][j] }
  }

  /// The second quadrature less the first, at the points of one lattice: 0 but on cut cells.
  func difference(_ count: Int, offsets: [Extended]) -> [Scalar] {
    var values = [Scalar](repeating: 0, count: count)
    let j = place(offsets)
    for cell in cells {
      let difference = differences[cell.kept]
      if !difference.isEmpty { values[cell.number] = difference[j] }
    }
    return values
  }

  /// Adds |f − P f| |v| on cut cells, in the mean square.
  func addRest(to rests: inout [Scalar], times v: [Scalar]? = nil) {
    for (number, kept) in cells { rests[number] += self.rests[kept] * (v?[number].magnitude ?? 1) }
  }

  private func place(_ offsets: [Extended]) -> Int {
    offsets.reduce(0) { $0 * rule.points.count + rule.points.firstIndex(of: $1)! }
  }
}
