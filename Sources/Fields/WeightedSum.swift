import RealModule
import Transforms

/// Σ_j w_j f(v_j) over a row-major array, w a product of one table an axis; rows by halves.
@inline(__always)
func weightedSum<Scalar: TransformScalar>(
  _ values: [Scalar], weights: [[Scalar]], _ f: (Scalar) -> Scalar
) -> Scalar {
  let row = weights.last!
  let n = row.count
  let leading = weights.dropLast().reduce([1]) { a, b in a.flatMap { x in b.map { x * $0 } } }
  return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 2 * n) { scratch in
    let u = UnsafeMutableBufferPointer(rebasing: scratch[..<n])
    let w = UnsafeMutableBufferPointer(rebasing: scratch[n...])
    _ = w.initialize(from: row)
    let sums = leading.indices.map { r -> Scalar in
      values.withUnsafeBufferPointer { values in
        for i in 0..<n { u[i] = f(values[r * n + i]) }
      }
      return leading[r] * dot(u, w)
    }
    return sums.withUnsafeBufferPointer(pairwiseSum)
  }
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
  values.withUnsafeBufferPointer { u in
    var largest: Scalar = 0
    for value in u where !(value.magnitude <= largest) {
      if value.isNaN { return .nan }
      largest = value.magnitude
    }
    return largest
  }
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
