public import Grids
import RealModule
import Transforms

extension Coefficients {
  /// ∫|u_j|² of the part of u in each shell e_j ≤ |κ| < e_{j+1}, and how many modes it has, over the
  /// whole spectrum.
  ///
  /// `edges` ascend; modes outside of them belong to no shell. The energy of all shells is ∫u² by
  /// Parseval if they hold every mode.
  ///
  /// - Complexity: O(N log shells)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func shells(_ edges: [Extended]) -> [(energy: Extended, modes: Int)] {
    let walk = SpectrumRows(grid)
    let n = walk.length
    let width = width
    let last = walk.leadingShape.count
    let mu = grid.energyWeights().map { $0.rounded(to: Scalar.self) }
    let lambda = grid.tabulate { axis, i in axis.frequency(i) * axis.frequency(i) }
    let squares = edges.map { $0 * $0 }
    let multiplicity = grid.axes.indices.map { a in
      (0..<grid.spectrumShape[a]).map { grid.multiplicity(axis: a, stored: $0) }
    }
    var shells = [(energy: Extended, modes: Int)](
      repeating: (0, 0), count: max(0, edges.count - 1))
    guard !shells.isEmpty else { return [] }
    var row = [Scalar](repeating: 0, count: shells.count)
    for r in 0..<walk.rows {
      let leading = walk.leading(r)
      var c: Scalar = 1
      var base: Extended = 0
      var copies = 1
      for (a, i) in leading.enumerated() {
        c *= mu[a][i]
        base += lambda[a][i]
        copies *= multiplicity[a][i]
      }
      for j in row.indices { row[j] = 0 }
      let start = r * n * width
      for k in 0..<n {
        let square = base + lambda[last][k]
        guard square >= squares[0], square < squares[squares.count - 1] else { continue }
        var low = 0
        var high = squares.count - 1
        while high - low > 1 {
          let middle = (low + high) / 2
          if square < squares[middle] { high = middle } else { low = middle }
        }
        var size = values[start + width * k] * values[start + width * k]
        if width == 2 { size += values[start + 2 * k + 1] * values[start + 2 * k + 1] }
        row[low] += c * mu[last][k] * size
        shells[low].modes += copies * multiplicity[last][k]
      }
      for j in row.indices { shells[j].energy += Extended(row[j]) }
    }
    return shells
  }
}
