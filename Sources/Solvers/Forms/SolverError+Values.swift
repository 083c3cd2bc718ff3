import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension SolverError {
  /// Blames the first of a coefficient's values, row-major from some place on, that is below a bound
  /// or not finite; nil where there is none.
  static func coefficient<Scalar: TransformScalar>(
    _ name: String, in values: some Collection<Scalar>, from first: Int = 0,
    on coordinates: [[Scalar]], least bound: Scalar = 0
  ) -> SolverError? {
    var place = first
    for value in values {
      if !(value >= bound && value.isFinite) {
        let index = coordinates.map(\.count).unravel(place)
        return .coefficient(
          name, value: Double(value), point: zip(coordinates, index).map { Double($0[$1]) })
      }
      place += 1
    }
    return nil
  }
}

extension Field {
  /// - Throws: ``SolverError/coefficient(_:value:point:)`` at the first value that is negative or
  ///   not finite.
  func checkCoefficient(_ name: String) throws(SolverError) {
    if let error = SolverError.coefficient(name, in: values, on: space.coordinates) { throw error }
  }
}
