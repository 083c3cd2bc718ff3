import Discretizations
import Fields
import Grids
import RealModule
import Solvers
import Transforms

/// What the residual says of the energy norm of the error.
///
///     ‖R‖_{M} ≤ ‖e‖_energy ≤ ‖R‖_{m},     ‖R‖²_w = Σ_k μ_k |R̂_k|² / (Σᵢ wᵢκᵢ² + w₀)
///
/// with the smallest coefficients m and the largest M: equality where they are constant. With
/// ā between them ‖R‖_m is (min a/ā)^{−1/2} times the norm of weight 1/(āλ + c̄).
struct ResidualBound {
  /// Not below ‖e‖; infinite where a vanishes.
  var upper: Double
  /// Not above ‖e‖.
  var lower: Double
  /// The share of the upper bound that modes beyond the grid may have: oscillation of the data.
  var oscillation: Double
}

extension Residual {
  /// The bounds on the energy norm of the error.
  ///
  /// Of modes beyond the grid ⟨R, φ⟩ ≤ ‖(I − P)g‖ ‖φ‖ + Σ ‖(I − P)qᵢ‖ ‖∂ᵢφ‖ + Σ|s_j| max|φ|, and each
  /// of these norms of φ is bounded by its energy. They are orthogonal to the modes on the grid.
  func bound() -> ResidualBound {
    let grid = coefficients.grid
    guard least.diffusion.allSatisfy({ $0 > 0 }), least.reaction >= 0 else {
      return ResidualBound(upper: .infinity, lower: lower(on: grid), oscillation: 1)
    }
    let within = energy(least, on: grid)
    let beyond = zip(grid.axes, least.diffusion).map { axis, a in
      a * axis.firstBeyond() * axis.firstBeyond()
    }.min()!
    var tail = sourceTail / (beyond + least.reaction).squareRoot()
    var square: Scalar = 0
    for (q, a) in zip(fluxTails, least.diffusion) { square += q * q / a }
    tail += square.squareRoot()
    if strength > 0 {
      // One dimension: Σ_{κ > K} φ_k²/(μ_k a κ²) ≤ 2/(π a K).
      let k: Scalar = grid.axes[0].firstBeyond()
      tail += strength * (2 / (.pi * least.diffusion[0] * k)).squareRoot()
    }
    let upper = (within + tail * tail).squareRoot()
    return ResidualBound(
      upper: Double(upper), lower: Double(lower(on: grid)),
      oscillation: upper > 0 ? Double(tail / upper) : 0)
  }

  private func lower(on grid: Grid) -> Double { Double(energy(most, on: grid).squareRoot()) }

  /// Σ μ_k |R̂_k|²/(Σ wᵢκᵢ² + w₀)
  private func energy(
    _ w: (diffusion: [Scalar], reaction: Scalar), on grid: Grid
  ) -> Scalar {
    let form = EllipticOperator(
      diffusion: w.diffusion.map { Extended($0) }, reaction: Extended(w.reaction))
    var dual: Symbol<Scalar> = form.symbol(.spectral, on: grid)!
    dual.numerator = .init(1, grid.spectrumShape.map { [Scalar](repeating: 1, count: $0) })
    return coefficients.energy(dual, lastMode: .interpolant)
  }
}

extension Axis {
  /// The lowest κ that the grid does not hold whole: of an even periodic one half of its last mode.
  fileprivate func firstBeyond<Scalar: BinaryFloatingPoint>() -> Scalar {
    guard basis == .fourier else { return Scalar(frequency(count)) }
    return Scalar(2 * .pi * Extended((cells + 1) / 2) / length)
  }
}
