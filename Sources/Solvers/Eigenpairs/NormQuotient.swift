public import Fields
import Grids
import RealModule
public import Transforms

/// The quotient ‖u‖/‖u‖′ of two norms that need not be quadratic, whose extremes are critical points.
public struct NormQuotient<Scalar: TransformScalar>: Sendable {
  /// Which extreme.
  public typealias End = RayleighQuotient<Scalar>.End

  /// A norm and its gradient: a function of u, positively homogeneous of degree 1, and the field g
  /// with d/dt ‖u + t v‖ = (g, v) in the grid's inner product.
  public typealias Functional =
    @Sendable (Field<Scalar>) -> (value: Scalar, gradient: Field<Scalar>)

  /// The space it lives on.
  public let space: FunctionSpace<Scalar>
  /// ‖·‖
  public let numerator: Functional
  /// ‖·‖′
  public let denominator: Functional
  /// K⁻¹ for a quadratic form: it makes Sobolev gradients, and defines the dual norm of the residual.
  ///
  /// For the highest K is of the order of ‖·‖′, for the lowest of the order of ‖·‖.
  public let riesz: @Sendable (Field<Scalar>) -> Field<Scalar>
  /// Functions that are taken out of the space, orthonormal in L².
  public var kernel: [Field<Scalar>] = []

  /// The quotient of two norms, preconditioned by K⁻¹.
  public init(
    _ numerator: @escaping Functional, over denominator: @escaping Functional,
    in space: FunctionSpace<Scalar>, riesz: @escaping @Sendable (Field<Scalar>) -> Field<Scalar>
  ) {
    self.space = space
    self.numerator = numerator
    self.denominator = denominator
    self.riesz = riesz
  }

  /// Takes the constants out of the space.
  public mutating func removeConstants() {
    let c = 1 / Scalar(space.grid.volume).squareRoot()
    kernel.append(Field(in: space, values: [Scalar](repeating: c, count: space.count)))
  }
}

/// The best critical point of a quotient of norms that was found.
public struct CriticalPoint<Scalar: TransformScalar>: Sendable {
  /// ‖u‖/‖u‖′: of the highest a lower bound, of the lowest an upper bound; not proved to be the extreme.
  public let value: Scalar
  /// u with ‖u‖′ = 1.
  public let field: Field<Scalar>
  /// ‖∇‖u‖ − λ ∇‖u‖′‖ over ‖λ ∇‖u‖′‖ in the norm dual to the preconditioner's: how far Euler's and
  /// Lagrange's equation is from holding.
  public let residual: Scalar
  /// Steps from all starts.
  public let iterations: Int
  /// The value that each start led to, in the order of the starts.
  public let values: [Scalar]
}
