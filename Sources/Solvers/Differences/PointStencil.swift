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
  var weights: PointWeights<Scalar>

  /// 0; without weights that could be changed if they are not held.
  init(in space: FunctionSpace<Scalar>, isHeld: Bool = true) {
    self.space = space
    weights = PointWeights(count: isHeld ? space.count : 0)
  }

  /// r ← A u
  ///
  /// - Complexity: one pass over u and the weights; no memory.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    precondition(u.space == space && r.space == space, "a field of another space")
    let rows = StencilRows(space.grid)
    let n = rows.length
    let links = weights.links
    u.values.withUnsafeBufferPointer { u in
      r.values.withUnsafeMutableBufferPointer { r in
        weights.diagonal.withUnsafeBufferPointer { s in
          // Threads write disjoint rows.
          nonisolated(unsafe) let (u, r, s) = (u.baseAddress!, r.baseAddress!, s.baseAddress!)
          Threads.forEachChunk(count: rows.count, minimum: (1 << 15) / n + 1) { chunk in
            for row in chunk {
              let (v, target, s) = (u + row * n, r + row * n, s + row * n)
              for i in 0..<n { target[i] = s[i] * v[i] }
              for (offset, w) in links {
                let beside = rows.neighbour(of: row, offset).map { u + $0 * n }
                w.withUnsafeBufferPointer {
                  addDifferences(
                    to: target, $0.baseAddress! + row * n, v, beside,
                    shift: offset[offset.count - 1],
                    n, rows.isPeriodic)
                }
              }
            }
          }
        }
      }
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
