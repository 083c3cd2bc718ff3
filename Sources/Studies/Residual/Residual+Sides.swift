import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// Where the energy has ∫ we² on sides, w = β + ½b·n ≥ 0 of a Robin condition and of a stream.
extension Residual {
  /// The bounds on the energy norm of the error, sides included.
  ///
  /// For every z on the sides, by Schwarz,
  ///
  ///     ⟨R, φ⟩ = ⟨R − wz, φ⟩ + ∫ wzφ,     ‖e‖² ≤ ‖R − wz‖²_m + Σ_s ∫ wz²
  ///
  /// and for every φ  ‖e‖ ≥ ⟨R, φ⟩/‖φ‖_M. Both are attained by e where coefficients are constant; z
  /// and φ are the solution of R on the grid's modes. Of the modes beyond the grid a side sees
  ///
  ///     ∫ dφ ≤ ‖d‖ (Σ_{κ>K} φ_κ²/(μ a κ²))^{1/2} ‖φ‖ + ‖(I − P) d‖ (G/√(aB))^{1/2} ‖φ‖
  ///
  /// along its own axis and along the others, B their Σ aκ² + c and G = coth L√(B/a).
  func boundBesideSides() -> ResidualBound {
    let grid = coefficients.grid
    let form = RobinForm(least, sides: sides, on: grid)
    let none = sides.map { Coefficients(in: $0.projection.space) }
    let (whole, _) = withSides(none)
    let holds =
      sides.allSatisfy(\.isCoercive) && least.diffusion.allSatisfy { $0 > 0 }
      && isDefinite(most, on: grid)
      && (least.reaction >= 0 && form.holdsConstants || isDefinite(least, on: grid))
    guard holds else {
      return ResidualBound(upper: .infinity, lower: 0, oscillation: 1)
    }
    let e = form.representative(of: whole)
    let (within, onSides) = besideSides(sides.map { $0.trace(of: e) }, form) { withSides($0) }
    return ResidualBound(
      within: within, beyond: { onSides + tailBeyond(beside: $0) },
      lower: lowerBesideSides(whole, e, form),
      uncertainty: uncertainty().map { dualNorm(of: $0.values, form) } ?? 0)
  }

  /// ‖r − wz‖²_m + Σ_s ∫ wz² on the modes of the grid, and what the sides have beyond them.
  ///
  /// - Parameter rest: r − wz.
  private func besideSides(
    _ z: [Coefficients<Scalar>], _ form: RobinForm<Scalar>,
    less rest: ([Coefficients<Scalar>]) -> (coefficients: [Scalar], tail: Scalar)
  ) -> (within: Scalar, tail: Scalar) {
    var z = z
    var (r, tail) = rest(z)
    if grid.hasConstants, least.reaction == 0 {
      // Constants have no energy but on the sides: what r − wz has of them must vanish.
      for i in z.indices { z[i].values[0] += r[0] / form.mean }
      (r, tail) = rest(z)
    }
    var within = form.dualSquare(of: r)
    for (side, z) in zip(sides, z) { within += side.energy(z) }
    return (within, tail)
  }

  /// A bound on the dual norm of a functional of the grid's modes alone, constants among them.
  private func dualNorm(of r: [Scalar], _ form: RobinForm<Scalar>) -> Scalar {
    let e = form.representative(of: r)
    let (within, tail) = besideSides(sides.map { $0.trace(of: e) }, form) { z in
      var total = r
      var tail: Scalar = 0
      for (side, z) in zip(sides, z) {
        add(side.density(less: z), of: side, to: &total, &tail)
      }
      return (total, tail * share.squareRoot())
    }
    return (within + tail * tail).squareRoot()
  }

  /// ⟨R, φ⟩/‖φ‖_M over √(1 + S²), as without sides. Constants may be among the functions.
  private func lowerBesideSides(_ r: [Scalar], _ e: [Scalar], _ form: RobinForm<Scalar>) -> Double {
    let grid = coefficients.grid
    let isConstant = least.diffusion == most.diffusion && least.reaction == most.reaction
    let largest = isConstant ? form : RobinForm(most, sides: sides, on: grid)
    let phi = isConstant ? e : largest.representative(of: r)
    let p = grid.hasConstants ? 0 : lowest(least, on: grid)
    guard advection == 0 || p + least.reaction > 0 else { return 0 }
    let s = skewness(lowest: p)
    return Double(largest.quotient(r, phi) / (1 + s * s).squareRoot())
  }

  /// R with what the sides add, r = g − n·a∇W − β(v + W), less wz, and what the sides have beyond the grid.
  private func withSides(_ z: [Coefficients<Scalar>]) -> (coefficients: [Scalar], tail: Scalar) {
    var total = coefficients.values
    var tail: Scalar = 0
    for (side, z) in zip(sides, z) {
      add(side.density(of: side.trace(of: vHat.values), less: z), of: side, to: &total, &tail)
    }
    return (total, tail * share.squareRoot())
  }

  /// Adds a density on a side to a functional, and what it has beyond the grid to a tail.
  private func add(
    _ d: NaturalSide<Scalar>.Density, of side: NaturalSide<Scalar>, to total: inout [Scalar],
    _ tail: inout Scalar
  ) {
    let grid = coefficients.grid
    side.add(d.coefficients, to: &total)
    let n = side.side.axis
    let a = least.diffusion[n]
    tail += d.norm * pointTail(axis: n).squareRoot()
    let others = grid.axes.indices.filter { $0 != n }.map { i -> Scalar in
      let kappa: Scalar = grid.axes[i].firstBeyond()
      return least.diffusion[i] * kappa * kappa
    }
    guard let along = others.min() else { return }
    let b = along + max(0, least.reaction)
    let x = Scalar(grid.axes[n].length) * (b / a).squareRoot()
    tail += d.tail * (1 / (Scalar.tanh(x) * (a * b).squareRoot())).squareRoot()
  }
}
