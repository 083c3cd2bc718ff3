import Discretizations
package import Grids
import RealModule

/// The compact scheme of order 4 (Collatz's *Mehrstellenverfahren*): 3, 9 or 19 points.
///
///     A = Σ aᵢ Lᵢ − Σ_{i<j} (aᵢhⱼ² + aⱼhᵢ²)/12 LᵢLⱼ + c B,   B = 1 − Σ hᵢ²/12 Lᵢ,   A u = B f
///
/// with Lᵢ = −δᵢ²/hᵢ². Taylor's series of −aᵢ∂ᵢ²u = aᵢ(Lᵢ + hᵢ²/12 ∂ᵢ⁴)u + O(h⁴), and the equation in
/// place of aᵢ∂ᵢ⁴u, which leaves the mixed fourth derivatives for any constant aᵢ and any hᵢ. A is
/// definite for c ≥ 0: hᵢ²Lᵢ ≤ 4.
///
/// Source: Collatz, *The Numerical Treatment of Differential Equations*, 1960, chapter V; in space
/// Spotz & Carey, *Numer. Methods PDE* 12 (1996).
struct Mehrstellen<Scalar: Real & BinaryFloatingPoint & Sendable> {
  let op: EllipticOperator
  let grid: Grid
  /// Lᵢ at the modes of each axis.
  private let second: [[Scalar]]

  init(_ op: EllipticOperator, on grid: Grid) {
    self.op = op
    self.grid = grid
    second = grid.tabulate { axis, i in
      let s = Extended.sin(axis.theta(i) / 2)
      return Scalar(4 * s * s / (axis.spacing * axis.spacing))
    }
  }

  /// h²/12 of an axis.
  static func twelfth(_ axis: Axis) -> Extended { axis.spacing * axis.spacing / 12 }

  /// The factor of LᵢLⱼ in A: −(aᵢhⱼ² + aⱼhᵢ²)/12.
  func mixed(_ i: Int, _ j: Int) -> Extended {
    -(op.diffusion[i] * Self.twelfth(grid.axes[j]) + op.diffusion[j] * Self.twelfth(grid.axes[i]))
  }

  /// The factor of Lᵢ in A: aᵢ − c hᵢ²/12.
  func plain(_ i: Int) -> Extended {
    op.diffusion[i] - op.reaction * Self.twelfth(grid.axes[i])
  }

  /// The unordered pairs of axes.
  var pairs: [(Int, Int)] {
    grid.axes.indices.flatMap { j in (0..<j).map { ($0, j) } }
  }

  /// A
  var symbol: Symbol<Scalar> {
    var products = grid.axes.indices.map { product(Scalar(plain($0)), [$0]) }
    products += pairs.map { product(Scalar(mixed($0, $1)), [$0, $1]) }
    if op.reaction != 0 { products.append(product(Scalar(op.reaction), [])) }
    return Symbol(.products(products))
  }

  /// B, by reflection at the ends.
  var correction: Symbol<Scalar> {
    Symbol(
      .products(
        [product(1, [])]
          + grid.axes.indices.map { product(Scalar(-Self.twelfth(grid.axes[$0])), [$0]) }))
  }

  private func product(_ coefficient: Scalar, _ axes: [Int]) -> Symbol<Scalar>.Product {
    .init(
      coefficient,
      grid.axes.indices.map { a in
        axes.contains(a) ? second[a] : [Scalar](repeating: 1, count: second[a].count)
      })
  }
}

extension Scheme {
  /// The depth of the lifting that a scheme needs for its own order, whatever the data: 2 for the
  /// compact scheme with Dirichlet ends between points, 1 with other ends; 0 for other schemes.
  package func ownLifting(on axes: [(boundary: Boundary, placement: Placement)]) -> Int {
    guard isMehrstellen else { return 0 }
    let depths = axes.map { axis -> Int in
      guard case .bounded(let a, let b) = axis.boundary else { return 0 }
      return axis.placement == .cells && (a == .dirichlet || b == .dirichlet) ? 2 : 1
    }
    return depths.max() ?? 0
  }
}
