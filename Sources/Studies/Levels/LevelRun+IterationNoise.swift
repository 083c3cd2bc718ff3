import Fields
import Grids
import Norms
import Solvers
import Transforms

extension LevelRun {
  /// What an iteration may leave of u_h, as a share of its norm.
  ///
  /// In the preconditioner's norm, c²‖e‖ ≤ ‖r‖_* and ‖f‖_* ≤ C²‖ũ‖, so ‖e‖ ≤ (C/c)² τ ‖ũ‖ where
  /// the iteration ends at ‖r‖_* = τ ‖f‖_*. That is a norm of H¹, which bounds those below it.
  ///
  /// A cycle's matrix is in single precision, and the residual of what it stands for known to the tolerance
  /// (``ConjugateGradients``).
  var measuredIterationShare: Double {
    guard let record = solution.iteration, var left = record.history.last, left > 0 else {
      return 0
    }
    if record.preconditioner == .multigrid,
      Scalar.significandBitCount > Float.significandBitCount
    {
      left = max(left, method.iteration.tolerance)
    }
    if let range = record.constants, range.lowerBound > 0 {
      left *= (range.upperBound / range.lowerBound) * (range.upperBound / range.lowerBound)
    }
    return left
  }

  /// What an iteration may leave of the norms of u_h itself.
  ///
  /// ũ is what it had to find: u_h, but for the nodes of stiff Robin sides, where it begins; a function that
  /// falls to 0 there within a cell has the energy a u²/h, and more than u_h itself. What it begins with is
  /// rounded: in the load, and in u, twice each.
  var measuredIterationNoise: [String: Double] {
    guard iterationShare > 0 else { return [:] }
    let sought = equation.secondOrder.sought(of: solution.u)
    func size(_ u: Field<Scalar>, _ norm: Norm) -> Double? {
      (try? fieldNorms(u, scheme: scheme, [norm]))?[0].map { Double($0) }
    }
    var noise: [String: Double] = [:]
    for norm in options.norms {
      guard let whole = size(solution.u, norm) else { continue }
      let rounded = 4 * Double(Scalar.ulpOfOne) * whole
      noise[norm.name] =
        sought.map { iterationShare * (size($0, norm) ?? whole) + rounded }
        ?? iterationShare * whole
    }
    return noise
  }

  /// What an iteration may leave of a quantity, to first order: Σ_k |Q(v + δ_k e_k) − Q(v)|, where δ_k is the
  /// share of u_h in the k-th functional, or of what it sums.
  func iterationNoise(of quantity: Quantity, _ values: [Double]) -> Double {
    guard iterationShare > 0 else { return 0 }
    let value = quantity.arithmetic(values)
    let height = Double(solution.u.largest())
    var noise = 0.0
    for (k, entry) in quantity.functionals.enumerated() {
      let size =
        switch entry.functional {
        case .value, .min, .max, .mean: height
        case .integral: height * Double(grid.volume)
        case .energy: 2 * values[k].magnitude
        case .norm, .flux, .fluxBoundary, .integrand: values[k].magnitude
        }
      var moved = values
      moved[k] += iterationShare * size
      let change = (quantity.arithmetic(moved) - value).magnitude
      if change.isFinite { noise += change }
    }
    return noise
  }
}
