import Fields
import Grids
import Transforms

/// ∫ q dxᵢ/L along every line of an axis, over the shifted lattices of a quadrature.
///
/// Between two Dirichlet sides ∂ᵢφ has the mean 0 on every line, and ∫ q ∂ᵢφ does not see that of q. The
/// derivatives of sines are cosines without the constant, so that the means are orthogonal to all of
/// them: what is left of q has the least norm of all that act alike.
struct LineMeans<Scalar: TransformScalar> {
  private let count: Int
  private let inner: Int
  /// The lattices of a turn of the axis's own offset, and of one step of it.
  private let points: Int
  private let stride: Int
  /// By the offsets of the other axes: sums, and then means, and the shares that they stand for.
  private var values: [[Scalar]]
  private var shares: [Scalar]

  init(axis: Int, of grid: Grid, points q: Int) {
    count = grid.axes[axis].cells
    inner = grid.cells[(axis + 1)...].reduce(1, *)
    points = q
    stride = grid.cells[(axis + 1)...].reduce(1) { product, _ in product * q }
    let lines = grid.cells.reduce(1, *) / count
    let lattices = grid.cells.dropFirst().reduce(1) { product, _ in product * q }
    values = Array(repeating: Array(repeating: 0, count: lines), count: lattices)
    shares = Array(repeating: 0, count: lattices)
  }

  /// Adds the samples of a lattice, by its number in the order of the rule.
  mutating func add(_ q: [Scalar], lattice: Int, share: Scalar) {
    let place = place(lattice)
    shares[place] += share
    let weight = share / Scalar(count)
    for line in values[place].indices {
      let start = line / inner * count * inner + line % inner
      var sum: Scalar = 0
      for j in 0..<count { sum += q[start + j * inner] }
      values[place][line] += weight * sum
    }
  }

  /// Takes the means off samples of the same lattice, after all were added.
  func subtract(from q: inout [Scalar], lattice: Int) {
    let place = place(lattice)
    for line in values[place].indices {
      let mean = values[place][line] / shares[place]
      let start = line / inner * count * inner + line % inner
      for j in 0..<count { q[start + j * inner] -= mean }
    }
  }

  /// The sum of their squares over the points, with their shares.
  var square: Scalar {
    var total: Scalar = 0
    for (sums, share) in zip(values, shares) {
      total += sums.withUnsafeBufferPointer { dot($0, $0) } / share
    }
    return Scalar(count) * total
  }

  /// The lattice's number without the digit of the axis.
  private func place(_ lattice: Int) -> Int {
    lattice / (stride * points) * stride + lattice % stride
  }
}
