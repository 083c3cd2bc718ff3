public import Grids

/// A weak derivative of one axis as a sum over neighbours, and the space it leads to.
public struct WeakDerivative: Sendable {
  /// The sum over neighbours.
  public let stencil: Stencil
  /// The axis on which the result lives.
  public let axis: Axis
}

extension Discretization {
  /// The first weak derivative as this discretisation takes it; nil for `spectral`, `stencil` and
  /// `mehrstellen`, which have none between neighbours, and where the derivative's axis has no point.
  public func weakDerivative(on axis: Axis) -> WeakDerivative? {
    let h = axis.spacing
    switch self {
    case .spectral, .stencil, .mehrstellen:
      return nil
    case .staggered(let order):
      return axis.staggered.map { WeakDerivative(stencil: (1 / h) * staggered(order), axis: $0) }
    case .spline:
      return axis.staggered.map { WeakDerivative(stencil: (1 / h) * .difference, axis: $0) }
    case .centred(let order):
      guard let target = axis.collocated else { return nil }
      let near = Stencil([.init(half: -2, weight: -0.5), .init(half: 2, weight: 0.5)])
      let far = Stencil([.init(half: -4, weight: -0.25), .init(half: 4, weight: 0.25)])
      let first = order == 2 ? near : (4 / 3) * near + (-1 / 3) * far
      return WeakDerivative(stencil: (1 / h) * first, axis: target)
    }
  }

  /// −Δ_h of a `stencil`; nil for the other kinds.
  public func laplacian(on axis: Axis) -> Stencil? {
    guard case .stencil(let order) = self else { return nil }
    let h = axis.spacing
    // 4s² = −δ²: θ² = 2 Σ (4s²)^j / (j² C(2j,j))
    let minusSecond = (-1) * (Stencil.difference * Stencil.difference)
    var power = Stencil.identity
    var sum = Stencil([])
    for c in arcsineSquaredCoefficients(order / 2) {
      power = power * minusSecond
      sum = sum + c * power
    }
    return (1 / (h * h)) * sum
  }

  /// The Gram matrix that measures the m-th derivative: splines have one, the others the identity.
  public func mass(derivative m: Int) -> Stencil? {
    guard case .spline(let p) = self else { return .identity }
    return m <= p ? BSpline(degree: 2 * (p - m) + 1).sampling : nil
  }

  /// δ Σ_{j<r} C(2j,j)/(4^j(2j+1)) (−δ²/4)^j, δ = E^{½} − E^{−½}: s² = −δ²/4 in the arcsine series.
  private func staggered(_ order: Int) -> Stencil {
    let s2 = (-1 / 4) * (Stencil.difference * Stencil.difference)
    var power = Stencil.identity
    var sum = Stencil([])
    for c in arcsineCoefficients(order / 2) {
      sum = sum + c * power
      power = power * s2
    }
    return Stencil.difference * sum
  }
}
