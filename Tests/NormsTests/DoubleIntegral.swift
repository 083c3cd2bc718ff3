import Fields
import Norms
import RealModule
import Transforms

extension Field<Double> {
  /// [u]^p of W^{s,p} by the double integral.
  func doubleIntegral(_ s: Double, _ p: Double) -> Double {
    Double.pow(gagliardoSeminorm(order: s, exponent: p), p)
  }
}

/// Whether errors on halved grids are A h² + B h^{2+a}: they fall by 4, or do without the second
/// term. Where a is small, and the two have opposite signs, they hide the rate of their sum.
func isSecondOrder(_ errors: [Double], _ a: Double) -> Bool {
  let factor = Double.exp2(2 + a)
  let rest = zip(errors, errors.dropFirst()).map { (factor * $1 - $0) / (factor - 1) }
  return [errors, rest].contains { values in
    let last = values.suffix(2).map(\.magnitude)
    return Double.log2(last[0] / last[1]) > 1.9 || last[1] < 1e-9
  }
}

/// |S^{d−1}|
func sphere(_ d: Int) -> Double { [2, 2 * .pi, 4 * .pi][d - 1] }
