import Discretizations
import Fields
import Grids
import RealModule
import Transforms

/// D (−Σ mᵢ ∂ᵢ² + q)⁻¹ D: a symbol of the scheme itself between a scaling of the points.
///
/// D = 1 is the constant-coefficient operator with the coefficients' means: where m is the mean of a
/// and q that of c,
///
///     min(a/m, c/q) ≤ a(u, u)/‖u‖² ≤ max(a/m, c/q).
///
/// D = a^{-1/2}, m = 1 takes out a smooth a of any contrast: with v = √a u,
///
///     −∇·(a∇u) + c u = √a (−Δv + (Δ√a/√a + c/a) v),
///
/// so that only a potential is left to vary, which is compact beside −Δ. (Concus and Golub, SIAM J.
/// Numer. Anal. 10 (1973).)
struct SymbolPreconditioner<Scalar: TransformScalar>: SteppingPreconditioner {
  let space: FunctionSpace<Scalar>
  /// −Σ mᵢ ∂ᵢ² + q
  let op: EllipticOperator
  /// D; nil for 1
  private let scaling: [Scalar]?
  private let quotient: Symbol<Scalar>
  private let secondDifference: [Scalar]?

  /// - Throws: where the scheme has no symbol.
  init(
    _ op: EllipticOperator, scheme: Scheme, scaling: [Scalar]? = nil,
    in space: FunctionSpace<Scalar>
  ) throws(SolverError) {
    self.space = space
    self.op = op
    self.scaling = scaling
    quotient = try op.quotient(scheme, .functional, on: space.grid)
    secondDifference = op.secondDifference(scheme, on: space.grid, Scalar.self)
  }

  /// Replaces r by M⁻¹ r; the symbol's kernel is projected out.
  ///
  /// - Complexity: two transforms, of differences without periodic axes along all axes but one, and
  ///   a pass for each D.
  func precondition(_ r: inout Field<Scalar>) {
    if let scaling { r.multiply(by: scaling) }
    if secondDifference == nil || !r.eliminate(quotient, secondDifference: secondDifference!) {
      r.multiply(by: quotient)
    }
    if let scaling { r.multiply(by: scaling) }
  }

  func step(
    _ r: inout Field<Scalar>, _ alpha: Scalar, _ z: inout Field<Scalar>, sum: StepSum
  ) -> Scalar {
    r.step(
      alpha, &z, through: quotient, secondDifference: secondDifference, scaling: scaling, sum: sum)
  }
}
