import RealModule

/// Sums in a fixed order: neither the run nor the number of threads changes a bit of them.

/// Σ xᵢ by halves; the error grows like log n.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func pairwiseSum<Scalar: Real & BinaryFloatingPoint>(
  _ x: UnsafeBufferPointer<Scalar>
) -> Scalar {
  if x.count <= 64 {
    var sum: Scalar = 0
    for value in x { sum += value }
    return sum
  }
  let middle = x.count / 2
  return pairwiseSum(UnsafeBufferPointer(rebasing: x[..<middle]))
    + pairwiseSum(UnsafeBufferPointer(rebasing: x[middle...]))
}

/// Σ xᵢ yᵢ in 16 interleaved sums over blocks, blocks by halves.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func dot<Scalar: Real & BinaryFloatingPoint>(
  _ x: UnsafeBufferPointer<Scalar>, _ y: UnsafeBufferPointer<Scalar>
) -> Scalar {
  if x.count > 4096 {
    let middle = x.count / 2 & ~15
    return dot(
      UnsafeBufferPointer(rebasing: x[..<middle]),
      UnsafeBufferPointer(rebasing: y[..<middle]))
      + dot(
        UnsafeBufferPointer(rebasing: x[middle...]),
        UnsafeBufferPointer(rebasing: y[middle...]))
  }
  return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 16) { sums in
    sums.initialize(repeating: 0)
    let whole = x.count & ~15
    for start in stride(from: 0, to: whole, by: 16) {
      for i in 0..<16 { sums[i] += x[start + i] * y[start + i] }
    }
    for i in whole..<x.count { sums[i - whole] += x[i] * y[i] }
    return pairwiseSum(UnsafeBufferPointer(sums))
  }
}

/// Σ xᵢ in 16 interleaved sums over blocks, blocks by halves.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func blockSum<Scalar: Real & BinaryFloatingPoint>(
  _ x: UnsafeBufferPointer<Scalar>
) -> Scalar {
  if x.count > 4096 {
    let middle = x.count / 2 & ~15
    return blockSum(UnsafeBufferPointer(rebasing: x[..<middle]))
      + blockSum(UnsafeBufferPointer(rebasing: x[middle...]))
  }
  return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 16) { sums in
    sums.initialize(repeating: 0)
    let whole = x.count & ~15
    for start in stride(from: 0, to: whole, by: 16) {
      for i in 0..<16 { sums[i] += x[start + i] }
    }
    for i in whole..<x.count { sums[i - whole] += x[i] }
    return pairwiseSum(UnsafeBufferPointer(sums))
  }
}
