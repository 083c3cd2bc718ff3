public import Fields
public import Transforms

/// A u = λ B u to a residual that is known.
public struct Eigenpair<Scalar: TransformScalar>: Sendable {
  /// λ = a(u, u)/b(u, u): a bound of the extreme from inside, whatever the residual.
  public let value: Scalar
  /// u, b(u, u) = 1; signed so that its largest value is positive.
  public let field: Field<Scalar>
  /// ‖A u − λ B u‖/‖B u‖ in the norm of K⁻¹, the quotient's `riesz`.
  ///
  /// Where K is B some eigenvalue lies within this distance of λ; where K is A, within this share of
  /// itself times 1/λ. Else both hold up to the constants between K and B or A.
  public let residual: Scalar
  /// The next Ritz value inwards: a gap to λ, or another copy of it. nil for a block of one.
  public let next: Scalar?
  /// Steps taken.
  public let iterations: Int
  /// The residual relative to |λ| at every step.
  public let history: [Double]

  /// How far the extreme can lie from λ, if λ approximates it: the residual, or residual²/gap where
  /// the next Ritz value shows a gap (Temple and Kato).
  public var bound: Scalar {
    guard let gap = next.map({ ($0 - value).magnitude }), gap > residual else { return residual }
    return residual * residual / (gap - residual)
  }

  /// The same pair of b/a: 1/λ, with the same residual relative to the value. Its field has b = 1 for
  /// the form that was b.
  public var inverted: Eigenpair {
    Eigenpair(
      value: 1 / value, field: field, residual: residual / (value * value),
      next: next.map { 1 / $0 }, iterations: iterations, history: history)
  }
}
