import Grids
import RealModule

extension IterationOptions.Preconditioner {
  /// Up to this contrast κ a is as good as constant: an iteration with the symbol takes away all but
  /// (√κ − 1)/(√κ + 1) = 0.012 of the error, so that five reach 1e-8 and √a has nothing to gain.
  private static let constant = 1.05

  /// Up to this ratio of two neighbours, e^{3/2}, a is resolved. The scaled preconditioner knows the mean
  /// of Δ√a/√a only, which a step from √a to e^{3/4} √a makes as large as the Laplacian's own 1/h²
  /// (e^{3/4} − 1 = 1.1): of a jump beyond it iterations grow with its contrast.
  private static let resolved = 4.5

  /// Up to this κ of what the scaled preconditioner leaves a is smooth: ½ √κ log(2/ε) steps at most are needed
  /// on every grid, of which eight cost a cycle: past it `multigrid` is as fast.
  ///
  /// Along axis i it leaves rᵢ/mᵢ of ``AxisRatios``, and Δ√g/√g, ¼|∇ log g|² where g is steep, beside the length's
  /// own π² Σ 1/L²: with the ratio σ of these two
  ///
  ///     κ ≤ (max rᵢ/mᵢ + σ)/min rᵢ/mᵢ.
  private static let smooth = 160.0

  /// What `auto` chooses for a of a contrast, with g = (Π aᵢ)^{1/d} and its largest ratios at two neighbours along
  /// each axis, and a sum over edges or not: a derivative that reaches across a jump is no sum of neighbours'
  /// differences. Beside
  /// ``SecondOrderProblem/stiffSides(on:)`` a sum over edges takes the cycle too: no symbol with a
  /// Neumann end knows them.
  ///
  /// - Parameter hasCycle: whether there is a cycle for what is no sum over edges, where a is resolved.
  static func choice(
    contrast: Double, steps: @autoclosure () -> [Double], ratios: @autoclosure () -> AxisRatios,
    on grid: Grid, isFlux: Bool, hasCycle: Bool, hasStiffSides: Bool
  ) -> Self {
    if hasStiffSides, isFlux { return .multigrid }
    guard contrast > constant, contrast.isFinite else { return .symbol }
    let (steps, ratios) = (steps(), ratios())
    if max(steps.max()!, ratios.step) >= resolved { return isFlux ? .multigrid : .symbol }
    let slopes = zip(steps, grid.axes).map { Double.log($0) / Double($1.spacing) }
    let lengths = grid.axes.map { Double($0.length) }
    let steepness =
      slopes.reduce(0) { $0 + $1 * $1 } / 4
      / lengths.reduce(0) { $0 + .pi * .pi / ($1 * $1) }
    let condition = (ratios.largest + steepness) / ratios.least
    return condition > smooth && (isFlux || hasCycle) ? .multigrid : .scaled
  }
}
