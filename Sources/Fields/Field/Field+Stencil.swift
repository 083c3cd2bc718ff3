public import Grids
import Transforms

extension Field {
  /// Σ weight · u(t + half/2) along one axis, on the points of `target`.
  ///
  /// Neighbours beyond an end are u's own reflection. Traps if a neighbour is not a point of u.
  ///
  /// - Complexity: O(taps · N).
  public func applying(_ stencil: Stencil, axis a: Int, onto target: Axis) -> Field {
    let source = grid.axes[a]
    let map = AxisMap<Scalar>(
      stencil, on: source, at: (0..<target.count).lazy.map { target.firstHalf + 2 * $0 })
    let space =
      target == source ? self.space : FunctionSpace<Scalar>(on: grid.replacing(a, by: target))
    return Field(in: space, values: map.apply(values, shape: grid.shape, axis: a))
  }
}
