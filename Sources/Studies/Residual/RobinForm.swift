import Fields
import Formulas
import Grids
import Transforms

/// Σ wᵢ‖∂ᵢφ‖² + w₀‖φ‖² + Σ_s ∫ (β + ½b·n) φ² on the modes of a grid.
///
/// The sides join the modes of their normal axes, so that the dual norm is no symbol.
struct RobinForm<Scalar: TransformScalar> {
  /// Those with a weight.
  let sides: [NaturalSide<Scalar>]
  /// 1 − η, the share of their energy that waves keep (``ConstantsWeight``), or 1.
  let share: Scalar
  /// Σ wᵢκᵢ² + w₀, a mode.
  private let symbol: [Scalar]
  /// μ times the multiplicity, a mode.
  private let weights: [Scalar]
  /// Σ ∫ (β + ½b·n) over the volume: what the sides add to the weight of a constant.
  let mean: Scalar
  let volume: Scalar
  /// Whether the first mode is the constant.
  private let hasConstants: Bool
  private let width: Int

  /// - Parameter held: what constants weigh, and the share that is left to waves.
  init(
    _ w: (diffusion: [Scalar], reaction: Scalar), sides: [NaturalSide<Scalar>], on grid: Grid,
    held: (weight: Scalar, share: Scalar)? = nil
  ) {
    self.sides = sides.filter { !$0.weight.isZero }
    share = held?.share ?? 1
    let shape = grid.spectrumShape
    let squares = grid.energyWeights(lastMode: .interpolant).map { $0.rounded(to: Scalar.self) }
    var symbol = [w.reaction]
    var weights: [Scalar] = [1]
    for (a, axis) in grid.axes.enumerated() {
      let terms = (0..<shape[a]).map { k -> Scalar in
        let kappa = Scalar(axis.frequency(k))
        return w.diffusion[a] * kappa * kappa
      }
      symbol = symbol.flatMap { s in terms.map { s + $0 } }
      weights = weights.flatMap { w in squares[a].map { w * $0 } }
    }
    if let held {
      for i in symbol.indices { symbol[i] *= held.share }
      symbol[0] = held.weight
    }
    self.symbol = symbol
    self.weights = weights
    volume = Scalar(grid.volume)
    hasConstants = grid.hasConstants
    mean =
      self.sides.reduce(0) { total, side in
        total + side.projection.integral { side.weight.values(on: $1) }
      } / volume
    width = grid.isComplex ? 2 : 1
  }

  /// Whether β + ½b·n > 0 somewhere: a constant then has energy.
  var holdsConstants: Bool { mean > 0 }

  /// Σ μ_k |r_k|²/(Σ wᵢκᵢ² + w₀), modes without a weight left out.
  func dualSquare(of r: [Scalar]) -> Scalar {
    var terms = r
    for i in terms.indices {
      let s = symbol[i / width]
      terms[i] = s > 0 ? weights[i / width] * r[i] * r[i] / s : 0
    }
    return terms.withUnsafeBufferPointer { pairwiseSum($0) }
  }

  /// |Ω| r₀², and that sum over all other modes.
  func parts(of r: [Scalar]) -> (constant: Scalar, waves: Scalar) {
    var waves = r
    waves[0] = 0
    return (r[0] * r[0] * volume, dualSquare(of: waves))
  }

  /// The function E that represents r in the form: E·φ = ⟨r, φ⟩ for every mode φ.
  func representative(of r: [Scalar]) -> [Scalar] {
    SideProblem(self, beyond: sides.map { _ in 0 }).solution(of: r).function
  }

  /// ⟨r, e⟩/‖e‖, which is not above the dual norm of r.
  func quotient(_ r: [Scalar], _ e: [Scalar]) -> Scalar {
    let energy = inner(e, applied(to: e))
    return energy > 0 ? inner(r, e) / energy.squareRoot() : 0
  }

  private func applied(to e: [Scalar]) -> [Scalar] {
    var image = e
    for i in image.indices { image[i] *= symbol[i / width] }
    for side in sides { side.add(side.weighted(side.trace(of: e)), to: &image) }
    return image
  }

  /// Whether Σ wᵢκᵢ² + w₀ is positive on all modes; else not on constants.
  var isDefinite: Bool { symbol[0] > 0 }

  /// How many coefficients a functional has.
  var count: Int { symbol.count * width }

  /// 1/(Σ wᵢκᵢ² + w₀), of constants 0.
  var inverse: [Scalar] {
    var inverse = withoutSides([Scalar](repeating: 1, count: count))
    if hasConstants { inverse[0] = 0 }
    return inverse
  }

  /// r/(Σ wᵢκᵢ² + w₀), of modes without a weight 0.
  func withoutSides(_ r: [Scalar]) -> [Scalar] {
    var e = r
    for i in e.indices {
      let s = symbol[i / width]
      e[i] = s > 0 ? e[i] / s : 0
    }
    return e
  }

  /// Σ μ_k a_k b_k
  private func inner(_ a: [Scalar], _ b: [Scalar]) -> Scalar {
    var terms = a
    for i in terms.indices { terms[i] *= weights[i / width] * b[i] }
    return terms.withUnsafeBufferPointer { pairwiseSum($0) }
  }
}
