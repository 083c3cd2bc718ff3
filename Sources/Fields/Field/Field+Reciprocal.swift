import RealModule
package import Transforms

/// Sums with 1/d, d a number at every point, none of them held.
extension Field {
  /// Σ u_j/d_j, in an order that depends on the number of points alone.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func product(reciprocal d: ArraySlice<Scalar>) -> Scalar {
    precondition(d.count == values.count, "a number for every point")
    return values.withUnsafeBufferPointer { u in
      d.withUnsafeBufferPointer { d in
        sum(u.count) { range, row in
          let (u, d) = (u.baseAddress! + range.lowerBound, d.baseAddress! + range.lowerBound)
          for i in 0..<range.count { row[i] = u[i] / d[i] }
        }
      }
    }
  }

  /// u ← u + α/d
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func add(_ alpha: Scalar, reciprocal d: ArraySlice<Scalar>) {
    precondition(d.count == values.count, "a number for every point")
    let count = values.count
    values.withUnsafeMutableBufferPointer { u in
      d.withUnsafeBufferPointer { d in
        nonisolated(unsafe) let (u, d) = (u.baseAddress!, d.baseAddress!)
        Threads.forEachChunk(count: count, minimum: 1 << 16) { chunk in
          for i in chunk { u[i] += alpha / d[i] }
        }
      }
    }
  }
}

/// Σ 1/d_j², in an order that depends on the number of points alone.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func squaredReciprocals<Scalar: TransformScalar>(_ d: ArraySlice<Scalar>) -> Scalar {
  d.withUnsafeBufferPointer { d in
    sum(d.count) { range, row in
      let d = d.baseAddress! + range.lowerBound
      for i in 0..<range.count { row[i] = 1 / (d[i] * d[i]) }
    }
  }
}

/// The sum of so many terms, which `body` writes for a range of them.
@inline(__always)
private func sum<Scalar: TransformScalar>(
  _ count: Int, _ body: (Range<Int>, UnsafeMutablePointer<Scalar>) -> Void
) -> Scalar {
  let length = 4096
  let blocks = (count + length - 1) / length
  return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: blocks) { sums in
    // Every block has a place of its own.
    nonisolated(unsafe) let target = sums
    Threads.forEachChunk(count: blocks, minimum: 16) { chunk in
      withUnsafeTemporaryAllocation(of: Scalar.self, capacity: length) { row in
        for b in chunk {
          let range = b * length..<min((b + 1) * length, count)
          body(range, row.baseAddress!)
          target.initializeElement(
            at: b, to: blockSum(UnsafeBufferPointer(rebasing: row[..<range.count])))
        }
      }
    }
    return pairwiseSum(UnsafeBufferPointer(sums))
  }
}
