public import Discretizations
import Grids
import Transforms

extension Multiplier {
  /// u ↦ u
  public static var identity: Multiplier { Multiplier(1) }

  /// Δ, the negative operator: −λ.
  public static var laplacian: Multiplier { laplacian(.spectral) }

  /// Δ_h of a scheme: −λ_h = −Σ b₁/b₀, on nodal values. For splines that is −M⁻¹K.
  public static func laplacian(_ scheme: Scheme) -> Multiplier {
    Multiplier([.weight(.power(1), scheme), .scale(-1)])
  }

  /// (1 − Δ)^{s/2}: (1 + λ)^{s/2}. Maps H^s onto L², and keeps the norm of the form `bessel`.
  public static func bessel(_ s: Scalar, _ scheme: Scheme = .spectral) -> Multiplier {
    Multiplier([.weight(.bessel(s / 2), scheme)])
  }

  /// (−Δ)^{s/2}: λ^{s/2}. Keeps the seminorm: ‖(−Δ)^{s/2} u‖ = |u|_s.
  ///
  /// For s < 0 it is the pseudo-inverse: 0 on the kernel of Δ, the Riesz potential on the functions
  /// of zero mean.
  public static func riesz(_ s: Scalar, _ scheme: Scheme = .spectral) -> Multiplier {
    Multiplier([.weight(.power(s / 2), scheme)])
  }

  /// e^{tΔ}: e^{−tλ}, the solution of the heat equation after a time t ≥ 0.
  public static func heat(_ t: Scalar, _ scheme: Scheme = .spectral) -> Multiplier {
    precondition(t >= 0, "the heat equation cannot be solved backwards")
    return Multiplier([.weight(.heat(t), scheme)])
  }
}
