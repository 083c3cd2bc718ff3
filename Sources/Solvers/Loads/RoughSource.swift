public import Formulas

/// The part of a right-hand side that is no function:
///
///     f = Σ_j s_j δ(x − x_j) − ∇·F,     ⟨f, v⟩ = Σ_j s_j v(x_j) + ∫ F·∇v
///
/// F need only be in L². On a Neumann side the datum is then n·(a∇u − F), as the weak form has it. A
/// point on a Dirichlet side is no source, one on a Neumann side counts in full.
public struct RoughSource: Sendable {
  /// s_j δ(x − x_j)
  public var points: [PointSource]
  /// F, one entry an axis; empty: 0.
  public var flux: [Formula]

  /// Nothing, or points, or a flux, or both.
  public init(points: [PointSource] = [], flux: [Formula] = []) {
    self.points = points
    self.flux = flux
  }

  /// Whether there is none.
  public var isZero: Bool { points.allSatisfy { $0.strength == 0 } && flux.allSatisfy(\.isZero) }
}
