package import Discretizations
import Formulas
package import Grids

extension BoundaryValueProblem {
  /// What ``solve(in:scheme:load:quadrature:lifting:)`` holds on a grid.
  ///
  ///     samples, no data     1: f becomes u in place
  ///     samples with data    3: the right-hand side's spectrum, w and its spectrum, an axis at a time
  ///     integrated           3: the load, a lattice's samples and what an axis makes of them
  ///     with boundary nodes  4.7: the load, boundary values, their image and two of one on its way,
  ///                          of which the first goes before the second is full
  ///     projected            4: the coefficients, those of a lattice, its samples and one more
  ///     compact              4: the load, f on the closed grid, a term and what an axis makes of it
  ///     lifted               4: v, a spectrum, W, u
  package func memory(
    on grid: Grid, scheme: Scheme, load: LoadRule, lifting depth: Int = 0
  ) -> SolveMemory {
    var memory = functionMemory(on: grid, scheme: scheme, load: load, lifting: depth)
    guard !rough.isZero else { return memory }
    // Beside u the load of what is no function and its spectrum, then u′ and u + u′ beside that.
    let load = rough.loadFields
    memory = SolveMemory(peak: max(memory.peak, memory.left + load, 4), left: 2)
    return memory
  }

  private func functionMemory(
    on grid: Grid, scheme: Scheme, load: LoadRule, lifting depth: Int
  ) -> SolveMemory {
    let isHomogeneous = data.isHomogeneous
    if scheme.isMehrstellen { return SolveMemory(peak: 4, left: 2) }
    let hasBoundaryNodes =
      scheme.isLinearElements(on: grid)
      && grid.axes.allSatisfy { $0.isPeriodic || $0.placement == .nodes }
    if depth > 0 || (scheme.isGalerkin && !isHomogeneous && !hasBoundaryNodes) {
      return SolveMemory(peak: 4, left: 2)
    }
    if load == .projected { return SolveMemory(peak: 4, left: 2) }
    if load == .sampled, !scheme.isGalerkin, isHomogeneous { return SolveMemory(peak: 1) }
    return SolveMemory(peak: scheme.isGalerkin && !isHomogeneous ? 4.7 : 3, left: 2)
  }
}

extension RoughSource {
  /// What ``load(in:scheme:quadrature:)`` holds: values, and a point's density or their spectrum; of
  /// −∇·F the spectrum so far, a sum, the primitive on a lattice and what an axis makes of it.
  var loadFields: Double { flux.contains { !$0.isZero } ? 4 : 2 }
}
