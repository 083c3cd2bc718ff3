import Grids
import Norms
import RealModule
import Solvers

extension Norm {
  /// What white noise of size 1 at the points measures: √|Ω| times the mean of the modes' weights.
  ///
  /// A norm of order s weighs its modes by (1 + λ)^s, on average by (1 + λ_max/3)^s for s ≥ 0; nil for
  /// what is no matter of size.
  ///
  /// - Parameter op: The operator of the norm `energy`.
  func noise(on grid: Grid, op: EllipticOperator) -> (measure: Double, growth: Double)? {
    let volume = Double(grid.volume)
    func root(_ p: Double, of n: Double) -> Double { p.isFinite ? Double.pow(n, 1 / p) : 1 }
    var order = 0.0
    var measure = volume.squareRoot()
    switch core {
    case .sobolev(let s):
      order = max(s, 0)
    case .energy:
      order = op.power
      measure *= Double.pow(Double(op.diffusion.max()!), order / 2)
    case .lebesgue(let p):
      measure = root(p, of: volume)
    case .slobodeckij(let s, let p):
      order = s
      measure = root(p, of: volume)
    case .totalVariation:
      order = 1
      measure = volume
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
    let lambda = grid.axes.reduce(0.0) { sum, axis in
      let kappa = Double.pi / Double(axis.spacing)
      return sum + kappa * kappa
    }
    return (measure, Double.pow(1 + lambda / 3, order / 2))
  }
}

extension Grid {
  /// 4 ε √(log₂ N): what a transform leaves of values of size 1 at each point.
  func transformNoise<Scalar: BinaryFloatingPoint>(_: Scalar.Type) -> Double {
    4 * Double(Scalar.ulpOfOne) * Double.log2(Double(count) + 1).squareRoot()
  }
}
