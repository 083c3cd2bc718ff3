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
  ///   - samples: g on one lattice, by its offsets and its places along each axis.
  func project(
    conjugate: [Bool], meanless axis: Int? = nil,
    _ samples: (_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar]
  ) -> (Coefficients<Scalar>, Scalar) {
    var sum = Coefficients<Scalar>(in: space)
    var part = sum.values
    var means = axis.map {
      LineMeans<Scalar>(axis: $0, of: space.grid, points: lattices.points)
    }
    var lattice = 0
    lattices.forEach { offsets, places, share in
      let g = samples(offsets, places)
      means?.add(g, lattice: lattice, share: share)
      lattice += 1
      g.withUnsafeBufferPointer { g in
        part.withUnsafeMutableBufferPointer {
          shifted.project(g, offsets: offsets.map { Scalar($0) }, conjugate: conjugate, into: $0)
        }
      }
      for i in part.indices { sum.values[i] += share * part[i] }
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
      square += share * seen.withUnsafeBufferPointer { pairwiseSum($0) }
    }
    return (sum, (square * Scalar(space.grid.cellVolume)).squareRoot())
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
