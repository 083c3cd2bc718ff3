import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// Densities on a side, as functionals ∫ dφ.
extension NaturalSide {
  /// A density d: its coefficients, ‖d‖, ‖(I − P) d‖ and ‖(I − P) d/√w‖, which is infinite where w vanishes
  /// and d does not.
  struct Density {
    var coefficients: Coefficients<Scalar>
    var norm: Scalar
    var tail: Scalar
    var weightedTail: Scalar
  }

  /// g − n·a∇W − βW − βv − (β + ½b·n) z
  func density(of v: Coefficients<Scalar>, less z: Coefficients<Scalar>) -> Density {
    density { offsets, places in
      var d = datum.values(on: places)
      let (v, b) = (values(v, offsets), robin.values(on: places))
      let (z, w) = (values(z, offsets), weight.values(on: places))
      for i in d.indices { d[i] -= b[i] * v[i] + w[i] * z[i] }
      return d
    }
  }

  /// −(β + ½b·n) z
  func density(less z: Coefficients<Scalar>) -> Density {
    density { offsets, places in
      var d = values(z, offsets)
      for (i, w) in weight.values(on: places).enumerated() { d[i] *= -w }
      return d
    }
  }

  /// −n·a∇v, of a v without a slope at the side.
  func obliqueDensity(of v: Coefficients<Scalar>) -> Density {
    density { offsets, places in
      var d = [Scalar](repeating: 0, count: projection.shifted.count)
      subtractFlux(of: v, from: &d, offsets, places)
      return d
    }
  }

  /// g − n·a∇(v + W), of a v without a slope at a side without a weight.
  func strongDensity(of v: Coefficients<Scalar>) -> Density {
    density { offsets, places in
      var d = datum.values(on: places)
      subtractFlux(of: v, from: &d, offsets, places)
      return d
    }
  }

  private func subtractFlux(
    of v: Coefficients<Scalar>, from d: inout [Scalar], _ offsets: [Extended], _ places: [[Scalar]]
  ) {
    for (axis, factor) in oblique {
      let slope = v.values(
        derivative: offsets.indices.map { $0 == axis ? 1 : 0 }, offsets: offsets,
        by: projection.shifted)
      for (i, a) in factor.values(on: places).enumerated() { d[i] -= a * slope[i] }
    }
  }

  private func density(
    _ samples: (_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar]
  ) -> Density {
    let (coefficients, tail) = projection.project(conjugate: plain, samples)
    let square = projection.integral { samples($0, $1).map { $0 * $0 } }
    var weighted: Scalar = weight.isZero ? .infinity : 0
    if tail > 0, weighted == 0 {
      weighted = projection.integral { offsets, places in
        var d = samples(offsets, places)
        let (seen, w) = (values(coefficients, offsets), weight.values(on: places))
        for i in d.indices {
          d[i] -= seen[i]
          d[i] = d[i] == 0 ? 0 : w[i] > 0 ? d[i] * d[i] / w[i] : .infinity
        }
        return d
      }.squareRoot()
    }
    return Density(
      coefficients: coefficients, norm: square.squareRoot(), tail: tail, weightedTail: weighted)
  }
}
