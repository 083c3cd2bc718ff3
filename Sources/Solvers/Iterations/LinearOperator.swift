public import Fields
public import Transforms

/// A linear map of a space into itself, A u in place of a matrix; it need not be symmetric.
public protocol LinearOperator<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar
  /// The space it acts on.
  var space: FunctionSpace<Scalar> { get }
  /// r ← A u
  func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>)
}
