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
  let beta: Formula
  /// g − n·a∇W − βW
  let datum: Formula
  let projection: GaussProjection<Scalar>
  /// φ_k on the side, 1 or −1, and μ_k, of the modes of the normal axis.
  private let ends: [Scalar]
  private let squares: [Scalar]
  private let inner: Int
  private let outer: Int

  init(_ side: BoxSide, of grid: Grid, beta: Formula, datum: Formula, points q: Int) {
    self.side = side
    self.beta = beta
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

  /// P(βz)
  func weighted(_ z: Coefficients<Scalar>) -> Coefficients<Scalar> {
    if let beta = beta.constant {
      var product = z
      for i in product.values.indices { product.values[i] *= Scalar(beta) }
      return product
    }
    return projection.project(conjugate: plain) { offsets, places in
      var product = values(z, offsets)
      for (i, b) in beta.values(on: places).enumerated() { product[i] *= b }
      return product
    }.0
  }

  /// The coefficients of d = g − n·a∇W − βW − βz, ‖d‖ and ‖(I − P) d‖.
  func density(
    less z: Coefficients<Scalar>
  ) -> (coefficients: Coefficients<Scalar>, norm: Scalar, tail: Scalar) {
    func samples(_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar] {
      var d = datum.values(on: places)
      let (z, b) = (values(z, offsets), beta.values(on: places))
      for i in d.indices { d[i] -= b[i] * z[i] }
      return d
    }
    let (coefficients, tail) = projection.project(conjugate: plain, samples)
    let square = projection.integral { samples($0, $1).map { $0 * $0 } }
    return (coefficients, square.squareRoot(), tail)
  }

  /// ∫ β (z − u)² over the side.
  func energy(_ z: Coefficients<Scalar>, less u: Formula = 0) -> Scalar {
    guard !beta.isZero else { return 0 }
    return projection.integral { offsets, places in
      var e = values(z, offsets)
      let (u, b) = (u.values(on: places), beta.values(on: places))
      for i in e.indices { e[i] = b[i] * (e[i] - u[i]) * (e[i] - u[i]) }
      return e
    }
  }

  private var plain: [Bool] { projection.space.grid.axes.map { _ in false } }
}
