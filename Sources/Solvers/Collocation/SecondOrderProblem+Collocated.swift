package import Fields
import Formulas
package import Transforms

extension SecondOrderProblem {
  /// A v of a trigonometric function at the points, as collocation takes it.
  ///
  /// - Throws: where a or b has no exact derivative.
  package func collocated<Scalar: TransformScalar>(
    _ v: Field<Scalar>
  ) throws(SolverError) -> Field<Scalar> {
    var image = v
    try Collocation(op, in: v.space).apply(v, to: &image)
    return image
  }
}
