import Fields
import Grids
import RealModule
import Solvers
import Transforms

/// The projection of functions on the modes of a grid, by Gauss quadrature on its cells.
struct GaussProjection<Scalar: TransformScalar> {
  let space: FunctionSpace<Scalar>
  let lattices: GaussLattices<Scalar>
  let shifted: ShiftedTransform<Scalar>

  init(on space: FunctionSpace<Scalar>, points q: Int) {
    self.space = space
    lattices = GaussLattices(space.grid, points: q)
    shifted = ShiftedTransform(space.transform.kinds)
  }

  /// P g in the basis, or in its conjugate along some axes, and ‖g − P g‖.
  ///
  /// - Parameters:
  ///   - meanless: an axis along which P g has no mean on any line: those of g are left out of the norm.
  ///   - rests: what of |g| no point sees; nil: nothing.
  ///   - samples: g on one lattice, by its offsets and its places along each axis.
  func project(
    conjugate: [Bool], meanless axis: Int? = nil,
    rests: ((_ offsets: [Extended]) -> [Scalar])? = nil,
    _ samples: (_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar]
  ) -> (Coefficients<Scalar>, Scalar) {
    var means = axis.map {
      LineMeans<Scalar>(axis: $0, of: space.grid, points: lattices.points)
    }
    var lattice = 0
    let sum = coefficients(conjugate: conjugate) { offsets, places, share in
      let g = samples(offsets, places)
      means?.add(g, lattice: lattice, share: share)
      lattice += 1
      return g
    }
    var square: Scalar = 0
    var seen = [Scalar](repeating: 0, count: shifted.count)
    lattice = 0
    lattices.forEach { offsets, places, share in
      var g = samples(offsets, places)
      means?.subtract(from: &g, lattice: lattice)
      lattice += 1
      sum.values.withUnsafeBufferPointer { sum in
        seen.withUnsafeMutableBufferPointer {
          shifted.values(
            of: sum, offsets: offsets.map { Scalar($0) }, conjugate: conjugate, into: $0)
        }
      }
      for i in seen.indices { seen[i] = (g[i] - seen[i]) * (g[i] - seen[i]) }
      for (i, rest) in (rests?(offsets) ?? []).enumerated() { seen[i] += rest * rest }
      square += share * seen.withUnsafeBufferPointer { pairwiseSum($0) }
    }
    return (sum, (square * Scalar(space.grid.cellVolume)).squareRoot())
  }

  /// P g, of samples that are told the share of a cell that each of their points stands for.
  func coefficients(
    conjugate: [Bool],
    _ samples: (_ offsets: [Extended], _ places: [[Scalar]], _ share: Scalar) -> [Scalar]
  ) -> Coefficients<Scalar> {
    var sum = Coefficients<Scalar>(in: space)
    var part = sum.values
    lattices.forEach { offsets, places, share in
      samples(offsets, places, share).withUnsafeBufferPointer { g in
        part.withUnsafeMutableBufferPointer {
          shifted.project(g, offsets: offsets.map { Scalar($0) }, conjugate: conjugate, into: $0)
        }
      }
      for i in part.indices { sum.values[i] += share * part[i] }
    }
    return sum
  }

  /// ∫ g
  func integral(
    of samples: (_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar]
  ) -> Scalar {
    var total: Scalar = 0
    lattices.forEach { offsets, places, share in
      total += share * samples(offsets, places).withUnsafeBufferPointer { pairwiseSum($0) }
    }
    return total * Scalar(space.grid.cellVolume)
  }
}
