public import Formulas
public import Grids

/// A u = f in a box with coefficients that may depend on the point, and data on the sides.
///
///     A u = f inside,   u = g,   n·a∇u = g   or   n·a∇u + β u = g   on a side
///
/// In nondivergence form n·a∇u stands for a_nn ∂u/∂n.
public struct SecondOrderProblem: Sendable {
  /// A
  public let op: SecondOrderOperator
  /// f
  public let source: Formula
  /// g; 0 on a side that has none.
  public let data: BoundaryData
  /// β on the sides that have one: they are Neumann ends of the grid.
  public let robin: [BoxSide: Formula]
  /// What of f is no function.
  public let rough: RoughSource

  /// A u = source + rough.
  public init(
    _ op: SecondOrderOperator, source: Formula, data: BoundaryData = BoundaryData(),
    robin: [BoxSide: Formula] = [:], rough: RoughSource = RoughSource()
  ) {
    self.op = op
    self.source = source
    self.data = data
    self.robin = robin
    self.rough = rough
  }

  /// Whether constants are in the kernel on this grid.
  public func isSingular(on grid: Grid) -> Bool {
    grid.hasConstants && op.reaction.isZero && robin.values.allSatisfy(\.isZero)
  }
}
