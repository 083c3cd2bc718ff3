public import Fields
import Grids
import RealModule
public import Transforms

/// The quotient a(u, u)/b(u, u) of two symmetric forms, whose extremes are the squares of the
/// constants between two norms.
public struct RayleighQuotient<Scalar: TransformScalar>: Sendable {
  /// Which end of the spectrum.
  public enum End: Sendable, CaseIterable {
    case lowest, highest
  }

  /// A map from residuals to corrections, symmetric and positive.
  public typealias Preconditioner = @Sendable (Field<Scalar>) -> Field<Scalar>

  /// a
  public var numerator: any SymmetricForm<Scalar>
  /// b, positive off the kernel.
  public var denominator: any SymmetricForm<Scalar>
  /// K⁻¹: B⁻¹, or the inverse of a form equivalent to a or to b. It defines the dual norm of the
  /// residual.
  public let riesz: Preconditioner
  /// Whether `riesz` is B⁻¹ itself.
  public let isRieszExact: Bool
  /// Further corrections of the residual, for one end each; the search space takes in all of them.
  public var corrections: [End: Preconditioner] = [:]
  /// Functions on which both forms vanish, orthonormal in L²: they are taken out of the space.
  public var kernel: [Field<Scalar>] = []
  /// An orthogonal projection of L² onto the functions that are compared; nil for all of them.
  public var projection: Preconditioner?

  /// a/b; `riesz` is B⁻¹, or the inverse of a form equivalent to a or to b.
  public init(
    _ a: any SymmetricForm<Scalar>, over b: any SymmetricForm<Scalar>,
    riesz: @escaping Preconditioner, isExact: Bool = false
  ) {
    precondition(a.space == b.space, "forms on different spaces")
    numerator = a
    denominator = b
    self.riesz = riesz
    isRieszExact = isExact
  }

  /// a/b for a diagonal b, which is its own preconditioner.
  public init(_ a: any SymmetricForm<Scalar>, over b: DiagonalForm<Scalar>) {
    self.init(a, over: b, riesz: { b.pseudoinverse($0) }, isExact: true)
  }

  /// The space of both forms.
  public var space: FunctionSpace<Scalar> { numerator.space }

  /// Takes the constants out of the space.
  public mutating func removeConstants() {
    let c = 1 / Scalar(space.grid.volume).squareRoot()
    kernel.append(Field(in: space, values: [Scalar](repeating: c, count: space.count)))
  }
}

/// When the search for an eigenpair ends, and where it starts.
public struct EigenOptions: Sendable {
  /// Vectors that are iterated together; more than one sees clusters and multiple eigenvalues.
  public var block = 3
  /// Steps at most.
  public var iterations = 500
  /// The residual, relative to λ. Never below what the precision can reach.
  public var tolerance = 1e-9
  /// The seed of the start.
  public var seed: UInt64 = 1

  /// Blocks of 3, 500 steps, 1e-9.
  public init() {}
}
