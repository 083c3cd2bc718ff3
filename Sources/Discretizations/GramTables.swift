public import Grids

/// The Gram symbols of a scheme at the stored modes of a grid, a table an axis.
///
/// All are symbols *of nodal values*: b_m / B_p², so that a grid function's norm needs no division.
/// For every kind but splines of degree 2 and 3 that is b_m itself.
public struct GramTables<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// The grid it lives on.
  public let grid: Grid
  /// The kinds of the axes.
  public let scheme: Scheme
  private let orders: [[[Scalar]?]]
  /// B_p of each axis: nodal values are coefficients times their product.
  public let nodal: [[Scalar]]

  /// Tables of b₀ … b_m for m ≤ `upTo`.
  ///
  /// - Complexity: O(Σ n) evaluations in extended precision.
  public init(_ scheme: Scheme, on grid: Grid, upTo order: Int) {
    self.grid = grid
    self.scheme = scheme
    let shape = grid.spectrumShape
    let nodal = grid.axes.indices.map { a -> [Extended]? in
      guard case .spline(let degree) = scheme[a], degree > 1 else { return nil }
      return (0..<shape[a]).map { scheme[a].nodal(axis: grid.axes[a], mode: $0) }
    }
    self.nodal = grid.axes.indices.map { a in
      nodal[a]?.map { Scalar($0) } ?? [Scalar](repeating: 1, count: shape[a])
    }
    orders = grid.axes.indices.map { a in
      (0...max(order, 1)).map { m -> [Scalar]? in
        guard m <= scheme[a].highestDerivative ?? m else { return nil }
        return (0..<shape[a]).map { i in
          let b = scheme[a].gram(m, axis: grid.axes[a], mode: i)!
          return nodal[a].map { Scalar(b / ($0[i] * $0[i])) } ?? Scalar(b)
        }
      }
    }
  }

  /// b_m along one axis; nil where it does not exist.
  public func table(_ m: Int, axis: Int) -> [Scalar]? { orders[axis][m] }

  /// Π_i b_{αᵢ}; nil where one of them does not exist.
  public func product(_ alpha: [Int], coefficient: Scalar = 1) -> Symbol<Scalar>.Product? {
    var tables: [[Scalar]] = []
    for (axis, m) in alpha.enumerated() {
      guard let table = table(m, axis: axis) else { return nil }
      tables.append(table)
    }
    return Symbol.Product(coefficient, tables)
  }

  /// M = Π b₀.
  public var mass: Symbol<Scalar>.Product { product([Int](repeating: 0, count: grid.rank))! }

  /// λ_h, one summand b₁/b₀ an axis, times a coefficient each.
  public func eigenvalue(_ diffusion: [Scalar]? = nil) -> [[Scalar]] {
    grid.axes.indices.map { a in
      let scale = diffusion?[a] ?? 1
      return zip(table(1, axis: a)!, table(0, axis: a)!).map { scale * ($0 / $1) }
    }
  }

  /// λ^j as the scheme has it: Σ_{|α|=j} (j!/α!) Π aᵢ^{αᵢ} b_{αᵢ}; nil where a b does not exist.
  public func laplacian(power j: Int, diffusion: [Scalar]? = nil) -> [Symbol<Scalar>.Product]? {
    var products: [Symbol<Scalar>.Product] = []
    for alpha in MultiIndex.all(order: j, rank: grid.rank) {
      var coefficient = Scalar(MultiIndex.multinomial(alpha))
      if let diffusion {
        for (a, m) in zip(diffusion, alpha) { for _ in 0..<m { coefficient *= a } }
      }
      guard let product = product(alpha, coefficient: coefficient) else { return nil }
      products.append(product)
    }
    return products
  }
}
