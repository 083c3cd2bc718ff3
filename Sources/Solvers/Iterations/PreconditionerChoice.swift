extension IterationOptions.Preconditioner {
  /// Up to this contrast κ a is as good as constant: an iteration with the symbol takes away all but
  /// (√κ − 1)/(√κ + 1) = 0.012 of the error, so that five reach 1e-8 and √a has nothing to gain.
  private static let constant = 1.05

  /// Up to this ratio of two neighbours, e^{3/2}, a is resolved. The scaled preconditioner knows the mean
  /// of Δ√a/√a only, which a step from √a to e^{3/4} √a makes as large as the Laplacian's own 1/h²
  /// (e^{3/4} − 1 = 1.1): of a jump beyond it iterations grow with its contrast.
  private static let resolved = 4.5

  /// What `auto` chooses for a of a contrast, the largest ratio at two neighbours, and a sum over edges
  /// or not: a derivative that reaches across a jump is no sum of neighbours' differences. Beside
  /// ``SecondOrderProblem/stiffSides(on:)`` a sum over edges takes the cycle too: no symbol with a
  /// Neumann end knows them.
  static func choice(
    contrast: Double, step: @autoclosure () -> Double, isFlux: Bool, hasStiffSides: Bool
  ) -> Self {
    if hasStiffSides, isFlux { return .multigrid }
    guard contrast > constant, contrast.isFinite else { return .symbol }
    if step() < resolved { return .scaled }
    return isFlux ? .multigrid : .symbol
  }
}
