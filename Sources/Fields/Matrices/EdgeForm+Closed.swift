import RealModule
import Transforms

extension EdgeForm {
  /// What writes s of a slab of nodes, given the number of its unknowns' slab; made for every run of slabs,
  /// which come one after the other.
  package typealias Excess = (_ slab: Int, _ s: UnsafeMutablePointer<Scalar>) -> Void

  /// z ← D A D p for values at the unknowns among the points, 0 at the others; returns (D A D p, p).
  ///
  /// The first block of the weights is not read, but for D, which stands there, one number an unknown.
  ///
  /// - Parameters:
  ///   - first: the first unknown along each axis.
  ///   - counts: unknowns along each axis.
  ///   - excess: s; 0 if nil.
  /// - Complexity: one pass over p, z, D and the links; five slabs a thread.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func applyScaled(
    _ p: [Scalar], to z: inout [Scalar], first: [Int], counts: [Int],
    excess: (() -> Excess)?
  ) -> Scalar {
    precondition(shape.count > 1 && p.count == counts.reduce(1, *) && z.count == p.count)
    let rows = EdgeRows<Scalar, Scalar>(self)
    let (slab, n, m) = (rows.slab, shape.last!, counts.last!)
    let lines = counts.count == 3 ? counts[1] : 1
    let size = lines * m
    // Of a slab's first unknown.
    let start = (counts.count == 3 ? first[1] * n : 0) + first.last!
    var sums = [Scalar](repeating: 0, count: rows.extent.0 * rows.extent.1)
    weights.withUnsafeBufferPointer { w in
      p.withUnsafeBufferPointer { p in
        z.withUnsafeMutableBufferPointer { z in
          sums.withUnsafeMutableBufferPointer { sums in
            // Every slab has places of its own.
            nonisolated(unsafe) let (w, p, z) = (w.baseAddress!, p.baseAddress!, z.baseAddress!)
            nonisolated(unsafe) let (sums, excess) = (sums.baseAddress!, excess)
            Threads.forEachChunk(count: counts[0], minimum: max(8, 8192 / slab + 1)) { part in
              withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 5 * slab + n) { memory in
                let memory = memory.baseAddress!
                memory.update(repeating: 0, count: 5 * slab + n)
                var (below, own, above) = (memory, memory + slab, memory + 2 * slab)
                let (image, s, row) = (memory + 3 * slab, memory + 4 * slab, memory + 5 * slab)
                /// D p on the slab of a point; around a circle from the other side, 0 beyond an end.
                func read(_ i: Int, _ target: UnsafeMutablePointer<Scalar>) {
                  let j = isPeriodic[0] ? (i + counts[0]) % counts[0] : i
                  guard (0..<counts[0]).contains(j) else {
                    return target.update(repeating: 0, count: slab)
                  }
                  for line in 0..<lines {
                    let from = j * size + line * m
                    multiply(p + from, w + from, into: target + start + line * n, m)
                  }
                }
                let excess = excess?()
                read(part.lowerBound - 1, below)
                read(part.lowerBound, own)
                for i in part {
                  read(i + 1, above)
                  if let excess { excess(i, s) }
                  rows.apply(
                    slab: i + first[0], w, diagonal: s, scratch: row, own, below: below,
                    above: above, to: image, sums: sums)
                  for line in 0..<lines {
                    let to = i * size + line * m
                    multiply(image + start + line * n, w + to, into: z + to, m)
                  }
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
