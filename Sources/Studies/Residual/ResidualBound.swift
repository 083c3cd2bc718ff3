import Discretizations
import Fields
import Formulas
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
package struct ResidualBound: Sendable {
  /// Not below ‖e‖; infinite where a vanishes.
  package var upper: Double
  /// Not above ‖e‖.
  package var lower: Double
  /// The share of the upper bound that modes beyond the grid may have: oscillation of the data.
  package var oscillation: Double
  /// The share of it that a second quadrature of data with jumps or kinks adds.
  package var quadrature = 0.0
  /// Whether data are rough on some cells, and integrals over those are estimates.
  package var isEstimated = false
  /// Whether u is not in H¹, its data being no trace of such a function.
  package var isOutsideEnergy = false

  /// That of a u that is not in H¹.
  static let outsideEnergy = ResidualBound(
    upper: .infinity, lower: 0, oscillation: 1, isOutsideEnergy: true)
}

extension ResidualBound {
  /// The bounds from the square of ‖R‖ on the modes of a grid, and the norms beyond it and between two
  /// quadratures, by which R is not below its other value.
  init<Scalar: TransformScalar>(
    within square: Scalar, beyond tail: (Scalar) -> Scalar, lower: Double, uncertainty: Scalar
  ) {
    let within = square.squareRoot() + uncertainty
    let tail = tail(within * within)
    let upper = (within * within + tail * tail).squareRoot()
    self.init(
      upper: Double(upper), lower: max(0, lower - Double(uncertainty)),
      oscillation: upper > 0 ? Double(tail / upper) : 0,
      quadrature: upper > 0 ? Double(uncertainty / upper) : 0)
  }
}

extension Residual {
  /// The bounds on the energy norm of the error; with advection that of the symmetric part.
  ///
  /// Of modes beyond the grid ⟨R, φ⟩ ≤ ‖(I − P)g‖ ‖φ‖ + Σ ‖(I − P)qᵢ‖ ‖∂ᵢφ‖ + Σ|s_j| max|φ|, and each
  /// of these norms of φ is bounded by its energy. They are orthogonal to the modes on the grid.
  func bound() -> ResidualBound {
    guard sides.allSatisfy(\.weight.isZero) else { return boundBesideSides() }
    let grid = coefficients.grid
    let coefficients = Coefficients(in: vHat.space, values: withSides())
    let lower = lower(of: coefficients, on: grid)
    let held = ConstantsWeight(self)
    guard isDefinite(least, on: grid) || held != nil else {
      return ResidualBound(upper: .infinity, lower: lower, oscillation: 1)
    }
    let other = uncertainty()
    var within = Scalar.infinity
    var uncertainty: Scalar = 0
    if isDefinite(least, on: grid) {
      within = energy(coefficients, least, on: grid)
      uncertainty = other.map { energy($0, least, on: grid).squareRoot() } ?? 0
    }
    var share: Scalar = 1
    if let held {
      // |Ω| r₀², and the sum over waves.
      func parts(_ r: Coefficients<Scalar>) -> (Scalar, Scalar) {
        let constant = r.values[0]
        return (
          constant * constant * Scalar(grid.volume), energy(r.withoutConstant(), least, on: grid)
        )
      }
      let (constant, waves) = parts(coefficients)
      let best = held.least(constant, waves)
      if best.square < within {
        within = best.square
        share = 1 / (1 - best.eta)
        uncertainty =
          other.map {
            let (constant, waves) = parts($0)
            return held.square(constant, waves, best.eta).squareRoot()
          } ?? 0
      }
    }
    return ResidualBound(
      within: within, beyond: { tailBeyond(beside: $0, sides: tailsOfSides) * share.squareRoot() },
      lower: lower,
      uncertainty: uncertainty)
  }

  /// What modes beyond the grid may add: the norm of R on them. Where that is more than a thousandth of
  /// the bound, the smaller of what g and q allow, and what R as a function does.
  ///
  /// - Parameters:
  ///   - within: the square of the norm of R on the modes of the grid.
  ///   - sides: the norm of the sides' part beside q, and beside R as a function.
  func tailBeyond(beside within: Scalar, sides: SideTails) -> Scalar {
    let root = (beyond + least.reaction).squareRoot()
    var square: Scalar = 0
    for (q, a) in zip(fluxTails, least.diffusion) { square += q * q / a }
    var tail = sourceTail / root + (share * square).squareRoot() + sides.weak
    if square > 0, tail * tail > within / 500, let strong = strongTail() {
      tail = min(tail, strong / root + sides.strong())
    }
    if strength > 0 { tail += strength * (share * pointTail(axis: 0)).squareRoot() }
    return tail
  }

  /// The least Σ aᵢκᵢ² beyond the grid.
  private var beyond: Scalar {
    zip(coefficients.grid.axes, least.diffusion).map { axis, a in
      a * axis.firstBeyond() * axis.firstBeyond()
    }.min()!
  }

  /// Σ aᵢ‖∂ᵢφ‖² of modes beyond the grid is their energy, and no more than this times it where c is
  /// negative.
  var share: Scalar { beyond / (beyond + min(0, least.reaction)) }

  /// Σ_{κ ≥ K} φ_k²/(μ_k a κ²) ≤ 2/(L a δ (K − δ/2)) at any point of one axis, δ from one κ to the
  /// next: κ⁻² is convex, and each term below the mean of its neighbourhood.
  func pointTail(axis i: Int) -> Scalar {
    let axis = coefficients.grid.axes[i]
    let k: Scalar = axis.firstBeyond()
    let delta = Scalar.pi * (axis.isPeriodic ? 2 : 1) / Scalar(axis.length)
    return 2 / (Scalar(axis.length) * least.diffusion[i] * delta * (k - delta / 2))
  }

  /// ‖R‖_M/√(1 + S²): ⟨R, v⟩ = a(e, v), and I + K with a skew K, ‖K‖ ≤ S, is the form in its own
  /// symmetric part.
  private func lower(of coefficients: Coefficients<Scalar>, on grid: Grid) -> Double {
    guard isDefinite(most, on: grid), advection == 0 || isDefinite(least, on: grid) else {
      return 0
    }
    let s = skewness(lowest: lowest(least, on: grid))
    return Double((energy(coefficients, most, on: grid) / (1 + s * s)).squareRoot())
  }

  /// S in ½|∫ (b·∇u) v − (b·∇v) u| ≤ S ‖u‖ ‖v‖, with p = Σ min aᵢ κᵢ² of the lowest mode, γ the least
  /// c − ½∇·b and σ = max (Σ bᵢ²/min aᵢ)^{1/2}.
  ///
  /// By Schwarz it is at most ½σ (X_u Y_v + X_v Y_u), X² = Σ min aᵢ‖∂ᵢu‖², Y = ‖u‖, where X² + γY² ≤ 1
  /// and X² ≥ pY²: σ√p/(p + γ) where γ ≤ p, else σ/2√γ. A wave of the lowest frequency in a constant
  /// stream attains it.
  func skewness(lowest p: Scalar) -> Scalar {
    guard advection > 0 else { return 0 }
    let gamma = least.reaction
    return gamma <= p
      ? advection * p.squareRoot() / (p + gamma) : advection / (2 * gamma.squareRoot())
  }

  /// Σ wᵢκᵢ² of the lowest mode, constants left out where they are the kernel.
  func lowest(_ w: (diffusion: [Scalar], reaction: Scalar), on grid: Grid) -> Scalar {
    let along = zip(grid.axes, w.diffusion).map { axis, w -> Scalar in
      let lowest = (0..<min(2, axis.count)).map { Scalar(axis.frequency($0)).magnitude }.min()!
      return w * lowest * lowest
    }
    let sum = along.reduce(0, +)
    return sum == 0 && hasKernel ? lowestWave(w) : sum
  }

  /// Σ wᵢκᵢ² of the lowest mode that is no constant, on a box that has constants.
  func lowestWave(_ w: (diffusion: [Scalar], reaction: Scalar)) -> Scalar {
    zip(grid.axes, w.diffusion).map { axis, w -> Scalar in
      let first = Scalar.pi * (axis.isPeriodic ? 2 : 1) / Scalar(axis.length)
      return w * first * first
    }.min()!
  }

  /// Whether Σ wᵢκᵢ² + w₀ is positive, but for constants that are the kernel.
  func isDefinite(_ w: (diffusion: [Scalar], reaction: Scalar), on grid: Grid) -> Bool {
    w.diffusion.allSatisfy { $0 > 0 } && lowest(w, on: grid) + w.reaction > 0
  }

  private var hasKernel: Bool { coefficients.grid.hasConstants && isWithoutReaction }

  /// Σ μ_k |R̂_k|²/(Σ wᵢκᵢ² + w₀)
  private func energy(
    _ coefficients: Coefficients<Scalar>, _ w: (diffusion: [Scalar], reaction: Scalar),
    on grid: Grid
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
  func firstBeyond<Scalar: BinaryFloatingPoint>() -> Scalar {
    guard basis == .fourier else { return Scalar(frequency(count)) }
    return Scalar(2 * .pi * Extended((cells + 1) / 2) / length)
  }
}
