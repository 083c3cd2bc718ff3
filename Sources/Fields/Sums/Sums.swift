package import RealModule
package import Transforms

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
    let whole = x.count & ~15
    sixteenSums(whole, into: sums) { x[$0] * y[$0] }
    for i in whole..<x.count { sums[i - whole] += x[i] * y[i] }
    return sumOfSixteen(sums)
  }
}

/// Σ eᵢ / (a + b tᵢ) in 16 interleaved sums; where the divisor is 0 the term is.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func quotientSum<Scalar: Real & BinaryFloatingPoint>(
  _ e: UnsafeBufferPointer<Scalar>, _ a: Scalar, _ b: Scalar, _ t: UnsafeBufferPointer<Scalar>
) -> Scalar {
  // Without a branch: the loop has to become vector code.
  func term(_ i: Int) -> Scalar {
    let divisor = a + b * t[i]
    return e[i] / (divisor == 0 ? .infinity : divisor)
  }
  if e.count > 4096 {
    let middle = e.count / 2 & ~15
    return quotientSum(
      UnsafeBufferPointer(rebasing: e[..<middle]), a, b,
      UnsafeBufferPointer(rebasing: t[..<middle]))
      + quotientSum(
        UnsafeBufferPointer(rebasing: e[middle...]), a, b,
        UnsafeBufferPointer(rebasing: t[middle...]))
  }
  return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 16) { sums in
    let whole = e.count & ~15
    sixteenSums(whole, into: sums, term)
    for i in whole..<e.count { sums[i - whole] += term(i) }
    return sumOfSixteen(sums)
  }
}

/// ``blockSum(_:)`` by all threads: the halves of its halves' halves at once, the same bits.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func blockSumByThreads<Scalar: TransformScalar>(
  _ x: UnsafeBufferPointer<Scalar>
) -> Scalar {
  guard x.count > 1 << 17 else { return blockSum(x) }
  var pieces = [0..<x.count]
  for _ in 0..<3 {
    pieces = pieces.flatMap { piece in
      let middle = piece.lowerBound + (piece.count / 2 & ~15)
      return [piece.lowerBound..<middle, middle..<piece.upperBound]
    }
  }
  return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: pieces.count) { sums in
    // Every piece has a place of its own.
    nonisolated(unsafe) let (target, x) = (sums, x)
    Threads.forEachChunk(count: pieces.count) { chunk in
      for p in chunk {
        target.initializeElement(
          at: p, to: blockSum(UnsafeBufferPointer(rebasing: x[pieces[p]])))
      }
    }
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
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
    let whole = x.count & ~15
    sixteenSums(whole, into: sums) { x[$0] }
    for i in whole..<x.count { sums[i - whole] += x[i] }
    return sumOfSixteen(sums)
  }
}

/// The sum of 16 numbers by halves, four additions one after the other; overwrites the first ones.
@inline(__always)
private func sumOfSixteen<Scalar: Real & BinaryFloatingPoint>(
  _ x: UnsafeMutableBufferPointer<Scalar>
) -> Scalar {
  for i in 0..<8 { x[i] += x[i + 8] }
  for i in 0..<4 { x[i] += x[i + 4] }
  return (x[0] + x[2]) + (x[1] + x[3])
}

/// Σ f(i) over the indices below `count` that leave the same remainder by 16, for each remainder.
///
/// The sums are variables and not places in memory, so that they stay in registers.
@inline(__always)
private func sixteenSums<Scalar: Real & BinaryFloatingPoint>(
  _ count: Int, into sums: UnsafeMutableBufferPointer<Scalar>, _ term: (Int) -> Scalar
) {
  var (a, b, c, d): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
  var (e, f, g, h): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
  var (i, j, k, l): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
  var (m, n, o, p): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
  for start in stride(from: 0, to: count, by: 16) {
    a += term(start)
    b += term(start + 1)
    c += term(start + 2)
    d += term(start + 3)
    e += term(start + 4)
    f += term(start + 5)
    g += term(start + 6)
    h += term(start + 7)
    i += term(start + 8)
    j += term(start + 9)
    k += term(start + 10)
    l += term(start + 11)
    m += term(start + 12)
    n += term(start + 13)
    o += term(start + 14)
    p += term(start + 15)
  }
  sums[0] = a
  sums[1] = b
  sums[2] = c
  sums[3] = d
  sums[4] = e
  sums[5] = f
  sums[6] = g
  sums[7] = h
  sums[8] = i
  sums[9] = j
  sums[10] = k
  sums[11] = l
  sums[12] = m
  sums[13] = n
  sums[14] = o
  sums[15] = p
}
