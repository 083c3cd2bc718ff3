import Discretizations
import Formulas
import Grids
import Studies
import Testing

/// Boundary values join the quadrature and the extremes of a solution, also where one axis has nodes on
/// its ends and another has none.
@Suite struct BoundaryNodes {
  /// Differences of order 2 are exact on u = 1 + x + 2y + xy, so are the midpoint and trapezoidal rules:
  /// ∫u = 11/4. The largest value is at the upper ends, or half a cell below one of cells.
  @Test(arguments: [Boundary.dirichlet, .dirichletNeumann, .neumannDirichlet], Placement.allCases)
  func ofATensorProduct(_ boundary: Boundary, _ placement: Placement) throws {
    for (other, rule) in [
      (Boundary.dirichlet, Placement.cells), (.dirichlet, .nodes), (.neumannDirichlet, .cells),
    ] {
      let problem = try problem(
        [interval(0, 1, boundary, placement), interval(0, 1, other, rule)],
        exact: "1 + x + 2*y + x*y", reaction: 1)
      var options = options([[5, 8]])
      options.quantities = [Quantity("integral", .integral), Quantity("max", .max)]
      let found = try ConvergenceStudy(
        problem, [Method(.staggered(order: 2))], options
      ).series().levels[0].quantities
      let label = "\(boundary) \(placement) × \(other) \(rule)"
      #expect(abs(found["integral"]! - 2.75) < 1e-13, "\(label): \(found)")
      let x = placement == .nodes ? 1 : 0.9
      let y = rule == .nodes ? 1 : 0.9375
      #expect(abs(found["max"]! - (1 + x + 2 * y + x * y)) < 1e-13, "\(label): \(found)")
    }
  }
}
