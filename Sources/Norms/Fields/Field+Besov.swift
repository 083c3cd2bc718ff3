public import Discretizations
public import Fields
import Grids
import RealModule
import Transforms

extension Field {
  /// Δ_j u for j = 0, 1, …: the Littlewood–Paley blocks, whose sum is u.
  ///
  /// - Complexity: two transforms, and one more for each further block that has a mode.
  public func littlewoodPaley(
    _ blocks: DyadicBlocks, scheme: Scheme = .spectral
  ) -> [Field] {
    let uHat = Coefficients(self)
    return (0..<blocks.count(scheme, on: grid, Scalar.self)).map {
      block($0, of: uHat, blocks, scheme)
    }
  }

  private func block(
    _ j: Int, of uHat: Coefficients<Scalar>, _ blocks: DyadicBlocks, _ scheme: Scheme
  ) -> Field {
    var part = uHat
    part.multiply(by: blocks.symbol(j, scheme, on: grid))
    if part.values.allSatisfy({ $0 == 0 }) { return Field(in: space) }
    return Field(consuming: part)
  }

  /// B^s_{p,q}: (Σ_j (2^{js} ‖Δ_j u‖_p)^q)^{1/q}, the maximum over j for q = ∞.
  ///
  /// ‖·‖_p is the grid's quadrature, for p = 2 the scheme's own mass and, if `spectral`, the last
  /// mode's policy.
  ///
  /// - Complexity: a transform, for p ≠ 2 one more for each block; O(N log N).
  func besovNorm(
    _ norm: Norm, scheme: Scheme, lastMode: LastMode
  ) throws(NormError) -> Scalar {
    guard case .besov(let s, let p, let q) = norm.core, let blocks = norm.blocks else {
      preconditionFailure("\(norm) is no Besov norm")
    }
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(norm) }
    let uHat = Coefficients(self)
    let indices = 0..<blocks.count(scheme, on: grid, Scalar.self)
    let sizes: [Scalar]
    if p == 2 {
      sizes = try uHat.norms(
        indices.map { (norm, blocks.symbol($0, scheme, on: grid, squared: true)) },
        lastMode: scheme.isSpectral ? lastMode : .parseval)
    } else {
      sizes = indices.map { block($0, of: uHat, blocks, scheme).lebesgueNorm(Scalar(p)) }
    }
    let terms = zip(indices, sizes).map { Scalar.exp2(Scalar(s) * Scalar($0)) * $1 }
    let largest = terms.max()!
    guard largest.isFinite else { throw .notFinite(norm) }
    if q == .infinity || largest == 0 { return largest }
    let sum = terms.reduce(0) { $0 + Scalar.pow($1 / largest, Scalar(q)) }
    return largest * Scalar.pow(sum, 1 / Scalar(q))
  }
}
