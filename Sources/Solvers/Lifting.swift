public import Formulas
public import Grids

extension BoundaryData {
  /// P_i: the polynomial in one coordinate that has the data of its two sides.
  ///
  ///     Dirichlet–Dirichlet   g₀ + (g₁ − g₀) ξ/L           ξ = x − a
  ///     Dirichlet–Neumann     g₀ + s₁ ξ                    s = ∂u/∂x, not outwards
  ///     Neumann–Dirichlet     g₁ + s₀ (ξ − L)
  ///     Neumann–Neumann       s₀ ξ + (s₁ − s₀) ξ²/(2L)
  ///
  /// About each end u − P_i u has the homogeneous reflection, and every consistent difference is
  /// exact on P_i u: with it a difference scheme is the one with the usual ghost values.
  /// nil if both data are 0 or the axis is periodic.
  public func lift(axis i: Int, on grid: Grid, diffusion: [Extended]) -> Formula? {
    let data = Side.allCases.map { side -> Formula in
      let side = BoxSide(axis: i, side: side)
      guard grid.end(side) == .neumann else { return self[side] }
      let slope = self[side] / Formula(Formula.Constant(diffusion[i]))
      return side.side == .lower ? -slope : slope
    }
    return Self.polynomial(data[0], data[1], axis: grid.axes[i], coordinate: i)
  }

  /// W: a function that has all the data, by sequential transfinite interpolation.
  ///
  ///     W₀ = 0,   W_i = W_{i−1} + P_i (u − W_{i−1})
  ///
  /// Compatible data agree on the edges, so that a later axis does not disturb an earlier one.
  ///
  /// - Throws: where a datum has no exact derivative and an edge of Neumann sides asks for one.
  public func transfiniteLift(
    on grid: Grid, diffusion: [Extended]
  ) throws(DifferentiationError) -> Formula? {
    guard !isHomogeneous else { return nil }
    var w: Formula = 0
    for i in grid.axes.indices where !grid.axes[i].isPeriodic {
      var data: [Formula] = []
      for side in Side.allCases {
        let side = BoxSide(axis: i, side: side)
        if grid.end(side) == .dirichlet {
          data.append(self[side] - w.trace(on: side, of: grid))
        } else {
          let slope = self[side] / Formula(Formula.Constant(diffusion[i]))
          let outwards = side.side == .lower ? -slope : slope
          data.append(outwards - (try w.derivative(side.coordinate)).trace(on: side, of: grid))
        }
      }
      if let p = Self.polynomial(data[0], data[1], axis: grid.axes[i], coordinate: i) { w = w + p }
    }
    return w.isZero ? nil : w
  }

  private static func polynomial(
    _ lower: Formula, _ upper: Formula, axis: Axis, coordinate i: Int
  ) -> Formula? {
    guard case .bounded(let a, let b) = axis.boundary, !(lower.isZero && upper.isZero) else {
      return nil
    }
    let x: Formula = [.x, .y, .z][i]
    let length = Formula(Formula.Constant(axis.length))
    let xi = x - Formula(Formula.Constant(axis.lower))
    switch (a, b) {
    case (.dirichlet, .dirichlet): return lower + (upper - lower) * (xi / length)
    case (.dirichlet, .neumann): return lower + upper * xi
    case (.neumann, .dirichlet): return upper + lower * (xi - length)
    case (.neumann, .neumann): return lower * xi + (upper - lower) * (xi * xi) / (2 * length)
    }
  }
}
