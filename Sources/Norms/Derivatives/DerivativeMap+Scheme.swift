import Discretizations
import Fields
import Grids
import RealModule
import Transforms

extension DerivativeMap {
  /// Calls `body` with the maps whose weighted ℓ^p norms make up ‖∂^α u‖_p as the scheme has it:
  /// one for differences and collocated derivatives, one a Gauss point for splines, none where the
  /// derivative's space has no point.
  ///
  /// Gauss quadrature between the knots is exact for even p up to 32/degree, for p = ∞ the ends of
  /// the pieces join the Gauss points.
  static func forEach(
    _ alpha: [Int], _ scheme: Scheme, on space: FunctionSpace<Scalar>, exponent p: Double,
    _ body: (DerivativeMap) -> Void
  ) {
    let grid = space.grid
    let collocated = grid.axes.indices.map { scheme[$0] == .spectral ? alpha[$0] : 0 }
    var middle = grid
    for (a, m) in collocated.enumerated() where !m.isMultiple(of: 2) {
      guard let target = grid.axes[a].collocated else { return }
      middle = middle.replacing(a, by: target)
    }
    let middleSpace = middle == grid ? space : FunctionSpace<Scalar>(on: middle)
    let choices = grid.axes.indices.map { a in
      scheme[a] == .spectral
        ? [AxisChoice(maps: [], weights: middle.axes[a].weights.rounded(to: Scalar.self))]
        : AxisChoice.all(scheme[a], order: alpha[a], on: grid.axes[a], exponent: p)
    }
    if choices.contains(where: \.isEmpty) { return }
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      var sparse = TensorMap<Scalar>(on: middle.shape)
      for a in grid.axes.indices {
        for map in choices[a][choice[a]].maps { sparse.append(map, axis: a) }
      }
      body(
        DerivativeMap(
          source: space, collocated: collocated, middle: middleSpace, sparse: sparse,
          weights: grid.axes.indices.map { choices[$0][choice[$0]].weights }))
    } while advance(&choice, below: choices.map(\.count))
  }

  /// The next choice in row-major order; false after the last.
  private static func advance(_ choice: inout [Int], below counts: [Int]) -> Bool {
    for a in choice.indices.reversed() {
      choice[a] += 1
      if choice[a] < counts[a] { return true }
      choice[a] = 0
    }
    return false
  }
}

/// The m-th derivative along one axis: differences to a space of their own, or a spline at one offset
/// in every cell.
private struct AxisChoice<Scalar: TransformScalar> {
  let maps: [AxisMap<Scalar>]
  let weights: [Scalar]

  static func all(
    _ kind: Discretization, order m: Int, on axis: Axis, exponent p: Double
  ) -> [AxisChoice] {
    if case .spline(let degree) = kind { return spline(degree, order: m, on: axis, exponent: p) }
    var maps: [AxisMap<Scalar>] = []
    var current = axis
    for _ in 0..<m {
      guard let d = kind.weakDerivative(on: current) else { return [] }
      maps.append(
        AxisMap(
          d.stencil, on: current, at: (0..<d.axis.count).lazy.map { d.axis.firstHalf + 2 * $0 }))
      current = d.axis
    }
    return [AxisChoice(maps: maps, weights: current.weights.rounded(to: Scalar.self))]
  }

  private static func spline(
    _ degree: Int, order m: Int, on axis: Axis, exponent p: Double
  ) -> [AxisChoice] {
    let kind = Discretization.spline(degree: degree)
    // |u|^p has degree p · degree between the knots, for even p.
    let even = p.isFinite ? 2 * min(Int((p / 2).rounded(.up)), 16) : 2
    let points = min(max((even * degree + 2) / 2, 4), 17)
    let rule = CellRule(kind, on: axis, points: points)
    let ends = p.isFinite ? [] : CellRule.ends(kind, on: axis)
    let h = axis.spacing
    let offsets =
      zip(rule.offsets, rule.weights).map { ($0, Scalar($1 * h)) } + ends.map { ($0, Scalar(h)) }
    return offsets.map { xi, weight in
      let stencil = kind.evaluation(offset: xi, derivative: m, on: axis)!
      return AxisChoice(
        maps: [AxisMap(stencil, on: axis, at: (0..<axis.cells).lazy.map { 2 * $0 })],
        weights: [Scalar](repeating: weight, count: axis.cells))
    }
  }
}
