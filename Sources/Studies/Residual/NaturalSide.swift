import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// A side on which functions are free, as a space of its own: traces of trigonometric functions, and
/// densities on the side as functionals of them.
///
/// The space is that of the box with one cell, whose only mode is the constant, in the place of the
/// normal axis.
struct NaturalSide<Scalar: TransformScalar> {
  let side: BoxSide
  /// β, a function of the other coordinates; 0 on a Neumann side.
  let robin: Formula
  /// β + ½b·n, with which a value on the side is in the energy.
  let weight: Formula
  /// g − n·a∇W − βW
  let datum: Formula
  /// Σ_j n·a_nj ∂_j along the side, where a flux is oblique.
  let oblique: [(axis: Int, factor: Formula)]
  let projection: GaussProjection<Scalar>
  /// φ_k on the side, 1 or −1, and μ_k, of the modes of the normal axis.
  private let ends: [Scalar]
  private let squares: [Scalar]
  private let inner: Int
  private let outer: Int
  /// μ times the multiplicity, a mode along the side.
  private let weights: [Scalar]
  private let width: Int

  /// - Parameter stream: b·n on the side, outwards.
  init(
    _ side: BoxSide, of grid: Grid, robin: Formula, stream: Formula, datum: Formula,
    oblique: [(axis: Int, factor: Formula)] = [], points q: Int
  ) {
    self.side = side
    self.robin = robin
    weight = robin + 0.5 * stream
    self.datum = datum
    self.oblique = oblique
    let axis = grid.axes[side.axis]
    let point = Axis(0, 1, cells: 1, boundary: .neumann, placement: .cells)
    let face = grid.replacing(side.axis, by: point)
    projection = GaussProjection(on: FunctionSpace(on: face), points: q)
    let modes = 0..<grid.spectrumShape[side.axis]
    ends = modes.map { side.side == .lower || $0.isMultiple(of: 2) ? 1 : -1 }
    squares = modes.map { Scalar(axis.squareNorm($0, lastMode: .interpolant)) }
    weights = face.energyWeights(lastMode: .interpolant).reduce([1]) { products, squares in
      products.flatMap { w in squares.map { w * Scalar($0) } }
    }
    width = grid.isComplex ? 2 : 1
    inner = grid.spectrumShape[(side.axis + 1)...].reduce(width, *)
    outer = grid.spectrumShape[..<side.axis].reduce(1, *)
  }

  /// u on the side.
  func trace(of u: [Scalar]) -> Coefficients<Scalar> {
    var trace = Coefficients(in: projection.space)
    for o in 0..<outer {
      for (k, end) in ends.enumerated() {
        let row = (o * ends.count + k) * inner
        for i in 0..<inner { trace.values[o * inner + i] += end * u[row + i] }
      }
    }
    return trace
  }

  /// Adds ∫ d φ_k/μ_k over the side, d by its coefficients there.
  func add(_ d: Coefficients<Scalar>, to r: inout [Scalar]) {
    for o in 0..<outer {
      for k in ends.indices {
        let row = (o * ends.count + k) * inner
        let factor = ends[k] / squares[k]
        for i in 0..<inner { r[row + i] += factor * d.values[o * inner + i] }
      }
    }
  }

  /// Σ_k φ_k² s_k/μ_k of every mode along the side, of a number s a mode.
  func ownTraces(of s: [Scalar]) -> [Scalar] {
    var sums = [Scalar](repeating: 0, count: outer * inner)
    for o in 0..<outer {
      for (k, square) in squares.enumerated() {
        let row = (o * squares.count + k) * inner
        for i in 0..<inner { sums[o * inner + i] += s[row + i] / square }
      }
    }
    return sums
  }

  /// ∫ ab over the side.
  func inner(_ a: Coefficients<Scalar>, _ b: Coefficients<Scalar>) -> Scalar {
    var terms = a.values
    for i in terms.indices { terms[i] *= weights[i / width] * b.values[i] }
    return terms.withUnsafeBufferPointer { pairwiseSum($0) }
  }

  /// z at the places of a lattice of the side.
  func values(_ z: Coefficients<Scalar>, _ offsets: [Extended]) -> [Scalar] {
    z.values(derivative: offsets.map { _ in 0 }, offsets: offsets, by: projection.shifted)
  }

  /// ∫ (β + ½b·n) (z − u)² over the side.
  func energy(_ z: Coefficients<Scalar>, less u: Formula = 0) -> Scalar {
    guard !weight.isZero else { return 0 }
    return projection.integral { offsets, places in
      var e = values(z, offsets)
      let (u, w) = (u.values(on: places), weight.values(on: places))
      for i in e.indices { e[i] = w[i] * (e[i] - u[i]) * (e[i] - u[i]) }
      return e
    }
  }

  /// Whether β + ½b·n ≥ 0 at all points of the quadrature, but for round-off.
  var isCoercive: Bool {
    var (least, size): (Scalar, Scalar) = (0, 0)
    projection.lattices.forEach { _, places, _ in
      for (w, b) in zip(weight.values(on: places), robin.values(on: places)) {
        least = min(least, w)
        size = max(size, w.magnitude, b.magnitude)
      }
    }
    return -least <= Scalar.ulpOfOne.squareRoot() * size
  }

  var plain: [Bool] { projection.space.grid.axes.map { _ in false } }
}
