public import Fields
public import Transforms

/// A map from residuals to corrections, M⁻¹: symmetric and positive in the grid's inner product.
///
/// M is the norm in which conjugate gradients live: (M u, u) = ‖u‖², and (M⁻¹ r, r) is the square of
/// the residual's dual norm.
public protocol Preconditioner<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar
  /// The space it acts on.
  var space: FunctionSpace<Scalar> { get }
  /// Replaces r by M⁻¹ r.
  func precondition(_ r: inout Field<Scalar>)
}

/// A preconditioner that takes the update of the residual before it and the sum after it along in its
/// own passes.
protocol SteppingPreconditioner<Scalar>: Preconditioner {
  /// r ← r − α z,  z ← M⁻¹ W⁻¹ r; returns a sum with the new z; W as in ``IterationMatrix``.
  func step(
    _ r: inout Field<Scalar>, _ alpha: Scalar, _ z: inout Field<Scalar>, sum: StepSum
  ) -> Scalar
}

/// A preconditioner that finds the correction beside the residual, without memory of its own.
protocol CorrectingPreconditioner<Scalar>: Preconditioner {
  /// z ← M⁻¹ W⁻¹ r, whatever z was; W as in ``IterationMatrix``.
  func correct(_ z: inout Field<Scalar>, from r: Field<Scalar>)
}

/// A preconditioner whose own norm can be taken, without the residual that belongs to it.
protocol NormPreconditioner<Scalar>: Preconditioner {
  /// (M z, z) = (r, M⁻¹r) of z = M⁻¹r, in the grid's inner product; what the scratch holds is lost.
  func square(of z: Field<Scalar>, _ scratch: inout (Field<Scalar>, Field<Scalar>)) -> Scalar
}
