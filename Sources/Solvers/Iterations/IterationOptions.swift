/// How a system that is not diagonal is solved.
public struct IterationOptions: Hashable, Sendable {
  /// The norm in which the iteration lives.
  public enum Preconditioner: String, Hashable, Sendable, CaseIterable {
    /// Chosen from the coefficients; the record says which.
    case auto
    /// The inverse of the scheme's own −ā∂² + c̄, a symbol.
    case symbol = "laplace"
    /// a^{-1/2} (−Δ_h + q̄)^{-1} a^{-1/2}: for smooth a of any contrast.
    case scaled
    /// A V-cycle of geometric multigrid: for rough a of high contrast.
    case multigrid
  }

  /// The preconditioner.
  public var preconditioner: Preconditioner
  /// Where the iteration ends: the dual norm of the residual over that of the right-hand side.
  public var tolerance: Double
  /// Iterations at most.
  public var iterations: Int

  /// `auto`, 1e-10, 500 unless others are given.
  public init(
    preconditioner: Preconditioner = .auto, tolerance: Double = 1e-10, iterations: Int = 500
  ) {
    self.preconditioner = preconditioner
    self.tolerance = tolerance
    self.iterations = iterations
  }
}
