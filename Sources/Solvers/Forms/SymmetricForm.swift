public import Fields
public import Transforms

/// A symmetric bilinear form a(u, v) on the fields of a space, by its operator.
///
///     (A u, v) = a(u, v) = a(v, u)
///
/// in the grid's inner product. A u is then the L² gradient of ½ a(u, u).
public protocol SymmetricForm<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar
  /// The space it lives on.
  var space: FunctionSpace<Scalar> { get }
  /// A u.
  func applied(to u: Field<Scalar>) -> Field<Scalar>
}

extension SymmetricForm {
  /// a(u, v)
  public func callAsFunction(_ u: Field<Scalar>, _ v: Field<Scalar>) -> Scalar {
    applied(to: u).inner(v)
  }

  /// a(u, u)
  public func callAsFunction(_ u: Field<Scalar>) -> Scalar { self(u, u) }
}

/// The form of an operator that is given as a function.
public struct OperatorForm<Scalar: TransformScalar>: SymmetricForm {
  /// The space it lives on.
  public let space: FunctionSpace<Scalar>
  private let apply: @Sendable (Field<Scalar>) -> Field<Scalar>

  /// The form (A u, v); A must be symmetric in the grid's inner product.
  public init(
    in space: FunctionSpace<Scalar>, _ apply: @escaping @Sendable (Field<Scalar>) -> Field<Scalar>
  ) {
    self.space = space
    self.apply = apply
  }

  /// A u.
  public func applied(to u: Field<Scalar>) -> Field<Scalar> { apply(u) }
}

extension GagliardoForm: SymmetricForm {}
