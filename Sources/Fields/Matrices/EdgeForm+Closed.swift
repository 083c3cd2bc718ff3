import RealModule
import Transforms

extension EdgeForm {
  /// z ← D A D p for values at the unknowns among the points, 0 at the others; returns (D A D p, p).
  ///
  /// s of a row is a multiple of `diagonal`; the first block of the weights is not read, but for D, which
  /// stands there, one number an unknown.
  ///
  /// - Parameters:
  ///   - first: the first unknown along each axis.
  ///   - counts: unknowns along each axis.
  ///   - factors: of each row.
  /// - Complexity: one pass over p, z, D and the links; some rows a thread.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func applyScaled(
    _ p: [Scalar], to z: inout [Scalar], first: [Int], counts: [Int], factors: [Scalar],
    diagonal: [Scalar]
  ) -> Scalar {
    precondition(shape.count == 2 && p.count == counts[0] * counts[1] && z.count == p.count)
    let rows = EdgeRows(self)
    let (n, m) = (shape[1], counts[1])
    var sums = [Scalar](repeating: 0, count: shape[0])
    weights.withUnsafeBufferPointer { w in
      p.withUnsafeBufferPointer { p in
        z.withUnsafeMutableBufferPointer { z in
          sums.withUnsafeMutableBufferPointer { sums in
            // Every row has places of its own.
            nonisolated(unsafe) let (w, p, z) = (w.baseAddress!, p.baseAddress!, z.baseAddress!)
            nonisolated(unsafe) let sums = sums.baseAddress!
            Threads.forEachChunk(count: counts[0], minimum: 8192 / n + 1) { part in
              withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 5 * n) { memory in
                let memory = memory.baseAddress!
                memory.update(repeating: 0, count: 5 * n)
                var (below, own, above) = (memory, memory + n, memory + 2 * n)
                let (image, s) = (memory + 3 * n, memory + 4 * n)
                /// D p on the row of a point; around a circle from the other side, 0 beyond an end.
                func read(_ i: Int, _ row: UnsafeMutablePointer<Scalar>) {
                  let j = isPeriodic[0] ? (i + counts[0]) % counts[0] : i
                  guard (0..<counts[0]).contains(j) else {
                    return row.update(repeating: 0, count: n)
                  }
                  multiply(p + j * m, w + j * m, into: row + first[1], m)
                }
                read(part.lowerBound - 1, below)
                read(part.lowerBound, own)
                for i in part {
                  read(i + 1, above)
                  for j in 0..<n { s[j] = factors[i] * diagonal[j] }
                  rows.apply(
                    slab: i + first[0], w, diagonal: s, scratch: s, own, below: below,
                    above: above, to: image, sums: sums)
                  multiply(image + first[1], w + i * m, into: z + i * m, m)
                  (below, own, above) = (own, above, below)
                }
              }
            }
          }
        }
      }
    }
    return sums.withUnsafeBufferPointer { pairwiseSum($0) }
  }
}

/// z ← x y
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func multiply<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, into z: UnsafeMutablePointer<Scalar>,
  _ n: Int
) {
  for i in 0..<n { z[i] = x[i] * y[i] }
}
