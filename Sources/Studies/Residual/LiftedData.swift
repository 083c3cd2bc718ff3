import Formulas
import Grids
import Solvers

/// f and F less what A makes of the lift W, as the residual of v = u_h − W has them:
///
///     ∫ fφ + ∫ F·∇φ + ∫_{∂Ω} gφ − a(W, φ) = ∫ f′φ + ∫ F′·∇φ
///
/// By parts f′ = f − A W and F′ = F, as long as ∇·(a∇W) is a function and n·a∇W = g on the sides. Data with a
/// kink lift to a W with one, whose slopes jump; and data of Neumann sides whose slopes do not agree at an
/// edge have no W of theirs. Then the derivative stays with φ,
///
///     f′ = f − cW − b·∇W + Σᵢ ∂ᵢℓᵢ,     F′ = F − a∇W + ℓ
///
/// with ℓᵢ linear along axis i and n·ℓ = g on Neumann sides: F′ − F vanishes there, and its sines fall fast.
struct LiftedData {
  private(set) var source: Formula
  private(set) var flux: [Formula]

  /// - Parameter normal: n·ℓ on a Neumann side.
  init(
    _ op: SecondOrderOperator, source: Formula, flux: [Formula], lift w: Formula, on grid: Grid,
    byParts: Bool, normal: (BoxSide) throws(DifferentiationError) -> Formula
  ) throws(DifferentiationError) {
    (self.source, self.flux) = (source, flux)
    guard !byParts else {
      self.source = source - (try op.applied(to: w))
      return
    }
    let axes = grid.axes.indices
    if flux.isEmpty { self.flux = axes.map { _ in 0 } }
    let slopes = try axes.map { i throws(DifferentiationError) in
      try w.derivative(Coordinate(rawValue: i)!)
    }
    self.source = source - op.reaction * w
    for i in axes {
      self.source = self.source - op.advection[i] * slopes[i]
      for j in axes { self.flux[i] = self.flux[i] - op.diffusion(i, j) * slopes[j] }
      let ends = [Side.lower, .upper].map { BoxSide(axis: i, side: $0) }
      var values: [Formula] = []
      for end in ends where grid.end(end) == .neumann {
        let value = try normal(end)
        values.append(end.side == .lower ? -value : value)
      }
      guard let first = values.first, let last = values.last else { continue }
      // Between a Neumann and a Dirichlet side a constant does.
      let axis = grid.axes[i]
      let slope = (last - first) / Formula(Formula.Constant(axis.length))
      let xi = Formula(Coordinate(rawValue: i)!) - Formula(Formula.Constant(axis.lower))
      self.flux[i] = self.flux[i] + first + slope * xi
      self.source = self.source + slope
    }
  }
}
