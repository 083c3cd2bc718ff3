import Fields
import Formulas
import Grids
import Solvers
import Transforms

/// A power of two υ by which u and all data are divided before squares of them are formed: A is linear, and
/// of the energy, the dual norm and the bounds nothing but exponents changes.
///
/// With α = Σ max a L⁻² and V the volume f is about αu, its dual norm squared f²V/α and the energy αu²V. Of
///
///     u = α^{−3/4} V^{−1/4},     f = α^{1/4} V^{−1/4}
///
/// both are (V/α)^{1/2}, and the squares of f and of slopes are as far from 1 on the one side as these may be on
/// the other.
struct EnergyUnit<Scalar: TransformScalar> {
  /// 1 where that is of an ordinary size.
  let value: Scalar

  /// None.
  static var one: EnergyUnit { EnergyUnit(value: 1) }

  private init(value: Scalar) { self.value = value }

  init(
    of u: Field<Scalar>, source: Formula, flux: [Formula], diffusion a: Extended
  ) {
    let axes = u.grid.axes
    let alpha = axes.reduce(Extended(0)) { $0 + a / ($1.length * $1.length) }
    let places = TrialPlaces(on: u.grid)
    var size = Extended(u.largest())
    // A u that is 0 on the grid may have an f that is not.
    let others =
      [places.largest(source) / alpha]
      + zip(axes, flux).map { places.largest($1) / ($0.length * alpha) }
    for other in others where other > size && other.isFinite { size = other }
    guard size > 0, size.isFinite, alpha > 0, alpha.isFinite else {
      value = 1
      return
    }
    let volume = axes.reduce(0) { $0 + $1.length.exponent }
    let exponent = Int(size.exponent) + Int((3 * alpha.exponent + volume) >> 2)
    let largest = Int(Scalar.greatestFiniteMagnitude.exponent)
    guard exponent.magnitude > largest / 16 else {
      value = 1
      return
    }
    let whole = max(1 - largest, min(largest - 1, exponent))
    value = Scalar(sign: .plus, exponent: Scalar.Exponent(whole), significand: 1)
  }

  /// f/υ
  func dividing(_ f: Formula) -> Formula {
    value == 1 ? f : Formula(Formula.Constant(1 / value)) * f
  }

  /// The same of points and a flux.
  func dividing(_ rough: RoughSource) -> RoughSource {
    guard value != 1 else { return rough }
    return RoughSource(
      points: rough.points.map { PointSource($0.strength / Extended(value), at: $0.point) },
      flux: rough.flux.map(dividing))
  }

  /// û/υ
  func dividing(_ u: Coefficients<Scalar>) -> Coefficients<Scalar> {
    guard value != 1 else { return u }
    return Coefficients(in: u.space, values: u.values.map { $0 / value })
  }

  /// υ x
  func times(_ x: Double) -> Double { value == 1 ? x : Double(value) * x }
}
