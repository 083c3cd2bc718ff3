import RealModule
import Transforms

extension EdgeRows {
  /// Σ of the rows' sums, which `body` writes for the slabs that it is given, with scratch for a row.
  func summing(
    _ body: (
      _ sums: UnsafeMutablePointer<Scalar>, _ row: UnsafeMutablePointer<Weight>, _ piece: Int,
      _ slabs: Range<Int>
    ) -> Void
  ) -> Scalar {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: extent.0 * extent.1) { sums in
      // Every row has a place of its own.
      nonisolated(unsafe) let target = sums.baseAddress!
      Threads.forEachChunk(count: pieces) { chunk in
        withUnsafeTemporaryAllocation(of: Weight.self, capacity: extent.2) { row in
          for c in chunk {
            body(
              target, row.baseAddress!, c, extent.0 * c / pieces..<extent.0 * (c + 1) / pieces)
          }
        }
      }
      return pairwiseSum(UnsafeBufferPointer(sums))
    }
  }

  /// x ← x + α p,  p ← z + β p,  z ← A p, a slab of p ahead of z.
  ///
  /// The new p about a piece's ends is formed first: its neighbours overwrite what it is made of.
  @inline(__always)
  func advance(
    _ w: UnsafePointer<Weight>, _ x: UnsafeMutablePointer<Scalar>, _ alpha: Scalar,
    _ p: UnsafeMutablePointer<Scalar>, _ beta: Scalar, _ z: UnsafeMutablePointer<Scalar>
  ) -> Scalar {
    let n = extent.0
    return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 2 * pieces * slab) { ends in
      // Every end has a place of its own.
      nonisolated(unsafe) let (ends, z, p) = (ends.baseAddress!, z, p)
      Threads.forEachChunk(count: 2 * pieces, minimum: 65536 / slab + 1) { chunk in
        for e in chunk {
          let from =
            wrapped(e % 2 == 0 ? n * (e / 2) / pieces - 1 : n * (e / 2 + 1) / pieces) * slab
          combine(z + from, beta, p + from, into: ends + e * slab, slab)
        }
      }
      return summing { sums, s, piece, slabs in
        let first = slabs.lowerBound * slab
        step(x + first, alpha, p + first, beta, z + first, slab)
        for i in slabs {
          let own = i * slab
          if i + 1 < slabs.upperBound {
            step(x + own + slab, alpha, p + own + slab, beta, z + own + slab, slab)
          }
          apply(
            slab: i, w, diagonal: nil, scratch: s, p + own,
            below: i > slabs.lowerBound ? p + own - slab : ends + 2 * piece * slab,
            above: i + 1 < slabs.upperBound ? p + own + slab : ends + (2 * piece + 1) * slab,
            to: z + own, sums: sums)
        }
      }
    }
  }
}

/// x ← x + α p,  p ← z + β p
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func step<Scalar: TransformScalar>(
  _ x: UnsafeMutablePointer<Scalar>, _ alpha: Scalar, _ p: UnsafeMutablePointer<Scalar>,
  _ beta: Scalar, _ z: UnsafePointer<Scalar>, _ n: Int
) {
  for i in 0..<n {
    let old = p[i]
    x[i] += alpha * old
    p[i] = z[i] + beta * old
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func combine<Scalar: TransformScalar>(
  _ z: UnsafePointer<Scalar>, _ beta: Scalar, _ p: UnsafePointer<Scalar>,
  into result: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { result[i] = z[i] + beta * p[i] }
}
