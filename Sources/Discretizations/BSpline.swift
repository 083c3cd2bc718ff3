public import Grids
import RealModule

/// The centred B-spline β of a degree on the integer lattice: support (−(p+1)/2, (p+1)/2), ∫β = 1.
public struct BSpline: Sendable {
  /// The degree p.
  public let degree: Int

  /// The B-spline of a degree p ≥ 0.
  public init(degree: Int) {
    precondition(degree >= 0)
    self.degree = degree
  }

  /// β(x), by the recursion of de Boor and Cox; degree 0 is ½ at its jumps.
  public func value(_ x: Extended) -> Extended {
    let p = Extended(degree)
    let half = (p + 1) / 2
    if abs(x) > half { return 0 }
    if degree == 0 { return abs(x) == half ? 0.5 : 1 }
    let lower = BSpline(degree: degree - 1)
    return ((half + x) * lower.value(x + 0.5) + (half - x) * lower.value(x - 0.5)) / p
  }

  /// β^{(m)}(x): β′ = β_{p−1}(x + ½) − β_{p−1}(x − ½).
  public func derivative(_ m: Int, _ x: Extended) -> Extended {
    if m == 0 { return value(x) }
    precondition(m <= degree, "β of degree \(degree) has no weak derivative of order \(m)")
    let lower = BSpline(degree: degree - 1)
    return lower.derivative(m - 1, x + 0.5) - lower.derivative(m - 1, x - 0.5)
  }

  /// B(θ) = Σ_j β(j) cos jθ.
  public func symbol(_ theta: Extended) -> Extended {
    integerValues.enumerated().reduce(0) { sum, entry in
      let (j, value) = entry
      return sum + (j == 0 ? value : 2 * value * Extended.cos(Extended(j) * theta))
    }
  }

  /// β(0), β(1), … up to the end of the support.
  public var integerValues: [Extended] {
    degree < BSpline.tabulated.count ? BSpline.tabulated[degree] : sampled
  }

  private var sampled: [Extended] { (0...(degree / 2)).map { value(Extended($0)) } }

  /// The recursion doubles with every degree: symbols are evaluated a mode at a time.
  private static let tabulated = (0...7).map { BSpline(degree: $0).sampled }

  /// u ↦ Σ_j β(j) u(t + j): multiplication by the symbol.
  public var sampling: Stencil {
    let values = integerValues
    return Stencil(
      values.indices.flatMap { j in
        j == 0
          ? [Stencil.Tap(half: 0, weight: values[0])]
          : [-j, j].map { Stencil.Tap(half: 2 * $0, weight: values[j]) }
      })
  }
}
