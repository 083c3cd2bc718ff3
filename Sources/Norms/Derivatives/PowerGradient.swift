import Discretizations
import Fields
import Grids
import RealModule
import Transforms

/// The derivative of (Σ w |v|^p)^{1/p} = size by v, less the weights: sign v (|v|/size)^{p−1}.
///
/// At v = 0 the sign is 0. For p = ∞ it is sign v / (m w) at the m places that attain the maximum.
struct PowerGradient<Scalar: TransformScalar> {
  let exponent: Scalar
  let size: Scalar
  /// The number m of places with |v| = size.
  let places: Int

  /// `parts` are all the arrays of v; they are read for p = ∞ only.
  init(_ p: Double, _ size: Scalar, _ parts: [[Scalar]]) {
    exponent = Scalar(p)
    self.size = size
    places =
      p == .infinity
      ? parts.reduce(0) { $0 + $1.reduce(0) { $0 + ($1.magnitude == size ? 1 : 0) } } : 0
  }

  /// The derivative at one of the arrays, which has these weights.
  func values(_ v: [Scalar], weights: [[Scalar]]) -> [Scalar] {
    if exponent == .infinity {
      let share = 1 / Scalar(places)
      var g = v.map { $0.magnitude == size ? ($0 < 0 ? -share : share) : 0 }
      scale(&g, by: weights.map { $0.map { 1 / $0 } })
      return g
    }
    return powers(v)
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  private func powers(_ v: [Scalar]) -> [Scalar] {
    switch exponent {
    case 1: v.map { $0 == 0 ? 0 : $0 < 0 ? -1 : 1 }
    case 2: v.map { $0 / size }
    case 3: v.map { ($0 / size) * ($0 / size).magnitude }
    default:
      v.map {
        if $0 == 0 { return 0 }
        let power = Scalar.pow($0.magnitude / size, exponent - 1)
        return $0 < 0 ? -power : power
      }
    }
  }
}

extension Field {
  /// Σ (∂^α)* of the derivative of the powers, W^{k,p} = size ≠ 0; the scheme has every ∂^α.
  func weakPowerGradient(
    _ norm: Norm, _ p: Double, _ size: Scalar, _ scheme: Scheme
  ) -> Field {
    let c = scheme.isGalerkin ? splineCoefficients(scheme) : self
    let alphas = norm.derivatives(rank: grid.rank)!.map(\.alpha)
    var parts: [[Scalar]] = []
    if p == .infinity {
      for alpha in alphas {
        DerivativeMap.forEach(alpha, scheme, on: space, exponent: p) { parts.append($0(c)) }
      }
    }
    let power = PowerGradient(p, size, parts)
    var g = Field(in: space)
    for alpha in alphas {
      DerivativeMap.forEach(alpha, scheme, on: space, exponent: p) { map in
        g = g + map.adjoint(power.values(map(c), weights: map.weights))
      }
    }
    // Coefficients are B⁻¹ u, and B is symmetric.
    return scheme.isGalerkin ? g.splineCoefficients(scheme) : g
  }
}
