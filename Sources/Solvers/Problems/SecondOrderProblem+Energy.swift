package import Discretizations
package import Fields
import Formulas
import Grids
package import Transforms

extension SecondOrderProblem {
  /// The energy of a scheme, ∫ ∇u·a∇u + c u² and ∫ β u² over the Robin sides, for functions with
  /// homogeneous data: the form with which the scheme solves. With advection, its symmetric part but
  /// for −½∇·b.
  ///
  /// - Throws: where the scheme cannot take the operator; where a coefficient is negative.
  package func energy<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, quadrature: Int? = nil,
    faces: FaceRule = .sampled, dealiased: Bool = false
  ) throws(SolverError) -> any SymmetricForm<Scalar> {
    let symmetric = SecondOrderProblem(
      SecondOrderOperator(op.diffusion, reaction: op.reaction, rank: op.rank), source: 0,
      robin: robin)
    var system = try VariationalSystem<Scalar>(
      symmetric, in: space, scheme: scheme,
      load: scheme.isGalerkin ? .integrated : .sampled, quadrature: quadrature, faces: faces,
      dealiased: dealiased)
    try system.restrict()
    if system.hasMixedDifferences, space.grid.rank == 2 { try system.assembleDifferences() }
    if let flux = system.flux { return flux }
    if let elements = system.elements { return elements }
    return system.form!
  }
}
