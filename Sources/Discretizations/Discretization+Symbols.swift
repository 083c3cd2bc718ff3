public import Grids
import RealModule

extension Discretization {
  /// Whether the order or degree is one that exists.
  public var isKnown: Bool {
    switch self {
    case .spectral, .mehrstellen: true
    case .staggered(let order), .stencil(let order): [2, 4, 6, 8].contains(order)
    case .centred(let order): [2, 4].contains(order)
    case .spline(let degree): [1, 2, 3].contains(degree)
    }
  }

  /// Whether the axis admits it: splines of degree 2 and 3 need a periodic one.
  public func isAdmitted(on axis: Axis) -> Bool {
    if case .spline(let degree) = self { return degree == 1 || axis.isPeriodic }
    return true
  }

  /// The highest m for which b_m exists; nil if all do.
  public var highestDerivative: Int? {
    if case .spline(let degree) = self { return degree }
    return nil
  }

  /// b_m of the i-th mode of an axis; nil where the discretisation is not conforming in H^m.
  ///
  /// With s = sin(θ/2), θ = κh:
  ///
  ///     spectral        κ^{2m}
  ///     staggered 2r    (δ/h)^{2m},  δ = 2 Σ_{j<r} C(2j,j) s^{2j+1} / (4^j (2j+1))
  ///     stencil 2r      b₁^m,  b₁h² = 2 Σ_{j=1..r} (2s)^{2j} / (j² C(2j,j))
  ///     centred 2, 4    (sin θ / h)^{2m},  (sin θ (4 − cos θ) / 3h)^{2m}
  ///     mehrstellen     b₁^m,  b₁h² = 4s² / (1 − s²/3)
  ///     spline p        (2s/h)^{2m} B_{2(p−m)+1}(θ),  m ≤ p
  public func gram(_ m: Int, axis: Axis, mode i: Int) -> Extended? {
    if m == 0, !isSpline { return 1 }
    if self == .spectral {
      let kappa = axis.frequency(i)
      return power(kappa, 2 * m)
    }
    let h = axis.spacing
    let theta = axis.theta(i)
    let s = Extended.sin(theta / 2)
    switch self {
    case .spectral:
      preconditionFailure("taken above")
    case .staggered(let order):
      return power(arcsine(s, terms: order / 2) / h, 2 * m)
    case .stencil(let order):
      return power(arcsineSquared(s, terms: order / 2) / (h * h), m)
    case .centred(let order):
      // The checkerboard is in the kernel, not merely close to it.
      if i == axis.lastMode { return 0 }
      let sine = Extended.sin(theta)
      let first = order == 2 ? sine : sine * (4 - Extended.cos(theta)) / 3
      return power(first / h, 2 * m)
    case .mehrstellen:
      return power(4 * s * s / (h * h * (1 - s * s / 3)), m)
    case .spline(let p):
      guard m <= p else { return nil }
      return power(2 * s / h, 2 * m) * BSpline(degree: 2 * (p - m) + 1).symbol(theta)
    }
  }

  /// B_p(θ): nodal values are coefficients times this. 1 for every kind but splines.
  public func nodal(axis: Axis, mode i: Int) -> Extended {
    if case .spline(let p) = self { return BSpline(degree: p).symbol(axis.theta(i)) }
    return 1
  }

  var isSpline: Bool {
    if case .spline = self { return true }
    return false
  }
}

/// x^m by products: m is small, and every mode of an axis asks.
func power(_ x: Extended, _ m: Int) -> Extended { (0..<m).reduce(1) { p, _ in p * x } }

/// 2 Σ_{j<r} C(2j,j) s^{2j+1} / (4^j (2j+1)): the series of θ = 2 arcsin s, cut after r terms.
private func arcsine(_ s: Extended, terms r: Int) -> Extended {
  series[r - 1].theta.reversed().reduce(0) { $0 * s * s + $1 } * 2 * s
}

/// The coefficients of both series cut after 1, 2, 3 and 4 terms.
private let series = (1...4).map {
  (theta: arcsineCoefficients($0), square: arcsineSquaredCoefficients($0))
}

/// C(2j,j) / (4^j (2j+1)) for j < r.
func arcsineCoefficients(_ r: Int) -> [Extended] {
  var central: Extended = 1
  return (0..<r).map { j in
    defer { central *= Extended(2 * j + 1) / Extended(2 * j + 2) }
    return central / Extended(2 * j + 1)
  }
}

/// 2 Σ_{j=1..r} (2s)^{2j} / (j² C(2j,j)): the series of θ², cut after r terms.
private func arcsineSquared(_ s: Extended, terms r: Int) -> Extended {
  let q = 4 * s * s
  return series[r - 1].square.reversed().reduce(0) { $0 * q + $1 } * q
}

/// 2 / (j² C(2j,j)) for 1 ≤ j ≤ r.
func arcsineSquaredCoefficients(_ r: Int) -> [Extended] {
  var binomial: Extended = 1
  return (1...r).map { j in
    binomial *= Extended(2 * (2 * j - 1)) / Extended(j)
    return 2 / (Extended(j * j) * binomial)
  }
}
