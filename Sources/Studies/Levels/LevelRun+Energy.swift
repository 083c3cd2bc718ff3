import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// √a(e, e) of an operator that varies, by a scheme's own derivatives; nil where the form is not
  /// symmetric.
  func energy(of e: Field<Scalar>, scheme: Scheme) throws(NormError) -> Scalar? {
    guard let form = try? energyForm(scheme, on: e.space) else { return nil }
    return form.applied(to: e).inner(e).squareRoot()
  }

  /// a(u, v) of an operator that varies, its symmetric part, as the method takes it.
  func energyForm(
    _ scheme: Scheme, on space: FunctionSpace<Scalar>
  ) throws(SolverError) -> any SymmetricForm<Scalar> {
    let isOwn = scheme == self.scheme
    return try equation.secondOrder.energy(
      in: space, scheme: scheme, quadrature: method.quadrature,
      faces: isOwn ? method.faces : .sampled, dealiased: isOwn && method.isDealiased)
  }
}
