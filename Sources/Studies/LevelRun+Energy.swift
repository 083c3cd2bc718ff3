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
    return form(e).squareRoot()
  }

  /// a(u, v) of an operator that varies, its symmetric part.
  func energyForm(
    _ scheme: Scheme, on space: FunctionSpace<Scalar>
  ) throws(SolverError) -> EnergyForm<Scalar> {
    try EnergyForm(
      diffusion: equation.problem.diffusion, reaction: equation.problem.reaction, scheme: scheme,
      in: space, quadrature: method.quadrature ?? 3)
  }
}
