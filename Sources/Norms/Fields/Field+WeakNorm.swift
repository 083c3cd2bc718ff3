public import Discretizations
public import Fields
import Grids
import RealModule
import Transforms

extension Field {
  /// ‖u‖ of natural order s ≥ 0 from weak derivatives on the grid: no symbol is involved.
  ///
  /// Each ∂^α u is a difference that lives where its space says, measured by that space's own
  /// quadrature (splines: by its Gram matrix); a `stencil` is ⟨(−Δ_h)^m u, u⟩; `spectral` is the
  /// collocated derivative. Summation by parts is exact on every kind of axis, so that this equals
  /// the symbol's value to round-off — for `spectral` without its last mode.
  ///
  /// W^{k,p} is the same with p-th powers; TV is measured on the grid's faces.
  ///
  /// nil where the scheme is not conforming, or for a norm that is not of natural order.
  ///
  /// - Complexity: O(N) for each multi-index.
  public func weakNorm(_ norm: Norm, scheme: Scheme) -> Scalar? {
    if norm.isMeasuredOnGrid { return gridNorm(norm, scheme: scheme) }
    guard let terms = norm.derivatives(rank: grid.rank) else { return nil }
    let c = scheme.isGalerkin ? splineCoefficients(scheme) : self
    var total: Scalar = 0
    for (alpha, weight) in terms {
      guard scheme.admits(alpha) else { return nil }
      total += Scalar(weight) * c.energy(alpha, scheme)
    }
    // A stencil's energy of a constant is 0 but for round-off, which has either sign.
    return total < 0 ? 0 : total.squareRoot()
  }

  /// ‖∂^α u‖² as the scheme takes it.
  private func energy(_ alpha: [Int], _ scheme: Scheme) -> Scalar {
    var v = self
    var w = self
    for (a, m) in alpha.enumerated() {
      if let laplacian = scheme[a].laplacian(on: grid.axes[a]) {
        for _ in 0..<m { w = w.applying(laplacian, axis: a, onto: w.grid.axes[a]) }
        continue
      }
      for _ in 0..<m {
        guard let dv = v.weakDerivative(axis: a, scheme[a]),
          let dw = w.weakDerivative(axis: a, scheme[a])
        else { return 0 }
        (v, w) = (dv, dw)
      }
      if let mass = scheme[a].mass(derivative: m), mass != .identity {
        w = w.applying(mass, axis: a, onto: w.grid.axes[a])
      }
    }
    return v.inner(w)
  }

  /// One weak derivative along an axis; nil where its space has no point, and it vanishes.
  private func weakDerivative(axis a: Int, _ kind: Discretization) -> Field? {
    if kind == .spectral { return Coefficients(self).derivative(axis: a).map { Field($0) } }
    guard let d = kind.weakDerivative(on: grid.axes[a]) else { return nil }
    return applying(d.stencil, axis: a, onto: d.axis)
  }

  /// The B-spline coefficients whose values at the points are u.
  package func splineCoefficients(_ scheme: Scheme) -> Field {
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: 1)
    // Degree 1: the coefficients are the values.
    if tables.nodal.allSatisfy({ $0.allSatisfy { $0 == 1 } }) { return self }
    var uHat = Coefficients(self)
    uHat.multiply(
      by: Symbol(
        .products([.init(1, tables.nodal)]),
        numerator: .init(1, grid.tabulate { _, _ in 1 })))
    return Field(consuming: uHat)
  }
}

extension Norm {
  /// The multi-indices of a norm of natural order and how often each counts; nil for other norms.
  public func derivatives(rank: Int) -> [(alpha: [Int], weight: Int)]? {
    let s: Int
    switch core {
    case .slobodeckij(let k, _) where k == k.rounded():
      return (isSeminorm ? Int(k)...Int(k) : 0...Int(k)).flatMap { j in
        MultiIndex.all(order: j, rank: rank).map { ($0, 1) }
      }
    case .lebesgue(2): s = 0
    case .sobolev(let order) where order >= 0 && order == order.rounded(): s = Int(order)
    default: return nil
    }
    let orders = isSeminorm ? s...s : 0...s
    switch form {
    case .multiindex:
      return orders.flatMap { MultiIndex.all(order: $0, rank: rank) }.map { ($0, 1) }
    case .ends where s > 0:
      let last = (0..<rank).map { a in (alpha: (0..<rank).map { $0 == a ? s : 0 }, weight: 1) }
      return isSeminorm ? last : [([Int](repeating: 0, count: rank), 1)] + last
    case .bessel where !isSeminorm, .graph where !isSeminorm:
      return nil
    default:
      return orders.flatMap { j in
        MultiIndex.all(order: j, rank: rank).map { ($0, MultiIndex.multinomial($0)) }
      }
    }
  }
}
