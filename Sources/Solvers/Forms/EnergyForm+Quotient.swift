import Discretizations
import Grids
import Fields

extension RayleighQuotient {
  /// The energy over a diagonal form, with corrections that know the coefficients.
  ///
  /// The quotient by the scheme's own |·|₁ is the coefficient itself, restricted to gradients: its
  /// spectrum fills [min a, max a], and at the ends it is as dense as the samples of a
  /// (Gergelits, Mardal, Nielsen and Strakoš, SIAM J. Numer. Anal. 57 (2019)). B⁻¹ alone would need
  /// more steps the finer the grid; the correction
  ///
  ///     K⁻¹ A_σ K⁻¹,    A_σ with 1/|a − σ| for a, K with 1 for a, σ just outside the range of a
  ///
  /// is (A − σ K)⁻¹ on gradients but for their constraint, in one dimension but for a rank of 1.
  public init(energy a: EnergyForm<Scalar>, over b: DiagonalForm<Scalar>) {
    self.init(a, over: b)
    let ends = a.terms.filter { !$0.isMass }.map(\.samples.range)
    guard let lower = ends.map(\.lower).min(), let upper = ends.map(\.upper).max(), upper > lower
    else { return }
    let ones = EllipticOperator(
      diffusion: space.grid.axes.map { _ in 1 }, reaction: a.terms.contains(where: \.isMass) ? 1 : 0
    )
    guard let symbol: Symbol<Scalar> = ones.symbol(a.scheme, on: space.grid) else { return }
    let k = DiagonalForm(symbol, in: space)
    // About an extreme of a smooth coefficient the samples are h² apart.
    let n = Scalar(space.grid.cells.max()!)
    let margin = 4 * (upper - lower) / (n * n)
    for (end, sigma) in [(End.lowest, lower - margin), (.highest, upper + margin)] {
      let inverse = a.mapCoefficients { 1 / max(margin, ($0 - sigma).magnitude) }
      corrections[end] = { k.pseudoinverse(inverse.applied(to: k.pseudoinverse($0))) }
    }
  }
}
