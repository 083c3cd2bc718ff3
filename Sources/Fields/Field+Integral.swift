import Grids
import RealModule
import Transforms

/// The grid's quadrature: h Σ, with h/2 at a node on a Neumann end.
extension Field {
  /// ∫u by the grid's quadrature; exact for every trigonometric function of the space.
  public var integral: Scalar {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Float80)
    get { sum { $0 } }
  }

  /// ∫u / |Ω|
  public var mean: Scalar { integral / Scalar(grid.volume) }

  /// (u, v) = ∫ u v dx by the grid's quadrature; traps if the spaces differ.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func inner(_ v: Field) -> Scalar { (self * v).integral }

  /// ‖u‖_{L^p} = (∫|u|^p)^{1/p} by the grid's quadrature, 1 ≤ p < ∞; p = ∞ is max |u| over the
  /// points.
  ///
  /// Exact for p = 2 and every field without a last mode. Scaled by the maximum, so that it neither
  /// over- nor underflows.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func lebesgueNorm(_ p: Scalar) -> Scalar {
    let scale = largest()
    if p == .infinity || scale == 0 || !scale.isFinite { return scale }
    let total: Scalar =
      switch p {
      case 1: sum { ($0 / scale).magnitude }
      case 2: sum { ($0 / scale) * ($0 / scale) }
      default: sum { Scalar.pow(($0 / scale).magnitude, p) }
      }
    return p == 1
      ? scale * total : scale * (p == 2 ? total.squareRoot() : Scalar.pow(total, 1 / p))
  }

  /// max |u| over the points; NaN if a value is.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func largest() -> Scalar {
    values.withUnsafeBufferPointer { u in
      var largest: Scalar = 0
      for value in u where !(value.magnitude <= largest) {
        if value.isNaN { return .nan }
        largest = value.magnitude
      }
      return largest
    }
  }

  /// Σ_j w_j f(u_j), rows by halves.
  @inline(__always)
  private func sum(_ f: (Scalar) -> Scalar) -> Scalar {
    let weights = grid.axes.map { $0.weights.map { Scalar($0) } }
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
}
