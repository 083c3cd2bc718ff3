public import Grids
import RealModule
import Transforms

extension Coefficients {
  /// Σ_k μ_k w_k |û_k|² over the whole spectrum, for several symbols w in one sweep.
  ///
  /// For w = 1 this is ∫u² (Parseval), exactly for every field without a last mode. Rows are summed
  /// in pairs, in an order that depends on the shape alone.
  ///
  /// - Complexity: O(N) for each symbol; one row of scratch each.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func energies(_ symbols: [Symbol<Scalar>], lastMode: LastMode = .parseval) -> [Scalar] {
    let walk = SpectrumRows(grid)
    let mu = grid.energyWeights(lastMode: lastMode).map { $0.map { Scalar($0) } }
    let n = walk.length
    let width = width
    var sums = [Scalar](repeating: 0, count: walk.rows * symbols.count)
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 2 * n) { scratch in
      let energy = UnsafeMutableBufferPointer(rebasing: scratch[..<n])
      let weight = UnsafeMutableBufferPointer(rebasing: scratch[n...])
      values.withUnsafeBufferPointer { u in
        mu[walk.leadingShape.count].withUnsafeBufferPointer { muRow in
          for row in 0..<walk.rows {
            let leading = walk.leading(row)
            var c: Scalar = 1
            for (axis, i) in leading.enumerated() { c *= mu[axis][i] }
            let start = row * n * width
            if width == 2 {
              for k in 0..<n {
                let re = u[start + 2 * k]
                let im = u[start + 2 * k + 1]
                energy[k] = c * muRow[k] * (re * re + im * im)
              }
            } else {
              for k in 0..<n { energy[k] = c * muRow[k] * (u[start + k] * u[start + k]) }
            }
            for (s, symbol) in symbols.enumerated() {
              symbol.fill(leading, weight)
              sums[s * walk.rows + row] = dot(weight, energy)
            }
          }
        }
      }
    }
    return symbols.indices.map { s in
      sums.withUnsafeBufferPointer {
        pairwiseSum(UnsafeBufferPointer(rebasing: $0[(s * walk.rows)..<((s + 1) * walk.rows)]))
      }
    }
  }

  /// Σ_k μ_k w_k |û_k|² for one symbol.
  public func energy(_ symbol: Symbol<Scalar>, lastMode: LastMode = .parseval) -> Scalar {
    energies([symbol], lastMode: lastMode)[0]
  }
}
