import Grids
import Solvers

extension DataBreak {
  /// The key of points.
  static var points: String { "dirac" }
}

extension Problem {
  /// The planes through the points x₀ of the right-hand side; nil without.
  ///
  /// A density with the moments of δ below 2r leaves
  ///
  ///     Σ w f v − v(x₀) = h^{2r} Σ_a φ(θ_a) ∂_a^{2r} v + …,    φ = θ(1 − θ)/2 for r = 1
  ///
  /// of a smooth v, θ_a the share of a cell at which x₀ lies along axis a: no expansion in h, unless θ is the
  /// same on all grids. On a line the flux jumps at x₀, and what u_h misses of the kink,
  /// h θ(1 − θ), is missed by u_{h/2}, too.
  var pointBreak: DataBreak? {
    guard rough.hasPoints else { return nil }
    let points = rough.points.filter { $0.strength != 0 }.map { $0.point.map { Double($0) } }
    return DataBreak(
      key: DataBreak.points, planes: domain.intervals.indices.map { a in points.map { $0[a] } },
      isOblique: false, isJump: domain.rank == 1)
  }
}
