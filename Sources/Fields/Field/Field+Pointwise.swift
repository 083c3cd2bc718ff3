import RealModule
import Transforms

extension Field {
  /// u_j ← a_j u_j in u's own memory; traps unless there is a value a point.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public mutating func multiply(by a: [Scalar]) {
    precondition(a.count == values.count, "\(a.count) values for \(values.count) points")
    values.withUnsafeMutableBufferPointer { u in
      a.withUnsafeBufferPointer { a in
        // Threads write at disjoint places.
        nonisolated(unsafe) let (u, a) = (u, a)
        Threads.forEachChunk(count: u.count, minimum: 1 << 16) { chunk in
          for i in chunk { u[i] *= a[i] }
        }
      }
    }
  }

  /// u_j ← u_j / a_j in u's own memory; traps unless there is a value a point.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func divide(by a: [Scalar]) {
    precondition(a.count == values.count, "\(a.count) values for \(values.count) points")
    values.withUnsafeMutableBufferPointer { u in
      a.withUnsafeBufferPointer { a in
        // Threads write at disjoint places.
        nonisolated(unsafe) let (u, a) = (u, a)
        Threads.forEachChunk(count: u.count, minimum: 1 << 16) { chunk in
          for i in chunk { u[i] /= a[i] }
        }
      }
    }
  }

  /// u_j ← u_j + c a_j v_j in u's own memory; traps unless there is a value a point.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public mutating func add(_ c: Scalar = 1, product a: [Scalar], _ v: Field) {
    precondition(
      a.count == values.count && v.space == space, "\(a.count) values for \(values.count) points")
    values.withUnsafeMutableBufferPointer { u in
      a.withUnsafeBufferPointer { a in
        v.values.withUnsafeBufferPointer { v in
          nonisolated(unsafe) let (u, a, v) = (u, a, v)
          Threads.forEachChunk(count: u.count, minimum: 1 << 16) { chunk in
            for i in chunk { u[i] += c * a[i] * v[i] }
          }
        }
      }
    }
  }
}
