import Discretizations
import Fields
import Grids
import RealModule
import Transforms

extension Field {
  /// The norms that values on some grid and their quadrature make up; nil where the scheme has none.
  func gridNorm(_ norm: Norm, scheme: Scheme) -> Scalar? {
    switch norm.core {
    case .totalVariation:
      let variation = TotalVariation(on: space)
      return variation.total(variation.faces(self), isIsotropic: norm.form != .anisotropic)
    case .vector(let vector): return vectorNorm(vector)
    default: return weakPowerNorm(norm, scheme: scheme)
    }
  }

  /// ‖u‖_{W^{k,p}} from weak derivatives on the grid: (Σ_{|α|≤k} ‖∂^α u‖_p^p)^{1/p}, or the maximum.
  ///
  /// Differences are measured by the quadrature of the space where they live, `spectral` is the
  /// collocated derivative, a spline is the function itself by Gauss quadrature between its knots.
  /// nil where the scheme has no such derivative: a spline beyond its degree, a `stencil`, which
  /// has a Laplacian only.
  ///
  /// - Complexity: O(N) for each multi-index, one transform more for each of `spectral`; for
  ///   splines times the Gauss points.
  func weakPowerNorm(_ norm: Norm, scheme: Scheme) -> Scalar? {
    guard case .slobodeckij(_, let p) = norm.core, let terms = norm.derivatives(rank: grid.rank),
      terms.allSatisfy({ scheme.hasDerivative($0.alpha) })
    else { return nil }
    let c = scheme.isGalerkin ? splineCoefficients(scheme) : self
    var norms: [Scalar] = []
    for (alpha, _) in terms {
      DerivativeMap.forEach(alpha, scheme, on: space, exponent: p) { map in
        norms.append(powerNorm(map(c), weights: map.weights, Scalar(p)))
      }
    }
    return powerNorm(norms, weights: [norms.map { _ in 1 }], Scalar(p))
  }
}

extension Norm {
  /// Whether values on some grid and their quadrature make it up, not a weight on |û|².
  var isMeasuredOnGrid: Bool {
    switch core {
    case .slobodeckij(let k, let p): k == k.rounded() && p != 2
    case .totalVariation, .vector: true
    default: false
    }
  }
}

extension Scheme {
  /// Whether ∂^α u is a function on some grid, and not a quadratic form only.
  func hasDerivative(_ alpha: [Int]) -> Bool {
    admits(alpha)
      && alpha.enumerated().allSatisfy { a, m in
        switch self[a] {
        case .stencil, .mehrstellen: m == 0
        default: true
        }
      }
  }
}
