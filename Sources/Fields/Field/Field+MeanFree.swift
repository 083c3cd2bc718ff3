import Grids
import Transforms

extension Field {
  /// u − ∫u/|Ω|: the caller's word where an operator removes constants.
  ///
  ///     try (-.laplacian).solve(f.meanFree)
  ///
  /// By the grid's quadrature, which is exact for every trigonometric function of the space.
  public var meanFree: Field {
    var u = self
    u.add(-mean)
    return u
  }
}
