import Fields
import Grids
import RealModule
import Transforms

/// Constants held by the mean of c, where its minimum γ ≥ 0 says little of them or nothing.
///
/// With d = c − γ, v = v̄ + w and (v̄ + w)² ≥ (1 − θ) v̄² − (1/θ − 1) w²
///
///     ∫ cv² ≥ γ‖v‖² + (1 − θ) d̄ |Ω| v̄² − (1/θ − 1) max d ‖w‖²,     ‖w‖² ≤ Σ aᵢ‖∂ᵢw‖²/p
///
/// p of the lowest wave. Where (1/θ − 1) max d = ηp, waves keep the share 1 − η of their energy, and
/// constants have the weight γ + d̄ ηp/(max d + ηp), for every 0 < η < 1.
struct ConstantsWeight<Scalar: TransformScalar> {
  private let gamma: Scalar
  private let mean: Scalar
  private let most: Scalar
  private let p: Scalar

  /// nil where there are no constants, or c does not vary.
  init?(_ residual: Residual<Scalar>) {
    let grid = residual.grid
    gamma = residual.least.reaction
    guard grid.hasConstants, gamma >= 0, residual.least.diffusion.allSatisfy({ $0 > 0 }) else {
      return nil
    }
    (mean, most) = (residual.meanReaction - gamma, residual.most.reaction - gamma)
    p = residual.lowestWave(residual.least)
    guard mean > 0, most < .infinity else { return nil }
  }

  /// The least Σ_k μ_k |r_k|²/w_k over all η.
  ///
  /// - Parameters:
  ///   - constant: |Ω| r₀²
  ///   - waves: the sum over all other modes, of η = 0.
  func least(_ constant: Scalar, _ waves: Scalar) -> (square: Scalar, eta: Scalar) {
    var best: (square: Scalar, eta: Scalar) = (.infinity, 0)
    var eta: Scalar = 0.9
    for _ in 0..<100 {
      let square = square(constant, waves, eta)
      if square < best.square { best = (square, eta) }
      eta *= 0.8
    }
    return best
  }

  /// The sum of one η.
  func square(_ constant: Scalar, _ waves: Scalar, _ eta: Scalar) -> Scalar {
    constant / weight(eta) + waves / (1 - eta)
  }

  /// What constants weigh.
  func weight(_ eta: Scalar) -> Scalar { gamma + mean * eta * p / (most + eta * p) }
}

extension Coefficients {
  /// The same without the constant, which comes first.
  func withoutConstant() -> Coefficients {
    var waves = self
    waves.values[0] = 0
    return waves
  }
}
