import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// Densities on a side, as functionals ∫ dφ.
extension NaturalSide {
  /// A density d: its coefficients, ‖d‖, ‖(I − P) d‖ and ‖(I − P) d/√w‖, which is infinite where w vanishes
  /// and d does not; and, of what was taken from it, ∫ λ (I − P) d/w.
  struct Density {
    var coefficients: Coefficients<Scalar>
    var norm: Scalar
    var tail: Scalar
    var weightedTail: Scalar
    var product: Scalar = 0
  }

  /// λ = wz + √w μ, what a side takes from a functional, w = β + ½b·n: at ∫ λ²/w, which it may be where w
  /// vanishes.
  struct Taken {
    var z: Coefficients<Scalar>
    /// nil: 0.
    var mu: Coefficients<Scalar>?
  }

  /// g − n·a∇W − βW − βv − λ
  func density(of v: Coefficients<Scalar>, less taken: Taken) -> Density {
    density(less: taken) { offsets, places in
      var d = datum.values(on: places)
      let (v, b) = (values(v, offsets), robin.values(on: places))
      for i in d.indices { d[i] -= b[i] * v[i] }
      return d
    }
  }

  /// −λ
  func density(less taken: Taken) -> Density {
    density(less: taken) { _, _ in [Scalar](repeating: 0, count: projection.shifted.count) }
  }

  /// d − λ
  private func density(
    less taken: Taken, _ d: (_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar]
  ) -> Density {
    var found = density { offsets, places in
      var d = d(offsets, places)
      let (root, w) = (overRoot(taken, offsets, places), weight.values(on: places))
      for i in d.indices { d[i] -= max(0, w[i]).squareRoot() * root[i] }
      return d
    }
    // wz itself is orthogonal to what is beyond the modes.
    guard let mu = taken.mu, found.tail > 0, found.weightedTail < .infinity else { return found }
    let rooted = Taken(z: Coefficients(in: mu.space), mu: mu)
    found.product = projection.integral { offsets, places in
      var rest = d(offsets, places)
      let (root, w) = (overRoot(taken, offsets, places), weight.values(on: places))
      let (own, seen) = (overRoot(rooted, offsets, places), values(found.coefficients, offsets))
      for i in rest.indices {
        rest[i] -= max(0, w[i]).squareRoot() * root[i] + seen[i]
        rest[i] = w[i] > 0 ? rest[i] * own[i] / w[i].squareRoot() : 0
      }
      return rest
    }
    return found
  }

  /// λ/√w = √w z + μ at the places of a lattice.
  private func overRoot(_ taken: Taken, _ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar] {
    var root = values(taken.z, offsets)
    for (i, w) in weight.values(on: places).enumerated() { root[i] *= max(0, w).squareRoot() }
    if let mu = taken.mu {
      for (i, mu) in values(mu, offsets).enumerated() { root[i] += mu }
    }
    return root
  }

  /// ∫ λ²/w
  func energy(_ taken: Taken) -> Scalar {
    guard !weight.isZero else { return 0 }
    return projection.integral { overRoot(taken, $0, $1).map { $0 * $0 } }
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
