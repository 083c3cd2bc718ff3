import RealModule
package import Transforms

/// Σ_j w_j f(v_j) over a row-major array, w a product of one table an axis; rows by halves.
@inline(__always)
func weightedSum<Scalar: TransformScalar>(
  _ values: [Scalar], weights: [[Scalar]], _ f: (Scalar) -> Scalar
) -> Scalar {
  values.withUnsafeBufferPointer { values in weightedSum(weights: weights) { f(values[$0]) } }
}

/// Σ_j w_j g(j) over the indices of a row-major array, in the same order.
@inline(__always)
func weightedSum<Scalar: TransformScalar>(
  weights: [[Scalar]], _ value: (Int) -> Scalar
) -> Scalar {
  let row = weights.last!
  let n = row.count
  var sums = weights.dropLast().reduce([1]) { a, b in a.flatMap { x in b.map { x * $0 } } }
  let isUniform = row.allSatisfy { $0 == row[0] }
  let count = sums.count
  sums.withUnsafeMutableBufferPointer { sums in
    // Every row has a place of its own.
    nonisolated(unsafe) let sums = sums
    row.withUnsafeBufferPointer { w in
      Threads.forEachChunk(count: count, minimum: 16384 / n + 1) { rows in
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: n) { u in
          for r in rows {
            for i in 0..<n { u[i] = value(r * n + i) }
            let u = UnsafeBufferPointer(u)
            sums[r] *= isUniform ? w[0] * blockSum(u) : dot(u, w)
          }
        }
      }
    }
  }
  return sums.withUnsafeBufferPointer(pairwiseSum)
}

/// (Σ_j w_j |v_j|^p)^{1/p} over a row-major array, 0 < p < ∞, w a product of one table an axis;
/// p = ∞ is max |v_j|.
///
/// Scaled by the maximum, so that it neither over- nor underflows.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func powerNorm<Scalar: TransformScalar>(
  _ values: [Scalar], weights: [[Scalar]], _ p: Scalar
) -> Scalar {
  let scale = largestMagnitude(values)
  if p == .infinity || scale == 0 || !scale.isFinite { return scale }
  let total: Scalar =
    switch p {
    case 1: weightedSum(values, weights: weights) { ($0 / scale).magnitude }
    case 2: weightedSum(values, weights: weights) { ($0 / scale) * ($0 / scale) }
    default: weightedSum(values, weights: weights) { Scalar.pow(($0 / scale).magnitude, p) }
    }
  return p == 1
    ? scale * total : scale * (p == 2 ? total.squareRoot() : Scalar.pow(total, 1 / p))
}

/// max |v_j|; NaN if a value is.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func largestMagnitude<Scalar: TransformScalar>(_ values: [Scalar]) -> Scalar {
  let block = 4096
  let blocks = (values.count + block - 1) / block
  var maxima = [Scalar](repeating: 0, count: blocks)
  values.withUnsafeBufferPointer { v in
    maxima.withUnsafeMutableBufferPointer { maxima in
      // Every block has a place of its own.
      nonisolated(unsafe) let maxima = maxima
      Threads.forEachChunk(count: blocks, minimum: 16) { chunk in
        for b in chunk {
          let range = b * block..<min((b + 1) * block, v.count)
          maxima[b] = largestMagnitude(UnsafeBufferPointer(rebasing: v[range]))
        }
      }
    }
  }
  return maxima.reduce(0) { $0.isNaN || $1 <= $0 ? $0 : $1 }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func largestMagnitude<Scalar: TransformScalar>(_ x: UnsafeBufferPointer<Scalar>) -> Scalar {
  // Variables, not places in memory, so that they stay in registers. 0 · v is no number where v is none
  // or infinite: comparisons do not see that.
  var (a, b, c, d): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
  var (e, f, g, h): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
  func larger(_ i: Int, _ other: Scalar) -> Scalar {
    let value = x[i].magnitude
    return value > other ? value : other
  }
  let whole = x.count & ~3
  for i in stride(from: 0, to: whole, by: 4) {
    a = larger(i, a)
    b = larger(i + 1, b)
    c = larger(i + 2, c)
    d = larger(i + 3, d)
    e += 0 * x[i]
    f += 0 * x[i + 1]
    g += 0 * x[i + 2]
    h += 0 * x[i + 3]
  }
  for i in whole..<x.count {
    a = larger(i, a)
    e += 0 * x[i]
  }
  if (e + f) + (g + h) != 0, x.contains(where: \.isNaN) { return .nan }
  return max(max(a, b), max(c, d))
}

/// v_j ← w_j v_j, w a product of one table an axis.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func scale<Scalar: TransformScalar>(_ values: inout [Scalar], by weights: [[Scalar]]) {
  let row = weights.last!
  let leading = weights.dropLast().reduce([1]) { a, b in a.flatMap { x in b.map { x * $0 } } }
  values.withUnsafeMutableBufferPointer { v in
    row.withUnsafeBufferPointer { row in
      for (r, c) in leading.enumerated() {
        let start = r * row.count
        for i in row.indices { v[start + i] *= c * row[i] }
      }
    }
  }
}
