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
  /// Modes are orthogonal in the sums of the rule as well, so that one pass over the lattices gives
  ///
  ///     ‖g − P g‖² = ‖g‖² − Σ_k (2μ_k − N_k) |ĝ_k|²,     N_k = ‖φ_k‖² by the rule
  ///
  /// where nine digits of the difference are left of it; else there is a second pass. N_k is μ_k but
  /// for last modes, whose squares the rule does not resolve.
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
    var (lattice, square, rest): (Int, Scalar, Scalar) = (0, 0, 0)
    let sum = coefficients(conjugate: conjugate) { offsets, places, share in
      let g = samples(offsets, places)
      means?.add(g, lattice: lattice, share: share)
      lattice += 1
      square += share * g.withUnsafeBufferPointer { dot($0, $0) }
      if let rests { rest += share * rests(offsets).withUnsafeBufferPointer { dot($0, $0) } }
      return g
    }
    let volume = Scalar(space.grid.cellVolume)
    var beyond = square - (means?.square ?? 0) - energy(of: sum, conjugate: conjugate) / volume
    if !(beyond > 1e10 * Scalar.ulpOfOne * square) {
      beyond = difference(from: sum, conjugate: conjugate, means, samples)
    }
    return (sum, ((beyond + rest) * volume).squareRoot())
  }

  /// ‖g − P g‖² in cells, from point to point.
  private func difference(
    from sum: Coefficients<Scalar>, conjugate: [Bool], _ means: LineMeans<Scalar>?,
    _ samples: (_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar]
  ) -> Scalar {
    var (lattice, square): (Int, Scalar) = (0, 0)
    let seen = ShiftedFunction(sum.values, conjugate: conjugate, by: shifted)
    lattices.forEach { offsets, places, share in
      var g = samples(offsets, places)
      means?.subtract(from: &g, lattice: lattice)
      lattice += 1
      for (i, value) in seen.values(offsets).enumerated() { g[i] -= value }
      square += share * g.withUnsafeBufferPointer { dot($0, $0) }
    }
    return square
  }

  /// Σ_k (2μ_k − N_k) |ĝ_k|²
  private func energy(of g: Coefficients<Scalar>, conjugate: [Bool]) -> Scalar {
    let grid = space.grid
    let shape = grid.spectrumShape
    let weights = grid.energyWeights(lastMode: .interpolant).map { $0.rounded(to: Scalar.self) }
    // N/μ of each mode of an axis.
    let ratios = grid.axes.indices.map { a -> [Scalar] in
      var ratios = [Scalar](repeating: 1, count: shape[a])
      if let last = grid.axes[a].lastMode, last < shape[a] {
        ratios[last] = lattices.lastSquare(of: grid.axes[a], conjugate: conjugate[a])
      }
      return ratios
    }
    let width = grid.isComplex ? 2 : 1
    let (n, rows) = (shape.last!, shape.dropLast().reduce(1, *))
    var sums = [Scalar](repeating: 0, count: rows)
    for row in 0..<rows {
      var (rest, weight, ratio): (Int, Scalar, Scalar) = (row, 1, 1)
      for a in shape.indices.dropLast().reversed() {
        weight *= weights[a][rest % shape[a]]
        ratio *= ratios[a][rest % shape[a]]
        rest /= shape[a]
      }
      var sum: Scalar = 0
      for k in 0..<n {
        let start = (row * n + k) * width
        var square = g.values[start] * g.values[start]
        if width == 2 { square += g.values[start + 1] * g.values[start + 1] }
        sum += (2 - ratio * ratios[shape.count - 1][k]) * weights[shape.count - 1][k] * square
      }
      sums[row] = weight * sum
    }
    return sums.withUnsafeBufferPointer { pairwiseSum($0) }
  }

  /// P g, of samples that are told the share of a cell that each of their points stands for.
  func coefficients(
    conjugate: [Bool],
    _ samples: (_ offsets: [Extended], _ places: [[Scalar]], _ share: Scalar) -> [Scalar]
  ) -> Coefficients<Scalar> {
    let sum = ShiftedSum(conjugate: conjugate, by: shifted)
    lattices.forEach { offsets, places, share in
      let g = samples(offsets, places, share)
      sum.add(g, offsets: offsets.map { Scalar($0) }, weight: share)
    }
    return Coefficients(in: space, values: sum.finish())
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
