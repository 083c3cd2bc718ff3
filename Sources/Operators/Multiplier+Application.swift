public import Fields
import Grids
import Transforms

extension Multiplier {
  /// m(D) u, in u's own space.
  ///
  /// - Complexity: O(N) for each term, no transform.
  public func callAsFunction(_ u: Coefficients<Scalar>) -> Coefficients<Scalar> {
    var result = u
    let rows = MultiplierRows(self, on: u.grid)
    result.multiplyRows(complex: !isReal) { rows.fill($0, $1, $2) }
    return result
  }

  /// m(D) u, in u's own space.
  ///
  /// - Complexity: two transforms.
  public func callAsFunction(_ u: Field<Scalar>) -> Field<Scalar> {
    Field(consuming: self(Coefficients(u)))
  }
}
