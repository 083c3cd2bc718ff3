public import Discretizations
public import Fields
import Grids
import RealModule
public import Transforms

/// A symmetric form (u, v)_G = (G u, v), and the norm √(u, u)_G that it makes.
///
/// Acts on the fields of one space; (·, ·) is the grid's quadrature of ∫ u v.
public struct InnerProduct<Scalar: TransformScalar>: Sendable {
  private let gram: @Sendable (Field<Scalar>) -> Field<Scalar>

  /// The form of an operator G that is symmetric, and positive where a norm is asked for.
  public init(_ gram: @escaping @Sendable (Field<Scalar>) -> Field<Scalar>) { self.gram = gram }

  /// The inner product of L², H^s or W^{k,2} as a scheme sees it: G is the norm's own weight.
  ///
  /// nil where the norm has none, or the scheme is not conforming.
  public init?(_ norm: Norm, scheme: Scheme = .spectral, on space: FunctionSpace<Scalar>) {
    guard let symbol: Symbol<Scalar> = norm.symbol(scheme, on: space.grid) else { return nil }
    self.init { $0.applying(symbol) }
  }

  /// (u, v)_G.
  ///
  /// - Complexity: one application of G, and O(N).
  public func callAsFunction(_ u: Field<Scalar>, _ v: Field<Scalar>) -> Scalar {
    gram(u).inner(v)
  }

  /// √(u, u)_G; NaN where G is not positive.
  ///
  /// Scaled by a power of two, so that it neither over- nor underflows.
  public func norm(_ u: Field<Scalar>) -> Scalar {
    let largest = u.largest()
    guard largest > 0, largest.isFinite else { return largest }
    let scale = Scalar(sign: .plus, exponent: largest.exponent, significand: 1)
    let v = Field(in: u.space, values: u.values.map { $0 / scale })
    return scale * self(v, v).squareRoot()
  }
}
