public import Grids

extension Discretization {
  /// The m-th derivative of a spline at the offset ξ of every cell, as a sum over its coefficients;
  /// centred at the cell's lower end. nil for the other kinds and where m exceeds the degree.
  public func evaluation(offset xi: Extended, derivative m: Int = 0, on axis: Axis) -> Stencil? {
    guard case .spline(let p) = self, m <= p else { return nil }
    let beta = BSpline(degree: p)
    let scale = 1 / power(axis.spacing, m)
    let reach = p + 3
    return Stencil(
      ((-reach)...reach).filter { ($0 - axis.firstHalf).isMultiple(of: 2) }.compactMap { half in
        let value = beta.derivative(m, xi - Extended(half) / 2)
        return value == 0 ? nil : Stencil.Tap(half: half, weight: scale * value)
      })
  }

  /// b_m as a sum over neighbours of spline coefficients: (−δ²/h²)^m B_{2(p−m)+1}.
  public func gramStencil(_ m: Int, on axis: Axis) -> Stencil? {
    guard let mass = mass(derivative: m), isSpline else { return nil }
    let h = axis.spacing
    let second = (-1 / (h * h)) * (Stencil.difference * Stencil.difference)
    return (0..<m).reduce(mass) { s, _ in s * second }
  }
}
