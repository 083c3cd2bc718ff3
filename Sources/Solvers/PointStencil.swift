package import Fields
import Grids
import RealModule
package import Transforms

/// A sum over nearest neighbours whose weights depend on the point.
///
///     (A u)_i = s_i u_i + Σ_o w_{o,i} (u_{i+o} − u_i),     o ∈ {−1, 0, 1}^d without 0
///
/// Differences are taken before anything is multiplied, so that a smooth u keeps its digits. Beyond
/// an end u is 0; conditions of other kinds are in the weights.
package struct PointStencil<Scalar: TransformScalar>: LinearOperator {
  package let space: FunctionSpace<Scalar>
  /// s
  var diagonal: [Scalar]
  /// w, by neighbour
  private(set) var neighbours: [[Int]: [Scalar]] = [:]

  /// 0
  init(in space: FunctionSpace<Scalar>) {
    self.space = space
    diagonal = [Scalar](repeating: 0, count: space.count)
  }

  /// The number of fields that it holds.
  var fields: Int { neighbours.count + 1 }

  /// w_o ← w_o + c · values
  mutating func add(_ c: Scalar, _ values: [Scalar], to offset: [Int]) {
    update(offset) { addMultiple(c, values, to: &$0) }
  }

  /// Changes w_o.
  mutating func update(_ offset: [Int], _ change: (inout [Scalar]) -> Void) {
    var w = neighbours.removeValue(forKey: offset) ?? [Scalar](repeating: 0, count: space.count)
    change(&w)
    neighbours[offset] = w
  }

  /// A + B
  mutating func add(_ other: PointStencil) {
    addMultiple(1, other.diagonal, to: &diagonal)
    for (offset, w) in other.neighbours { add(1, w, to: offset) }
  }

  /// r ← A u
  ///
  /// - Complexity: one pass over u and the weights; the memory of one field.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    precondition(u.space == space && r.space == space, "a field of another space")
    let lattice = PaddedLattice(space.grid)
    let n = lattice.row
    // In the order of storage: sums must not depend on the run.
    let steps = neighbours.map { (lattice.step($0.key), $0.value) }.sorted { $0.0 < $1.0 }
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: lattice.count) { padded in
      u.values.withUnsafeBufferPointer { lattice.fill(padded, with: $0) }
      r.values.withUnsafeMutableBufferPointer { r in
        diagonal.withUnsafeBufferPointer { s in
          // Threads write disjoint rows.
          nonisolated(unsafe) let (padded, r, s) = (
            padded.baseAddress!, r.baseAddress!, s.baseAddress!
          )
          Threads.forEachChunk(count: lattice.rows, minimum: (1 << 15) / n + 1) { rows in
            for row in rows {
              let v = padded + lattice.start(ofRow: row)
              let (target, s) = (r + row * n, s + row * n)
              for i in 0..<n { target[i] = s[i] * v[i] }
              for (step, w) in steps {
                w.withUnsafeBufferPointer { w in
                  let (w, beside) = (w.baseAddress! + row * n, v + step)
                  for i in 0..<n { target[i] += w[i] * (beside[i] - v[i]) }
                }
              }
            }
          }
        }
      }
    }
  }
}

/// The points of a grid with one more at both ends of every axis: around a circle, or 0.
struct PaddedLattice {
  private let shape: [Int]
  private let padded: [Int]
  private let isPeriodic: [Bool]

  init(_ grid: Grid) {
    shape = grid.shape
    padded = shape.map { $0 + 2 }
    isPeriodic = grid.axes.map(\.isPeriodic)
  }

  /// All places.
  var count: Int { padded.reduce(1, *) }
  /// The points of a row along the last axis.
  var row: Int { shape.last! }
  /// The number of rows.
  var rows: Int { shape.dropLast().reduce(1, *) }

  /// Where the points of a row begin.
  func start(ofRow row: Int) -> Int {
    switch shape.count {
    case 1: 1
    case 2: (row + 1) * padded[1] + 1
    default: ((row / shape[1] + 1) * padded[1] + row % shape[1] + 1) * padded[2] + 1
    }
  }

  /// How far a neighbour is.
  func step(_ offset: [Int]) -> Int { zip(offset, padded).reduce(0) { $0 * $1.1 + $1.0 } }

  /// Writes values and what lies beyond them.
  @inline(__always)
  func fill<Scalar: TransformScalar>(
    _ target: UnsafeMutableBufferPointer<Scalar>, with u: UnsafeBufferPointer<Scalar>
  ) {
    target.initialize(repeating: 0)
    let n = row
    for r in 0..<rows {
      (target.baseAddress! + start(ofRow: r)).update(from: u.baseAddress! + r * n, count: n)
    }
    // One axis after another, so that edges and corners follow.
    for a in shape.indices where isPeriodic[a] {
      let inner = padded[(a + 1)...].reduce(1, *)
      for o in 0..<padded[..<a].reduce(1, *) {
        let plane = target.baseAddress! + o * padded[a] * inner
        plane.update(from: plane + shape[a] * inner, count: inner)
        (plane + (shape[a] + 1) * inner).update(from: plane + inner, count: inner)
      }
    }
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
