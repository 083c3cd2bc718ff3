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
  public func inner(_ v: Field) -> Scalar {
    precondition(space == v.space, "fields of different spaces")
    let weights = grid.axes.map { $0.weights.rounded(to: Scalar.self) }
    return values.withUnsafeBufferPointer { u in
      v.values.withUnsafeBufferPointer { v in
        weightedSum(weights: weights) { u[$0] * v[$0] }
      }
    }
  }

  /// ‖u‖_{L^p} = (∫|u|^p)^{1/p} by the grid's quadrature, 1 ≤ p < ∞; p = ∞ is max |u| over the
  /// points.
  ///
  /// Exact for p = 2 and every field without a last mode. Scaled by the maximum, so that it neither
  /// over- nor underflows.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func lebesgueNorm(_ p: Scalar) -> Scalar {
    powerNorm(values, weights: grid.axes.map { $0.weights.rounded(to: Scalar.self) }, p)
  }

  /// max |u| over the points; NaN if a value is.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func largest() -> Scalar { largestMagnitude(values) }

  /// Σ_j w_j f(u_j), rows by halves.
  @inline(__always)
  private func sum(_ f: (Scalar) -> Scalar) -> Scalar {
    weightedSum(values, weights: grid.axes.map { $0.weights.rounded(to: Scalar.self) }, f)
  }
}
