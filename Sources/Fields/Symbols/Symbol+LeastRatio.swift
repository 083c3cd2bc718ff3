package import Grids
package import RealModule

extension Symbol {
  /// The mode with the smallest |a_k / b_k|, and the ratio with its sign; nil on a grid without modes.
  ///
  /// b must not vanish. Of equal ratios the first mode, in the order of storage, is taken.
  ///
  /// - Complexity: O(modes) for each product of the symbols, two rows of scratch.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func leastRatio(to b: Symbol, on grid: Grid) -> (ratio: Scalar, mode: [Int])?
  where Scalar: Real {
    let walk = SpectrumRows(grid)
    let n = walk.length
    var best: (ratio: Scalar, index: Int)?
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 2 * n) { scratch in
      let x = UnsafeMutableBufferPointer(rebasing: scratch[..<n])
      let y = UnsafeMutableBufferPointer(rebasing: scratch[n...])
      for row in 0..<walk.rows {
        fill(walk.leading(row), x)
        b.fill(walk.leading(row), y)
        for k in 0..<n {
          let ratio = x[k] / y[k]
          if best.map({ ratio.magnitude < $0.ratio.magnitude }) ?? true {
            best = (ratio, row * n + k)
          }
        }
      }
    }
    return best.map { ($0.ratio, grid.waveNumbers(stored: $0.index)) }
  }
}
