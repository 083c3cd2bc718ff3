import Fields
import Transforms

extension Field {
  /// A power of two near |e|_∞ where squares of e might leave the exponent's range, or lose digits below it;
  /// else 1.
  var unitOfSquares: Scalar {
    let largest = largest()
    guard largest.isNormal, largest.isFinite else { return 1 }
    // Most exponents are left to a, c, h and the box's volume.
    let most = Scalar.greatestFiniteMagnitude.exponent
    guard largest.exponent.magnitude > most.magnitude / 16 else { return 1 }
    return Scalar(sign: .plus, exponent: min(largest.exponent, most - 3), significand: 1)
  }
}
