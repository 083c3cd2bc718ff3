package import Formulas
package import Grids

extension Formula {
  /// ∂ᵢⁿu in the box of a grid, where it is a function: a weak derivative, around seams too.
  ///
  /// - Parameter aroundSeams: Whether a jump between the ends of a period is one; false for those who
  ///   take its measure themselves.
  /// - Throws: where u, or a derivative of lower order, jumps along the axis.
  package func derivative(
    _ i: Int, order: Int = 1, on grid: Grid, aroundSeams: Bool = true
  ) throws(DifferentiationError) -> Formula {
    let box = Formula.Box(
      grid.axes.map { Double($0.lower)...Double($0.upper) },
      isPeriodic: grid.axes.map { aroundSeams && $0.isPeriodic })
    return try derivative(Coordinate(rawValue: i)!, order: order, in: box)
  }
}
