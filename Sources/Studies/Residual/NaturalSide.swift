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
  let projection: GaussProjection<Scalar>
  /// φ_k on the side, 1 or −1, and μ_k, of the modes of the normal axis.
  private let ends: [Scalar]
  private let squares: [Scalar]
  private let inner: Int
  private let outer: Int

  /// - Parameter stream: b·n on the side, outwards.
  init(
    _ side: BoxSide, of grid: Grid, robin: Formula, stream: Formula, datum: Formula, points q: Int
  ) {
    self.side = side
    self.robin = robin
    weight = robin + 0.5 * stream
    self.datum = datum
    let axis = grid.axes[side.axis]
    let point = Axis(0, 1, cells: 1, boundary: .neumann, placement: .cells)
    projection = GaussProjection(
      on: FunctionSpace(on: grid.replacing(side.axis, by: point)), points: q)
    let modes = 0..<grid.spectrumShape[side.axis]
    ends = modes.map { side.side == .lower || $0.isMultiple(of: 2) ? 1 : -1 }
    squares = modes.map { Scalar(axis.squareNorm($0, lastMode: .interpolant)) }
    let width = grid.isComplex ? 2 : 1
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

  /// z at the places of a lattice of the side.
  func values(_ z: Coefficients<Scalar>, _ offsets: [Extended]) -> [Scalar] {
    z.values(derivative: offsets.map { _ in 0 }, offsets: offsets, by: projection.shifted)
  }

  /// P((β + ½b·n) z)
  func weighted(_ z: Coefficients<Scalar>) -> Coefficients<Scalar> {
    if let weight = weight.constant {
      var product = z
      for i in product.values.indices { product.values[i] *= Scalar(weight) }
      return product
    }
    let z = z.function(derivative: plain.map { _ in 0 }, by: projection.shifted)
    return projection.coefficients(conjugate: plain) { offsets, places, _ in
      var product = z.values(offsets)
      for (i, w) in weight.values(on: places).enumerated() { product[i] *= w }
      return product
    }
  }

  /// A density d on the side: its coefficients, ‖d‖ and ‖(I − P) d‖.
  typealias Density = (coefficients: Coefficients<Scalar>, norm: Scalar, tail: Scalar)

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

  private func density(
    _ samples: (_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar]
  ) -> Density {
    let (coefficients, tail) = projection.project(conjugate: plain, samples)
    let square = projection.integral { samples($0, $1).map { $0 * $0 } }
    return (coefficients, square.squareRoot(), tail)
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

  private var plain: [Bool] { projection.space.grid.axes.map { _ in false } }
}
