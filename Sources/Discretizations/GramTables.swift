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
  /// - Complexity: O(Σ n) evaluations in extended precision; none for tables that were asked for
  ///   lately.
  public init(_ scheme: Scheme, on grid: Grid, upTo order: Int) {
    self.grid = grid
    self.scheme = scheme
    let shape = grid.spectrumShape
    nodal = grid.axes.indices.map { GramTables.nodal(scheme[$0], grid.axes[$0], modes: shape[$0]) }
    orders = grid.axes.indices.map { a in
      (0...max(order, 1)).map { GramTables.gram($0, scheme[a], grid.axes[a], modes: shape[a]) }
    }
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  private static func nodal(_ kind: Discretization, _ axis: Axis, modes: Int) -> [Scalar] {
    guard kind.hasNodalFactor else { return [Scalar](repeating: 1, count: modes) }
    return GramCache.table(
      .init(kind: kind, axis: axis, modes: modes, m: nil, scalar: ObjectIdentifier(Scalar.self))
    ) {
      (0..<modes).map { kind.nodal(axis: axis, mode: $0) }.rounded()
    }
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  private static func gram(
    _ m: Int, _ kind: Discretization, _ axis: Axis, modes: Int
  ) -> [Scalar]? {
    guard m <= kind.highestDerivative ?? m else { return nil }
    if m == 0, !kind.isSpline { return [Scalar](repeating: 1, count: modes) }
    return GramCache.table(
      .init(kind: kind, axis: axis, modes: modes, m: m, scalar: ObjectIdentifier(Scalar.self))
    ) {
      (0..<modes).map { i in
        let b = kind.gram(m, axis: axis, mode: i)!
        guard kind.hasNodalFactor else { return Scalar(b) }
        let nodal = kind.nodal(axis: axis, mode: i)
        return Scalar(b / (nodal * nodal))
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
      quotients(table(1, axis: a)!, table(0, axis: a)!, times: diffusion?[a] ?? 1)
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

extension Discretization {
  /// Whether nodal values and coefficients differ: splines of degree 2 and 3.
  fileprivate var hasNodalFactor: Bool {
    if case .spline(let degree) = self { return degree > 1 }
    return false
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
private func quotients<Scalar: BinaryFloatingPoint>(
  _ numerators: [Scalar], _ denominators: [Scalar], times scale: Scalar
) -> [Scalar] {
  zip(numerators, denominators).map { scale * ($0 / $1) }
}
