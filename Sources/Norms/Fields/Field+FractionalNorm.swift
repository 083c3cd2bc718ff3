import Fields
import Grids
import RealModule
import Transforms

extension Norm {
  /// The most points for which a double integral is taken: N²/2 differences are some seconds' work.
  public static let mostPointsOfDoubleIntegral = 1 << 14
}

extension Field {
  /// W^{s,p}, 0 < s < 1, by the double integral over the box:
  ///
  ///     ‖u‖^p = ‖u‖_p^p + [u]^p,   ‖u‖ = max(‖u‖_∞, [u]) for p = ∞
  ///
  /// - Throws: ``NormError/tooManyPoints(_:points:limit:)``.
  /// - Complexity: O(N²); see `gagliardoSeminorm`.
  func gagliardoNorm(_ norm: Norm, order s: Double, exponent p: Double) throws(NormError) -> Scalar
  {
    guard grid.count <= Norm.mostPointsOfDoubleIntegral else {
      throw .tooManyPoints(
        norm, points: grid.count, limit: Norm.mostPointsOfDoubleIntegral)
    }
    let seminorm = gagliardoSeminorm(order: s, exponent: p)
    guard seminorm.isFinite else { throw .notFinite(norm) }
    if norm.isSeminorm { return seminorm }
    let size = lebesgueNorm(Scalar(p))
    let largest = max(seminorm, size)
    if p == .infinity || largest == 0 { return largest }
    let power =
      Scalar.pow(seminorm / largest, Scalar(p)) + Scalar.pow(size / largest, Scalar(p))
    return largest * Scalar.pow(power, 1 / Scalar(p))
  }
}
