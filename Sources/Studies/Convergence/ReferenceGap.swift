import RealModule

/// How ‖u_h − u_H‖ is made of both errors, where u_H stands for u:
///
///     ‖u_h − u_H‖^m = C (h^q + k H^q),     q = mp
///
/// m is 1 and k −1 where both errors are one smooth function times h^p and H^p: at points, and wherever
/// the values at points dominate. What piecewise polynomials cannot hold between their knots is in the
/// leading order
///
///     e_h = C h^p B_p(x/h),     B_p(x) ~ Σ_j j^{−p} e^{2πijx}
///
/// with Bernoulli's polynomials, and m is 2. Waves of e_h meet those of e_H that have the same frequency,
/// and with the same amplitude. Knots of a grid that are knots of the finer one give them the same sign:
/// ⟨e_h, e_H⟩ = ‖e_H‖², orthogonality, and k is −1. Knots in the middles between points (even degrees,
/// and every odd one on cells) are no knots of a grid that is an even number of times finer: its waves
/// have the signs (−1)^j,
///
///     ⟨e_h, e_H⟩ = −(1 − 2^{1−q}) ‖e_H‖²,     k = 1 + 2(1 − 2^{1−q}) = 3 − 2^{2−q}
///
/// and the rate is too low.
struct ReferenceGap {
  /// m
  var power: Double
  /// Whether knots lie between the points of the grid's cells.
  var isShifted = false

  /// k of a grid whose h is a multiple of H.
  func weight(_ q: Double, ratio: Double) -> Double {
    guard isShifted, Int(ratio.rounded()).isMultiple(of: 2) else { return -1 }
    return 3 - Double.exp2(2 - q)
  }

  /// 1 + k (H/h)^q
  private func share(_ q: Double, _ ratio: Double) -> Double {
    1 + weight(q, ratio: ratio) * Double.pow(ratio, -q)
  }

  /// How much too high the rate between the errors at x and y times the reference's h is.
  func bias(_ q: Double, _ x: Double, _ y: Double) -> Double {
    guard x > y, y > 1 else { return 0 }
    return Double.log(share(q, x) / share(q, y)) / (power * Double.log(x / y))
  }

  /// q of two errors at x and y times the reference's h, from the quotient of the first by the second,
  /// which rises with q.
  func exponent(_ ratio: Double, _ x: Double, _ y: Double) -> Double {
    let goal = Double.pow(ratio, power)
    var (low, high) = (1e-3, 64.0)
    for _ in 0..<60 {
      let q = (low + high) / 2
      let quotient = Double.pow(x / y, q) * share(q, x) / share(q, y)
      if quotient < goal { low = q } else { high = q }
    }
    return low
  }
}
