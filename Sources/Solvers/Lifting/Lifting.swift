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
    let data = Side.allCases.map { side -> [Formula] in
      let side = BoxSide(axis: i, side: side)
      return [grid.end(side) == .neumann ? slope(side, diffusion) : self[side]]
    }
    return grid.axes[i].polynomial(data[0], data[1], coordinate: i)
  }

  /// The data of a side as the normal derivative that its end fixes: u, or ∂u/∂x.
  fileprivate func slope(_ side: BoxSide, _ diffusion: [Extended]) -> Formula {
    let slope = self[side] / Formula(Formula.Constant(diffusion[side.axis]))
    return side.side == .lower ? -slope : slope
  }
}

extension BoundaryValueProblem {
  /// ∂ᵢ^{q+2j} u on a side, j = 0 … depth; q = 0 on a Dirichlet side, 1 on a Neumann side.
  ///
  /// The datum gives j = 0; the equation, differentiated, the others:
  ///
  ///     aᵢ ∂ᵢ² w = c w − Σ_{k≠i} a_k ∂_k² w − ∂ᵢ^m f    on the side, w = ∂ᵢ^m u
  ///
  /// - Throws: where f or a datum has no exact derivative.
  public func normalDerivatives(
    on side: BoxSide, of grid: Grid, depth: Int
  ) throws(DifferentiationError) -> [Formula] {
    let i = side.axis
    let isSlope = grid.end(side) == .neumann
    var w = isSlope ? data.slope(side, op.diffusion) : data[side]
    var derivatives = [w]
    for j in 0..<depth {
      let m = (isSlope ? 1 : 0) + 2 * j
      var right = Formula(Formula.Constant(op.reaction)) * w
      for (k, a) in op.diffusion.enumerated() where k != i {
        right = right - Formula(Formula.Constant(a)) * (try w.derivative(k, order: 2, on: grid))
      }
      right = right - (try source.derivative(i, order: m)).trace(on: side, of: grid)
      w = right / Formula(Formula.Constant(op.diffusion[i]))
      derivatives.append(w)
    }
    return derivatives
  }

  /// W; nil where it is 0. On `free` sides it takes nothing up.
  public func lift(
    on grid: Grid, depth: Int = 0, free: Set<BoxSide> = []
  ) throws(SolverError) -> Formula? {
    do {
      return try transfiniteLift(on: grid, depth: depth, free: free)
    } catch {
      throw .notAvailable(
        "a lifting of data without the derivatives that it needs on the boundary: \(error)")
    }
  }

  /// W: a function that has all the data, and to the given depth all the even (at a Neumann side odd)
  /// normal derivatives of u there, by sequential transfinite interpolation.
  ///
  ///     W₀ = 0,   W_i = W_{i−1} + P_i (u − W_{i−1})
  ///
  /// with P_i Lidstone's interpolation along axis i (``EndPolynomials``). Compatible data agree on the
  /// edges, so that a later axis does not disturb an earlier one; where they do not, W misses data
  /// (``heldLift(on:depth:free:)``). The odd (even) reflection of u − W jumps first in the derivative of order
  /// 2·depth + 2 (2·depth + 3 at a Neumann side).
  ///
  /// On a `free` side nothing is known of u, and the correction P_i has the derivatives 0 there. That
  /// W has them would not do: on an earlier axis' side the correction would be −∂ᵢ W, not 0.
  ///
  /// - Throws: where the source or a datum has no exact derivative and one is asked for.
  public func transfiniteLift(
    on grid: Grid, depth: Int = 0, free: Set<BoxSide> = []
  ) throws(DifferentiationError) -> Formula? {
    guard depth > 0 || !data.isHomogeneous else { return nil }
    var w: Formula = 0
    for i in grid.axes.indices where !grid.axes[i].isPeriodic {
      var gaps: [[Formula]] = []
      for side in Side.allCases {
        let side = BoxSide(axis: i, side: side)
        if free.contains(side) {
          gaps.append([Formula](repeating: 0, count: depth + 1))
          continue
        }
        let q = grid.end(side) == .neumann ? 1 : 0
        var gap: [Formula] = []
        for (j, t) in try normalDerivatives(on: side, of: grid, depth: depth).enumerated() {
          gap.append(t - (try w.derivative(i, order: q + 2 * j)).trace(on: side, of: grid))
        }
        gaps.append(gap)
      }
      if let p = grid.axes[i].polynomial(gaps[0], gaps[1], coordinate: i) { w = w + p }
    }
    return w.isZero ? nil : w
  }
}

extension Axis {
  /// Σ_j of both ends: the derivative of order q + 2j there, times L^{q+2j} p_j((x − a)/L).
  fileprivate func polynomial(
    _ lower: [Formula], _ upper: [Formula], coordinate i: Int
  ) -> Formula? {
    guard case .bounded(let a, let b) = boundary, !(lower + upper).allSatisfy(\.isZero) else {
      return nil
    }
    let x: Formula = [.x, .y, .z][i]
    let xi = (x - Formula(Formula.Constant(self.lower))) / Formula(Formula.Constant(length))
    let polynomials = EndPolynomials(lower: a, upper: b, depth: lower.count - 1)
    var total: Formula = 0
    for (end, values, basis) in [(a, lower, polynomials.lower), (b, upper, polynomials.upper)] {
      for (j, value) in values.enumerated() where !value.isZero {
        let order = (end == .neumann ? 1 : 0) + 2 * j
        let scale = (0..<order).reduce(Extended(1)) { product, _ in product * length }
        var p: Formula = 0
        for c in basis[j].reversed() { p = p * xi + Formula(Formula.Constant(c)) }
        total = total + value * (Formula(Formula.Constant(scale)) * p)
      }
    }
    return total.isZero ? nil : total
  }
}

extension Formula {
  /// ∂_k^m u; u itself for m = 0.
  func derivative(_ k: Int, order m: Int) throws(DifferentiationError) -> Formula {
    m == 0 ? self : try derivative(Coordinate(rawValue: k)!, order: m)
  }
}
