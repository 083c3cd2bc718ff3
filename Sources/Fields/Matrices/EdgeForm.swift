import RealModule
package import Transforms

/// A symmetric matrix by its edges: (A u, u) = Σ_e w_e (u_i − u_j)² + Σ s_i u_i².
///
///     (A u)_i = s_i u_i + Σ_{e = {i, j}} w_e (u_i − u_j)
///
/// Edges join points that are one step apart at most along every axis. Differences are taken before
/// anything is multiplied, so that a smooth u keeps its digits. Symmetric in the plain sum Σ u_i v_i.
package struct EdgeForm<Scalar: TransformScalar>: Sendable {
  /// Points along each axis.
  package let shape: [Int]
  /// Whether an axis is a circle.
  package let isPeriodic: [Bool]
  /// From a point to the other end of its edges: the first entry that is not 0 is 1.
  package let offsets: [[Int]]
  /// Whether the offsets with an entry −1 are there without blocks of their own: the diagonals of a cell, or
  /// of a side of one, have the weight that stands at the offset without a sign from its first corner. But
  /// for the first, axes are no circles then; in the plane the last may be one.
  package let sharesDiagonals: Bool
  /// s, then w of each offset at the edge's first point, each of ``shape``. 0 where an edge would
  /// leave the box. s is 0 where ``rows`` has it.
  package var weights: [Scalar]
  /// s, once it is kept by its rows.
  package private(set) var rows: EdgeDiagonal<Scalar>?

  /// The zero form with the given edges.
  package init(
    shape: [Int], isPeriodic: [Bool], offsets: [[Int]], sharesDiagonals: Bool = false
  ) {
    precondition(offsets.allSatisfy { $0.count == shape.count && $0.first { $0 != 0 } == 1 })
    self.shape = shape
    self.isPeriodic = isPeriodic
    self.offsets = offsets
    self.sharesDiagonals = sharesDiagonals
    weights = zeros((1 + offsets.count) * shape.reduce(1, *))
  }

  /// The form of these weights.
  package init(
    shape: [Int], isPeriodic: [Bool], offsets: [[Int]], weights: [Scalar],
    sharesDiagonals: Bool = false
  ) {
    precondition(offsets.allSatisfy { $0.count == shape.count && $0.first { $0 != 0 } == 1 })
    precondition(weights.count == (1 + offsets.count) * shape.reduce(1, *), "all blocks")
    self.shape = shape
    self.isPeriodic = isPeriodic
    self.offsets = offsets
    self.sharesDiagonals = sharesDiagonals
    self.weights = weights
  }

  /// An offset with other signs behind its first entry, itself apart.
  package static func mirrored(_ offset: [Int]) -> [[Int]] {
    guard let first = offset.firstIndex(where: { $0 != 0 }) else { return [] }
    let all = offset.indices.reduce([[]] as [[Int]]) { list, a in
      a > first && offset[a] != 0
        ? list.flatMap { [$0 + [1], $0 + [-1]] } : list.map { $0 + [offset[a]] }
    }
    return all.filter { $0 != offset }
  }

  /// The fields of a form with so many offsets.
  package static func fields(offsets: Int) -> Int { 1 + offsets }

  /// The number of points.
  package var count: Int { shape.reduce(1, *) }

  /// s
  package var diagonal: ArraySlice<Scalar> { rows?.values[...] ?? weights[..<count] }

  /// Where the weights of an offset are.
  package func range(ofOffset k: Int) -> Range<Int> {
    (k + 1) * count..<(k + 2) * count
  }

  /// Keeps s by its rows from now on, if most of them are one number but for their ends: a field less,
  /// whose memory goes back to the system. The form cannot be changed any more.
  package mutating func compact() {
    guard rows == nil, let row = shape.last else { return }
    rows = weights.withUnsafeBufferPointer {
      EdgeDiagonal(UnsafeBufferPointer(rebasing: $0[..<count]), length: row)
    }
    guard rows != nil else { return }
    let first = count
    weights.withUnsafeMutableBufferPointer {
      FreshMemory.clear(UnsafeMutableBufferPointer(rebasing: $0[..<first]))
    }
  }

  /// A form times a factor in another precision; s by its rows, if most of them are one number but for their
  /// ends.
  package init<Other: TransformScalar>(rounding form: EdgeForm<Other>, times c: Other) {
    precondition(form.rows == nil, "all blocks")
    shape = form.shape
    isPeriodic = form.isPeriodic
    offsets = form.offsets
    sharesDiagonals = form.sharesDiagonals
    weights = form.weights.withUnsafeBufferPointer { rounded($0, times: c) }
    compact()
  }

  /// q ← A p; returns (A p, p).
  ///
  /// - Complexity: one pass over p and the weights; no memory.
  @specialized(where Scalar == Double, Vector == Double)
  @specialized(where Scalar == Float, Vector == Float)
  @specialized(where Scalar == Float80, Vector == Float80)
  @specialized(where Scalar == Float, Vector == Double)
  @specialized(where Scalar == Float, Vector == Float80)
  @discardableResult
  package func apply<Vector: TransformScalar>(_ p: [Vector], to q: inout [Vector]) -> Vector {
    precondition(p.count == count && q.count == count, "a value for every point")
    let rows = EdgeRows<Vector, Scalar>(self)
    return weights.withUnsafeBufferPointer { w in
      p.withUnsafeBufferPointer { p in
        q.withUnsafeMutableBufferPointer { q in
          let (w, p, q) = (w.baseAddress!, p.baseAddress!, q.baseAddress!)
          return rows.summing { sums, s, _, slabs in
            for i in slabs {
              rows.apply(
                slab: i, w, diagonal: nil, scratch: s, p + i * rows.slab,
                below: p + rows.wrapped(i - 1) * rows.slab,
                above: p + rows.wrapped(i + 1) * rows.slab, to: q + i * rows.slab, sums: sums)
            }
          }
        }
      }
    }
  }

  /// x ← x + α p,  p ← z + β p,  z ← A p; returns (A p, p) of the new p.
  ///
  /// - Complexity: one pass over the three and the weights.
  @specialized(where Scalar == Double, Vector == Double)
  @specialized(where Scalar == Float, Vector == Float)
  @specialized(where Scalar == Float80, Vector == Float80)
  @specialized(where Scalar == Float, Vector == Double)
  @specialized(where Scalar == Float, Vector == Float80)
  package func advance<Vector: TransformScalar>(
    _ x: inout [Vector], _ alpha: Vector, _ p: inout [Vector], _ beta: Vector,
    _ z: inout [Vector]
  ) -> Vector {
    precondition(x.count == count && p.count == count && z.count == count)
    let rows = EdgeRows<Vector, Scalar>(self)
    return weights.withUnsafeBufferPointer { w in
      x.withUnsafeMutableBufferPointer { x in
        p.withUnsafeMutableBufferPointer { p in
          z.withUnsafeMutableBufferPointer { z in
            rows.advance(
              w.baseAddress!, x.baseAddress!, alpha, p.baseAddress!, beta, z.baseAddress!)
          }
        }
      }
    }
  }
}

@specialized(where Scalar == Float, Other == Double)
@specialized(where Scalar == Float, Other == Float)
@specialized(where Scalar == Float, Other == Float80)
private func rounded<Scalar: TransformScalar, Other: TransformScalar>(
  _ x: UnsafeBufferPointer<Other>, times c: Other
) -> [Scalar] {
  [Scalar](unsafeUninitializedCapacity: x.count) { y, initialized in
    FreshMemory.prepare(y)
    nonisolated(unsafe) let (x, y) = (x, y)
    Threads.forEachChunk(count: x.count, minimum: 1 << 16) { chunk in
      for i in chunk { y.initializeElement(at: i, to: Scalar(c * x[i])) }
    }
    initialized = x.count
  }
}
