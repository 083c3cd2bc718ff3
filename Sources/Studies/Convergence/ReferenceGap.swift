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
///
/// In a box the errors of the axes oscillate in directions of their own and are orthogonal: σ_a being the
/// share of axis a in ‖e_h‖², k is Σ σ_a k_a. The shares are not known, but the bias is monotonic in each of
/// them, and lies between those of the axes alone.
struct ReferenceGap {
  /// m
  var power: Double
  /// The axes that have a part in the leading order, by whether their knots lie between the points of
  /// cells; none where both errors are one smooth function.
  var areShifted: [Int: Bool] = [:]

  /// For each axis, how many times finer than some grids that of u_H is, or 0 where its waves meet
  /// those of u_h with their own signs; axes that are alike once.
  func oppositions(of levels: [[Int]], in finest: [Int]) -> Set<[Int]> {
    guard !areShifted.isEmpty else { return [levels.map { _ in 0 }] }
    return Set(
      areShifted.map { axis, isShifted in
        levels.map {
          isShifted && finest[axis].isMultiple(of: 2 * $0[axis]) ? finest[axis] / $0[axis] : 0
        }
      })
  }

  /// An error at h, which by the rates' key is x times the reference's.
  struct Place {
    var x: Double
    /// h/H along an axis where the waves have opposite signs; else 0.
    var opposition = 0

    /// 1 + k x^{−q}; where x is not h/H, as of unknowns, k has the exponent with (h/H)^q' = x^q.
    func share(_ q: Double) -> Double {
      guard opposition > 0 else { return 1 - Double.pow(x, -q) }
      let own = q * Double.log(x) / Double.log(Double(opposition))
      return 1 + (3 - Double.exp2(2 - own)) * Double.pow(x, -q)
    }
  }

  /// How much too high the rate from one error to another is.
  func bias(_ q: Double, from coarse: Place, to fine: Place) -> Double {
    guard coarse.x > fine.x, fine.x > 1 else { return 0 }
    return Double.log(coarse.share(q) / fine.share(q)) / (power * Double.log(coarse.x / fine.x))
  }

  /// q of two errors, from the quotient of the first by the second, which rises with q.
  func exponent(_ ratio: Double, from coarse: Place, to fine: Place) -> Double {
    let goal = Double.pow(ratio, power)
    var (low, high) = (1e-3, 64.0)
    for _ in 0..<60 {
      let q = (low + high) / 2
      let quotient = Double.pow(coarse.x / fine.x, q) * coarse.share(q) / fine.share(q)
      if quotient < goal { low = q } else { high = q }
    }
    return low
  }
}
