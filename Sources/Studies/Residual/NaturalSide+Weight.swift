import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// Products with the weight w = β + ½b·n of a side, on the modes along it.
extension NaturalSide {
  /// P(wz)
  func weighted(_ z: Coefficients<Scalar>) -> Coefficients<Scalar> { times({ $0 }, z) }

  /// P(√w z)
  func rooted(_ z: Coefficients<Scalar>) -> Coefficients<Scalar> {
    times({ max(0, $0).squareRoot() }, z)
  }

  /// ∫ w over the area.
  var meanWeight: Scalar {
    projection.integral { weight.values(on: $1) } / Scalar(projection.space.grid.volume)
  }

  /// P(f(w) z)
  private func times(
    _ f: (Scalar) -> Scalar, _ z: Coefficients<Scalar>
  ) -> Coefficients<Scalar> {
    if let weight = weight.constant {
      let factor = f(Scalar(weight))
      var product = z
      for i in product.values.indices { product.values[i] *= factor }
      return product
    }
    let z = z.function(derivative: plain.map { _ in 0 }, by: projection.shifted)
    return projection.coefficients(conjugate: plain) { offsets, places, _ in
      var product = z.values(offsets)
      for (i, w) in weight.values(on: places).enumerated() { product[i] *= f(w) }
      return product
    }
  }
}
