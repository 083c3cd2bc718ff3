import Discretizations
import Grids
import Norms
import Solvers

/// The moments of quantities.
extension LevelFootprint {
  /// Adds the moment at which a functional is taken.
  mutating func take(_ functional: Quantity.Functional) {
    let isClosed = grid.axes.allSatisfy { $0.isPeriodic || $0.placement == .nodes }
    // u_h − W where there is a W; û in the memory that is kept.
    let û = max(kept, 1) + (equation.data.isHomogeneous ? 0 : 1)
    let fields: Double
    switch functional {
    case .min, .max: fields = kept + (isClosed ? 1 : 0)
    case .integral, .mean, .fluxBoundary:
      fields = scheme.isSpectral ? û : kept + (isClosed ? 1 : 0)
    case .value: fields = isPiecewise ? kept + 3 : û
    case .flux: fields = û
    case .energy:
      guard equation.data.isHomogeneous else { return measureFunction(beside: own) }
      guard equation.isVarying else {
        fields = max(kept, 1)
        break
      }
      fields = kept + scratchFields(.energy, scheme, on: cells)
    case .norm(let norm):
      guard equation.data.isHomogeneous else { return measureFunction(beside: own) }
      fields = max(kept, scratchFields(norm, scheme, on: cells))
    // The function's reconstruction; u and its slopes on a lattice, and the integrand's values.
    case .integrand: fields = max(û, kept + 1) + Double(cells.count + 3)
    }
    footprint.hold(own + here(fields))
  }
}
