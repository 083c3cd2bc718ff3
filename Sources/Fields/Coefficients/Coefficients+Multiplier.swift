public import Grids
import RealModule
import Transforms

extension Coefficients {
  /// û_k ← m_k û_k.
  ///
  /// - Complexity: O(N), one row of scratch a thread.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public mutating func multiply(by symbol: Symbol<Scalar>) {
    let shape = grid.spectrumShape
    let axis = shape.count - 1
    let n = shape[axis]
    let width = width
    let lines = SymbolLines(symbol, along: axis)
    values.withUnsafeMutableBufferPointer { u in
      nonisolated(unsafe) let u = u
      Threads.forEachChunk(
        count: shape.dropLast().reduce(1, *), minimum: 16384 / n + 1
      ) { chunk in
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: n) { m in
          for row in chunk {
            lines.fill(SpectralLine(row, along: axis, of: shape), m)
            let start = row * n * width
            if width == 2 {
              for k in 0..<n {
                u[start + 2 * k] *= m[k]
                u[start + 2 * k + 1] *= m[k]
              }
            } else {
              for k in 0..<n { u[start + k] *= m[k] }
            }
          }
        }
      }
    }
  }

  /// û ← û + c · v̂; traps if the spaces differ.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func add(_ c: Scalar, _ v: Coefficients) {
    precondition(space == v.space, "coefficients of different spaces")
    values.withUnsafeMutableBufferPointer { u in
      v.values.withUnsafeBufferPointer { v in
        for i in u.indices { u[i] += c * v[i] }
      }
    }
  }
}
