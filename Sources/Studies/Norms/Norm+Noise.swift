import Grids
import Norms
import RealModule
import Solvers

/// What white noise of size 1 at the points measures in a norm.
struct NormNoise {
  /// √|Ω|, or its like.
  let measure: Double
  /// The root of the mean of the modes' weights.
  let growth: Double
  /// The root of the weight of the lowest mode.
  let lowest: Double
}

extension Norm {
  /// A norm of order s weighs its modes by (1 + λ)^s, on average by (1 + λ_max/3)^s for s ≥ 0, and a
  /// seminorm by λ^s, for s < 0 by λ_min^s at most; nil for what is no matter of size.
  ///
  /// - Parameter op: The operator of the norm `energy`.
  func noise(on grid: Grid, op: EllipticOperator) -> NormNoise? {
    let volume = Double(grid.volume)
    func root(_ p: Double, of n: Double) -> Double { p.isFinite ? Double.pow(n, 1 / p) : 1 }
    var order = 0.0
    var measure = volume.squareRoot()
    // What λ^s is added to.
    var base = isSeminorm ? 0.0 : 1
    switch core {
    case .sobolev(let s):
      order = isSeminorm ? s : max(s, 0)
    case .energy:
      order = op.power
      let a = Double.pow(Double(op.diffusion.max()!), order)
      measure *= a.squareRoot()
      base = Double.pow(max(0, Double(op.reaction)) / a, 1 / order)
    case .lebesgue(let p):
      measure = root(p, of: volume)
    case .slobodeckij(let s, let p):
      order = s
      measure = root(p, of: volume)
    case .totalVariation:
      order = 1
      measure = volume
      base = 0
    case .vector(.power(let p)):
      measure = root(p, of: Double(grid.count))
    case .vector:
      // Whether a value is 0 is no matter of size.
      return nil
    case .besov(let s, let p, _):
      order = max(s, 0)
      measure = root(p, of: volume)
    case .own(let own):
      measure *= own.amplification(of: grid)
    }
    let highest = grid.axes.reduce(0.0) { sum, axis in
      let kappa = Double.pi / Double(axis.spacing)
      return sum + kappa * kappa
    }
    let lowest = grid.lowestEigenvalues(grid.axes.map { _ in 1 }).positive
    return NormNoise(
      measure: measure,
      growth: Double.pow(base + (order < 0 ? lowest : highest / 3), order / 2),
      lowest: Double.pow(base + lowest, order / 2))
  }
}

extension Grid {
  /// 4 ε √(log₂ N): what a transform leaves of values of size 1 at each point.
  func transformNoise<Scalar: BinaryFloatingPoint>(_: Scalar.Type) -> Double {
    4 * Double(Scalar.ulpOfOne) * Double.log2(Double(count) + 1).squareRoot()
  }

  /// Σ aᵢκᵢ² of the lowest mode, and of the lowest that is no constant.
  func lowestEigenvalues(_ a: [Double]) -> (first: Double, positive: Double) {
    let along = zip(axes, a).map { axis, a -> (first: Double, next: Double) in
      let scale = a * Double.pow(.pi / Double(axis.length), 2)
      switch axis.basis {
      case .sine: return (scale, scale)
      case .halfSine, .halfCosine: return (scale / 4, scale / 4)
      case .cosine: return (0, scale)
      case .fourier: return (0, 4 * scale)
      }
    }
    let first = along.reduce(0) { $0 + $1.first }
    return (first, first > 0 ? first : along.map(\.next).min()!)
  }
}
