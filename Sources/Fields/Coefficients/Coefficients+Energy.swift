public import Grids
import RealModule
import Transforms

extension Coefficients {
  /// Σ_k μ_k w_k |û_k|² over the whole spectrum, for several symbols w in one sweep.
  ///
  /// For w = 1 this is ∫u² (Parseval), exactly for every field without a last mode. Rows are summed
  /// by halves, in an order that depends on the shape alone, never on the threads.
  ///
  /// - Complexity: O(N), hardly more for several symbols that are sums of products.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func energies(_ symbols: [Symbol<Scalar>], lastMode: LastMode = .parseval) -> [Scalar] {
    let shape = grid.spectrumShape
    let axis = shape.count - 1
    let n = shape[axis]
    let rows = shape.dropLast().reduce(1, *)
    let sums = EnergyLines(symbols, on: grid, along: axis, lastMode: lastMode)
    let width = width
    var results = [Scalar](repeating: 0, count: rows * symbols.count)
    results.withUnsafeMutableBufferPointer { results in
      // Every line writes at its own place.
      nonisolated(unsafe) let results = results.baseAddress!
      values.withUnsafeBufferPointer { u in
        Threads.forEachChunk(count: rows, minimum: 16384 / n + 1) { chunk in
          withUnsafeTemporaryAllocation(of: Scalar.self, capacity: n) { energy in
            for row in chunk {
              let start = row * n * width
              if width == 2 {
                for k in 0..<n {
                  let re = u[start + 2 * k]
                  let im = u[start + 2 * k + 1]
                  energy[k] = re * re + im * im
                }
              } else {
                for k in 0..<n { energy[k] = u[start + k] * u[start + k] }
              }
              let line = SpectralLine(row, along: axis, of: shape)
              sums.sum(line, energy, into: results, stride: rows)
            }
          }
        }
      }
    }
    return EnergyLines.totals(results, lines: rows)
  }

  /// Σ_k μ_k w_k |û_k|² for one symbol.
  public func energy(_ symbol: Symbol<Scalar>, lastMode: LastMode = .parseval) -> Scalar {
    energies([symbol], lastMode: lastMode)[0]
  }
}
