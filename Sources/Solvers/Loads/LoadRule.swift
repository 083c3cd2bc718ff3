/// How a right-hand side becomes numbers.
public enum LoadRule: String, Hashable, Sendable, CaseIterable {
  /// (f, φ_j) by Gauss quadrature. Splines only.
  case integrated
  /// (I_h f, φ_j): the mass matrix times samples.
  case interpolated
  /// f at the points.
  case sampled
  /// The L² projection: exact coefficients. `spectral` only.
  case projected
}
