import Grids
import RealModule
import Transforms

/// Sums of fields in place, on all threads, for iterations. Products are plain sums over the points.
extension Field {
  /// Σ u_j v_j, in an order that depends on the number of points alone.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func product(_ v: Field) -> Scalar {
    precondition(space == v.space, "fields of different spaces")
    let blocks = (values.count + updateBlock - 1) / updateBlock
    return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: blocks) { sums in
      // Every block has a place of its own.
      nonisolated(unsafe) let target = sums
      values.withUnsafeBufferPointer { u in
        v.values.withUnsafeBufferPointer { v in
          Threads.forEachChunk(count: blocks, minimum: 16) { chunk in
            for b in chunk {
              let range = b * updateBlock..<min((b + 1) * updateBlock, u.count)
              target.initializeElement(
                at: b,
                to: dot(
                  UnsafeBufferPointer(rebasing: u[range]), UnsafeBufferPointer(rebasing: v[range])))
            }
          }
        }
      }
      return pairwiseSum(UnsafeBufferPointer(sums))
    }
  }

  /// (u, v), (u, w), (v, v), (v, w) and (w, w) in one pass, each as ``product(_:)`` has it.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func products(_ v: Field, _ w: Field) -> (Scalar, Scalar, Scalar, Scalar, Scalar) {
    precondition(space == v.space && space == w.space, "fields of different spaces")
    let blocks = (values.count + updateBlock - 1) / updateBlock
    return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 5 * blocks) { sums in
      // Every block has places of its own.
      nonisolated(unsafe) let target = sums
      values.withUnsafeBufferPointer { u in
        v.values.withUnsafeBufferPointer { v in
          w.values.withUnsafeBufferPointer { w in
            Threads.forEachChunk(count: blocks, minimum: 16) { chunk in
              for b in chunk {
                let range = b * updateBlock..<min((b + 1) * updateBlock, u.count)
                let u = UnsafeBufferPointer(rebasing: u[range])
                let v = UnsafeBufferPointer(rebasing: v[range])
                let w = UnsafeBufferPointer(rebasing: w[range])
                target.initializeElement(at: b, to: dot(u, v))
                target.initializeElement(at: blocks + b, to: dot(u, w))
                target.initializeElement(at: 2 * blocks + b, to: dot(v, v))
                target.initializeElement(at: 3 * blocks + b, to: dot(v, w))
                target.initializeElement(at: 4 * blocks + b, to: dot(w, w))
              }
            }
          }
        }
      }
      func sum(_ k: Int) -> Scalar {
        pairwiseSum(UnsafeBufferPointer(rebasing: sums[k * blocks..<(k + 1) * blocks]))
      }
      return (sum(0), sum(1), sum(2), sum(3), sum(4))
    }
  }

  /// u ← u + c; returns Σ u_j v_j as ``product(_:)`` does.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func shift(by c: Scalar, product v: Field) -> Scalar {
    precondition(space == v.space, "fields of different spaces")
    let blocks = (values.count + updateBlock - 1) / updateBlock
    return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: blocks) { sums in
      // Every block has a place of its own.
      nonisolated(unsafe) let target = sums
      values.withUnsafeMutableBufferPointer { u in
        nonisolated(unsafe) let u = u
        v.values.withUnsafeBufferPointer { v in
          Threads.forEachChunk(count: blocks, minimum: 16) { chunk in
            for b in chunk {
              let range = b * updateBlock..<min((b + 1) * updateBlock, u.count)
              for i in range { u[i] += c }
              target.initializeElement(
                at: b,
                to: dot(
                  UnsafeBufferPointer(rebasing: UnsafeBufferPointer(u)[range]),
                  UnsafeBufferPointer(rebasing: v[range])))
            }
          }
        }
      }
      return pairwiseSum(UnsafeBufferPointer(sums))
    }
  }

  /// u ← u + α v
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func add(_ alpha: Scalar, times v: Field) {
    let count = values.count
    values.withUnsafeMutableBufferPointer { u in
      v.values.withUnsafeBufferPointer { v in
        nonisolated(unsafe) let (u, v) = (u.baseAddress!, v.baseAddress!)
        Threads.forEachChunk(count: count, minimum: 16 * updateBlock) { chunk in
          addMultiple(alpha, v + chunk.lowerBound, to: u + chunk.lowerBound, chunk.count)
        }
      }
    }
  }

  /// u ← u + α v + β w
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func add(
    _ alpha: Scalar, times v: Field, _ beta: Scalar, times w: Field
  ) {
    let count = values.count
    values.withUnsafeMutableBufferPointer { u in
      v.values.withUnsafeBufferPointer { v in
        w.values.withUnsafeBufferPointer { w in
          nonisolated(unsafe) let (u, v, w) = (u.baseAddress!, v.baseAddress!, w.baseAddress!)
          Threads.forEachChunk(count: count, minimum: 16 * updateBlock) { chunk in
            for i in chunk { u[i] += alpha * v[i] + beta * w[i] }
          }
        }
      }
    }
  }

  /// u ← v + β u
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func scale(by beta: Scalar, adding v: Field) {
    let count = values.count
    values.withUnsafeMutableBufferPointer { u in
      v.values.withUnsafeBufferPointer { v in
        nonisolated(unsafe) let (u, v) = (u.baseAddress!, v.baseAddress!)
        Threads.forEachChunk(count: count, minimum: 16 * updateBlock) { chunk in
          for i in chunk { u[i] = v[i] + beta * u[i] }
        }
      }
    }
  }

  /// r ← r − α q,  q ← r
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func descend(_ alpha: Scalar, _ q: inout Field) {
    let count = values.count
    values.withUnsafeMutableBufferPointer { r in
      q.values.withUnsafeMutableBufferPointer { q in
        nonisolated(unsafe) let (r, q) = (r.baseAddress!, q.baseAddress!)
        Threads.forEachChunk(count: count, minimum: 16 * updateBlock) { chunk in
          descendRow(r + chunk.lowerBound, alpha, q + chunk.lowerBound, chunk.count)
        }
      }
    }
  }

  /// Multiplies by `factor` at the nodes on a Neumann end, once an axis: ½ makes values times the
  /// quadrature's weights of them, 2 undoes it.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func scaleEnds(by factor: Scalar) {
    let ends = FreeEnds(grid)
    values.withUnsafeMutableBufferPointer { u in
      guard let base = u.baseAddress else { return }
      ends.scale(base, 0..<u.count, by: factor)
    }
  }
}

/// Sums are formed over blocks of so many values.
private let updateBlock = 4096

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func descendRow<Scalar: TransformScalar>(
  _ r: UnsafeMutablePointer<Scalar>, _ alpha: Scalar, _ q: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for i in 0..<n {
    let value = r[i] - alpha * q[i]
    r[i] = value
    q[i] = value
  }
}
