import RealModule
import Transforms

/// Numbers at some points by which the values there and beside them are multiplied.
///
///     s_i u_i + Σ_o w_{o,i} (u_{i+o} − u_i),     o ∈ {−1, 0, 1}^d without 0
struct PointWeights<Scalar: TransformScalar> {
  /// s
  var diagonal: [Scalar]
  /// w, by neighbour
  private(set) var neighbours: [[Int]: [Scalar]] = [:]

  /// 0
  init(count: Int) { diagonal = [Scalar](repeating: 0, count: count) }

  /// w that are not 0 everywhere, in the order of storage: sums must not depend on the run.
  var links: [(offset: [Int], values: [Scalar])] {
    neighbours.filter { $0.value.contains { $0 != 0 } }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { ($0.key, $0.value) }
  }

  /// w_o ← w_o + c · values
  mutating func add(_ c: Scalar, _ values: [Scalar], to offset: [Int]) {
    update(offset) { addMultiple(c, values, to: &$0) }
  }

  /// Changes w_o.
  mutating func update(_ offset: [Int], _ change: (inout [Scalar]) -> Void) {
    var w = neighbours.removeValue(forKey: offset) ?? [Scalar](repeating: 0, count: diagonal.count)
    change(&w)
    neighbours[offset] = w
  }

  /// A + B
  mutating func add(_ other: PointWeights) {
    addMultiple(1, other.diagonal, to: &diagonal)
    for (offset, w) in other.neighbours { add(1, w, to: offset) }
  }
}

/// y ← y + c x
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func addMultiple<Scalar: TransformScalar>(_ c: Scalar, _ x: [Scalar], to y: inout [Scalar]) {
  y.withUnsafeMutableBufferPointer { y in
    x.withUnsafeBufferPointer { x in
      for i in y.indices { y[i] += c * x[i] }
    }
  }
}

/// r_i ← r_i + w_i (u_{i+d} − v_i), u of the row beside, beyond an end 0; nil is a row of 0.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func addDifferences<Scalar: TransformScalar>(
  to r: UnsafeMutablePointer<Scalar>, _ w: UnsafePointer<Scalar>, _ v: UnsafePointer<Scalar>,
  _ beside: UnsafePointer<Scalar>?, shift d: Int, _ n: Int, _ wraps: Bool
) {
  guard let beside else {
    for i in 0..<n { r[i] += w[i] * -v[i] }
    return
  }
  // The one point whose neighbour is not in the row.
  let end = d == 0 ? nil : d > 0 ? n - 1 : 0
  for i in (d < 0 ? 1 : 0)..<(d > 0 ? n - 1 : n) { r[i] += w[i] * (beside[i + d] - v[i]) }
  if let end { r[end] += w[end] * ((wraps ? beside[d > 0 ? 0 : n - 1] : 0) - v[end]) }
}
