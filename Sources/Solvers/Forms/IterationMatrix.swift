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
