import Fields
import Grids
import RealModule
import Transforms

/// The value, or one derivative, of multilinear elements at one Gauss point of every cell, and the
/// adjoint.
struct CellEvaluation<Scalar: TransformScalar>: Sendable {
  /// From nodal values to the cells, one factor an axis.
  let factors: [CellTaps<Scalar>]
  /// The Gauss point's weight; that of a cell is 1.
  let weight: Scalar
  /// Whether it is the value, not a derivative.
  let isMass: Bool

  /// Adds E*(a E u) a unit of a point's cell to `sum`, some planes of cells at a time.
  func add(_ a: PointSamples<Scalar>, _ u: Field<Scalar>, to sum: inout Field<Scalar>) {
    let nodes = u.grid.shape
    sum.values.withUnsafeMutableBufferPointer { sum in
      a.forEachBlock(byThreads: false) { cells, a in
        var shape = nodes
        var v = u.values
        for (axis, factor) in factors.enumerated() {
          let range = axis == 0 ? cells : 0..<factor.axis.cells
          v = factor.values(of: v, shape: shape, axis: axis, cells: range)
          shape[axis] = range.count
        }
        v.withUnsafeMutableBufferPointer { weigh($0, by: weight, a) }
        for (axis, factor) in factors.enumerated().dropFirst() {
          v = factor.adjoint(of: v, shape: shape, axis: axis)
          shape[axis] = nodes[axis]
        }
        v.withUnsafeBufferPointer {
          factors[0].addAdjoint(
            of: $0.baseAddress!, cells: cells, inner: v.count / cells.count, to: sum.baseAddress!)
        }
      }
    }
  }
}

/// v ← c a v
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func weigh<Scalar: TransformScalar>(
  _ v: UnsafeMutableBufferPointer<Scalar>, by c: Scalar, _ a: UnsafeBufferPointer<Scalar>
) {
  for i in 0..<v.count { v[i] *= c * a[i] }
}
