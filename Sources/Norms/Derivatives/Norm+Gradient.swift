public import Discretizations
public import Fields
public import Grids
import RealModule
public import Transforms

/// Derivatives of norms: the field g with d/dt ‖u + t v‖ = (g, v) for every v.
extension Norm {
  /// The gradient of ‖·‖ at u in an inner product; at a kink, and at 0, an element of the
  /// subdifferential.
  ///
  ///     H^s, L²     w û / ‖u‖                        w the weight of the norm's own form
  ///     L^p         ‖u‖^{1−p} |u|^{p−2} u
  ///     W^{k,p}     ‖u‖^{1−p} Σ_α (∂^α)* |∂^α u|^{p−2} ∂^α u        the p-Laplacian for k = 1
  ///     TV          −∇·(∇u/|∇u|)                     ℓ^p as L^p, by values
  ///
  /// The adjoint is the scheme's own, in the grid's inner product. What is chosen where the norm is
  /// not differentiable: 0 for the sign of 0 (p = 1, TV, and ℓ^p with p < 1, whose slope there is
  /// infinite), the mean over all places that attain the maximum (p = ∞), 0 at u = 0.
  /// It is a subgradient: ‖v‖ ≥ (g, v) for every v, with equality for v = u.
  ///
  /// `inner` is the norm of the inner product, as the same scheme sees it: L² gives the gradient
  /// itself (for splines divided by the mass matrix), H^s the Sobolev gradient, divided by the
  /// weight of H^s. In a homogeneous one the gradient's kernel part is left out.
  ///
  /// nil where the scheme is not conforming for one of the two, for the counts, which have no
  /// derivative, and for the norms of fractional smoothness that are not a weight on |û|². Traps if `inner` has no inner product.
  ///
  /// - Throws: as ``Fields/Field/norms(_:scheme:lastMode:)`` does.
  /// - Complexity: that of the norm, and two transforms for an inner product that is not the grid's.
  public func gradient<Scalar: TransformScalar>(
    at u: Field<Scalar>, scheme: Scheme = .spectral, in inner: Norm = .l2,
    lastMode: LastMode = .parseval
  ) throws(NormError) -> Field<Scalar>? {
    guard let size = try u.norms([self], scheme: scheme, lastMode: lastMode)[0] else { return nil }
    guard inner.isInnerProduct(scheme, on: u.grid) else { return nil }
    // One way and back: what the weight makes large and the other weight small again is not rounded.
    if let weight: Symbol<Scalar> = symbol(scheme, on: u.grid) {
      if size == 0 { return Field(in: u.space) }
      var uHat = Coefficients(u)
      uHat.multiply(by: weight)
      inner.divide(&uHat, scheme)
      if scheme.isSpectral, lastMode != .parseval { uHat.weighLastModes(lastMode) }
      return (1 / size) * Field(consuming: uHat)
    }
    guard hasGridGradient else { return nil }
    if size == 0 { return Field(in: u.space) }
    let g = gridGradient(at: u, size, scheme)
    if inner == .l2, !scheme.isGalerkin { return g }
    var gHat = Coefficients(g)
    inner.divide(&gHat, scheme)
    return Field(consuming: gHat)
  }

  /// The gradient of ½‖·‖² at u, ‖u‖ times that of ‖·‖: linear in u for H^s, there (1 − Δ)^s u in
  /// L² for the form `bessel`, and u itself in its own inner product.
  ///
  /// Parameters, choices and complexity are those of ``gradient(at:scheme:in:lastMode:)``.
  public func gradientOfHalfSquare<Scalar: TransformScalar>(
    at u: Field<Scalar>, scheme: Scheme = .spectral, in inner: Norm = .l2,
    lastMode: LastMode = .parseval
  ) throws(NormError) -> Field<Scalar>? {
    guard let size = try u.norms([self], scheme: scheme, lastMode: lastMode)[0],
      let g = try gradient(at: u, scheme: scheme, in: inner, lastMode: lastMode)
    else { return nil }
    return size * g
  }

  /// g with d/dt ‖u + t v‖ = (g, v) in the grid's quadrature, ‖u‖ = size ≠ 0.
  private func gridGradient<Scalar: TransformScalar>(
    at u: Field<Scalar>, _ size: Scalar, _ scheme: Scheme
  ) -> Field<Scalar> {
    let weights = u.grid.axes.map { $0.weights.rounded(to: Scalar.self) }
    switch core {
    case .totalVariation:
      let variation = TotalVariation(on: u.space)
      return variation.adjoint(
        variation.directions(variation.faces(u), isIsotropic: form != .anisotropic))
    case .vector(.power(let p)):
      let ones = u.grid.shape.map { [Scalar](repeating: 1, count: $0) }
      var g = PowerGradient(p, size, [u.values]).values(u.values, weights: ones)
      scale(&g, by: weights.map { $0.map { 1 / $0 } })
      return Field(in: u.space, values: g)
    case .lebesgue(let p):
      let g = PowerGradient(p, size, [u.values]).values(u.values, weights: weights)
      return Field(in: u.space, values: g)
    case .slobodeckij(_, let p) where isMeasuredOnGrid:
      return u.weakPowerGradient(self, p, size, scheme)
    default: preconditionFailure("the gradient of \(self) is not taken on the grid")
    }
  }

  /// ĝ ← ĝ/w: from (g, v) = (r, v)_X to r, X the space of this norm as the scheme sees it.
  private func divide<Scalar: TransformScalar>(_ gHat: inout Coefficients<Scalar>, _ scheme: Scheme)
  {
    if self == .l2, !scheme.isGalerkin { return }
    let w: Symbol<Scalar> = symbol(scheme, on: gHat.grid)!
    let one = Symbol<Scalar>.Product(1, gHat.grid.tabulate { _, _ in 1 })
    guard let numerator = w.numerator else {
      gHat.multiply(by: Symbol(w.rule, numerator: one))
      return
    }
    gHat.multiply(by: Symbol(w.rule))
    gHat.multiply(by: Symbol(.products([numerator]), numerator: one))
  }

  /// Whether the scheme is conforming for this norm; traps if the norm has no inner product.
  private func isInnerProduct(_ scheme: Scheme, on grid: Grid) -> Bool {
    if symbol(scheme, on: grid, Float.self) != nil { return true }
    if case .sobolev = core { return false }
    if case .slobodeckij(let k, 2) = core, k == k.rounded() { return false }
    preconditionFailure("\(self) is not a weight on |û|², and has no inner product")
  }

  /// Whether its derivative is taken from values on some grid.
  private var hasGridGradient: Bool {
    switch core {
    case .lebesgue, .vector(.power): true
    default: isMeasuredOnGrid && core != .vector(.nonzeros) && core != .vector(.hamming)
    }
  }
}

extension Coefficients {
  /// û ← the share of each last mode that a policy counts.
  fileprivate mutating func weighLastModes(_ policy: LastMode) {
    let shares = zip(grid.energyWeights(lastMode: policy), grid.energyWeights()).map { a, b in
      zip(a, b).map { Scalar($0 / $1) }
    }
    multiply(by: Symbol(.products([.init(1, shares)])))
  }
}
