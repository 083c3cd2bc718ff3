import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// Σ wᵢ‖∂ᵢφ‖² + w₀‖φ‖² + Σ_s ∫ (β + ½b·n) φ² on the modes of a grid.
///
/// The sides join the modes of their normal axes, so that the dual norm is no symbol.
struct RobinForm<Scalar: TransformScalar> {
  private let sides: [NaturalSide<Scalar>]
  /// Σ wᵢκᵢ² + w₀, a mode.
  private let symbol: [Scalar]
  /// μ times the multiplicity, a mode.
  private let weights: [Scalar]
  /// Σ ∫ (β + ½b·n) over the volume: what the sides add to the weight of a constant.
  let mean: Scalar
  private let width: Int

  init(
    _ w: (diffusion: [Scalar], reaction: Scalar), sides: [NaturalSide<Scalar>], on grid: Grid
  ) {
    self.sides = sides.filter { !$0.weight.isZero }
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
    self.symbol = symbol
    self.weights = weights
    mean =
      self.sides.reduce(0) { total, side in
        total + side.projection.integral { side.weight.values(on: $1) }
      } / Scalar(grid.volume)
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

  /// E with the form's E · φ = ⟨r, φ⟩ for every mode φ, by conjugate gradients in the form without sides
  /// but for their mean, to 1e-9 of r's norm.
  ///
  /// The sides are a compact perturbation: some ten steps. Of an E that is not the last, both bounds
  /// are bounds all the same.
  func representative(of r: [Scalar]) -> [Scalar] {
    var e = [Scalar](repeating: 0, count: r.count)
    var residual = r
    var z = preconditioned(residual)
    var direction = z
    var gamma = inner(residual, z)
    let goal = gamma * 1e-18
    for _ in 0..<80 where gamma > goal {
      let image = applied(to: direction)
      let step = gamma / inner(direction, image)
      for i in e.indices {
        e[i] += step * direction[i]
        residual[i] -= step * image[i]
      }
      z = preconditioned(residual)
      let next = inner(residual, z)
      let share = next / gamma
      gamma = next
      for i in direction.indices { direction[i] = z[i] + share * direction[i] }
    }
    return e
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

  private func preconditioned(_ r: [Scalar]) -> [Scalar] {
    var z = r
    for i in z.indices { z[i] /= symbol[i / width] + mean }
    return z
  }

  /// Σ μ_k a_k b_k
  private func inner(_ a: [Scalar], _ b: [Scalar]) -> Scalar {
    var terms = a
    for i in terms.indices { terms[i] *= weights[i / width] * b[i] }
    return terms.withUnsafeBufferPointer { pairwiseSum($0) }
  }
}
