import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension Formula {
  /// (f, φ_j) a unit of volume by a rule; homogeneous conditions.
  ///
  /// - Throws: where the scheme has no such load.
  func load<Scalar: TransformScalar>(
    _ rule: LoadRule, in space: FunctionSpace<Scalar>, scheme: Scheme, quadrature: Int?
  ) throws(SolverError) -> Field<Scalar> {
    switch rule {
    case .projected:
      guard scheme.isSpectral else {
        throw .notAvailable("a projected load for a method that is not spectral on every axis")
      }
      return Field(
        consuming: Coefficients(projecting: self, in: space, points: quadrature ?? 8))
    case .integrated:
      guard scheme.isGalerkin else {
        throw .notAvailable("an integrated load for a method without elements")
      }
      return Field(
        in: space,
        values: SplineLoad<Scalar>(scheme, on: space.grid, points: quadrature).integrate(self))
    case .interpolated where scheme.isGalerkin:
      if let elements = ClosedElements<Scalar>(scheme, on: space.grid) {
        return Field(
          in: space, values: elements.mass(values(on: elements.axes.map(\.coordinates))))
      }
      var f = Field(sampling: self, in: space)
      f.multiply(by: Symbol(.products([GramTables<Scalar>(scheme, on: space.grid, upTo: 1).mass])))
      return f
    case .interpolated, .sampled:
      return Field(sampling: self, in: space)
    }
  }
}
