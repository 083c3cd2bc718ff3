import RealModule
import Transforms

/// Numbers at some points by which the values there and beside them are multiplied.
///
///     Σ_o w_{o,i} u_{i+o},     o ∈ {−1, 0, 1}^d
struct PointWeights<Scalar: TransformScalar> {
  private let count: Int
  /// w, by neighbour
  private(set) var neighbours: [[Int]: [Scalar]] = [:]

  /// 0
  init(count: Int) { self.count = count }

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
    var w = neighbours.removeValue(forKey: offset) ?? [Scalar](repeating: 0, count: count)
    change(&w)
    neighbours[offset] = w
  }

  /// A + B
  mutating func add(_ other: PointWeights) {
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
