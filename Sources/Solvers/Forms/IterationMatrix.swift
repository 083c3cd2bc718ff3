import Fields
import Transforms

/// W A: the operator of a symmetric form as a symmetric matrix.
///
/// W is the grid's weights over those of its inside, ½ at a node on a Neumann end: sums over the
/// points are then plain.
protocol IterationMatrix<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar
  /// The space it acts on.
  var space: FunctionSpace<Scalar> { get }
  /// x ← x + α p,  p ← z + β p,  z ← W A p; returns Σ p W A p of the new p.
  func advance(
    _ x: inout Field<Scalar>, _ alpha: Scalar, _ p: inout Field<Scalar>, _ beta: Scalar,
    _ z: inout Field<Scalar>
  ) -> Scalar
}

/// A matrix Ã with fewer digits than the vectors; the system is divided by υ, so that Ã is nearly W A/υ.
protocol RoundedMatrix<Scalar>: IterationMatrix {
  /// Ã and υ
  var edges: RoundedEdges<Scalar> { get }
  /// δ with |((Ã − W A/υ) u, v)| ≤ δ ‖u‖ ‖v‖ in the norm of a cycle for Ã.
  var rounding: Double { get }
  /// W A/υ, to iterate with where δ is too large; nil where it is small whatever the coefficients.
  var exact: (any IterationMatrix<Scalar>)? { get }
  /// r ← r + (Ã − W A/υ) x: the residual of A in the place of that of Ã. z is lost.
  func restore(_ r: inout Field<Scalar>, of x: Field<Scalar>, _ z: inout Field<Scalar>)
}

extension RoundedMatrix {
  /// One rounding to the nearest of each weight, relative to a form without negative ones.
  ///
  /// It is 2⁻²⁴ in the energy norm; a cycle's differs from that by its constants, c‖u‖ ≤ √a(u, u) ≤ C‖u‖,
  /// for which C/c ≤ 16 is allowed.
  static var unitRounding: Double {
    Scalar.significandBitCount > Float.significandBitCount ? 0x1p-20 : 0
  }

  func advance(
    _ x: inout Field<Scalar>, _ alpha: Scalar, _ p: inout Field<Scalar>, _ beta: Scalar,
    _ z: inout Field<Scalar>
  ) -> Scalar {
    edges.edges.advance(&x.values, alpha, &p.values, beta, &z.values)
  }
}

/// An operator that writes into memory that is there.
protocol InPlaceForm<Scalar>: IterationMatrix, SymmetricForm {
  /// r ← A u
  func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>)
}

extension InPlaceForm {
  func advance(
    _ x: inout Field<Scalar>, _ alpha: Scalar, _ p: inout Field<Scalar>, _ beta: Scalar,
    _ z: inout Field<Scalar>
  ) -> Scalar {
    x.add(alpha, times: p)
    p.scale(by: beta, adding: z)
    apply(p, to: &z)
    z.scaleEnds(by: 0.5)
    return p.product(z)
  }

  func applied(to u: Field<Scalar>) -> Field<Scalar> {
    var r = Field<Scalar>(in: space)
    apply(u, to: &r)
    return r
  }
}

extension EnergyForm: InPlaceForm {}
