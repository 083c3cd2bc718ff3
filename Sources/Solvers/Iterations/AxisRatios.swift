import Formulas
import Grids
import RealModule

/// What the entries aᵢ of a diagonal tensor are beside each other from place to place.
///
/// √g, g = (Π aᵢ)^{1/d}, takes the size of a out of −∇·(a∇u) and leaves rᵢ = aᵢ/g along axis i. A symbol has the
/// means mᵢ of these: it is off by what rᵢ/mᵢ is, whatever the grid.
struct AxisRatios {
  /// The least and the largest rᵢ/mᵢ, of all axes.
  private(set) var least = 1.0
  private(set) var largest = 1.0
  /// The largest of max (aᵢ/aⱼ) over min (aᵢ/aⱼ).
  private(set) var spread = 1.0
  /// The largest ratio of an aᵢ at two neighbours.
  private(set) var step = 1.0

  /// Whether the anisotropy is another one from place to place: by more than what makes an axis weak.
  var turns: Bool { spread > 1 / MultigridHierarchy.strength }

  /// Points of a lattice, and along which of its axes those beside each other are neighbours. On a circle the
  /// first point is the last one's neighbour, and stands behind it once more.
  struct Lattice {
    let axes: [[Double]]
    let neighbours: [Int]

    /// Every point of a grid, some planes at a time and one that they share.
    static func all(of grid: Grid) -> [Lattice] {
      let points = grid.axes.map(closed)
      let planes = max(1, (1 << 16) / points.dropFirst().reduce(1) { $0 * $1.count })
      return stride(from: 0, to: max(1, points[0].count - 1), by: planes).map { first in
        let end = min(first + planes + 1, points[0].count)
        return Lattice(
          axes: [Array(points[0][first..<end])] + points.dropFirst(),
          neighbours: Array(points.indices))
      }
    }

    /// For each axis every point along some lines: at places of the other axes that no power of two divides.
    static func lines(of grid: Grid) -> [Lattice] {
      let points = grid.axes.map(closed)
      return points.indices.map { d in
        let axes = points.enumerated().map { k, points in
          k == d
            ? points
            : (0..<7).map { points[min(points.count - 1, (2 * $0 + 1) * points.count / 14)] }
        }
        return Lattice(axes: axes, neighbours: [d])
      }
    }

    private static func closed(_ axis: Axis) -> [Double] {
      let points = axis.points.map { Double($0) }
      return axis.isPeriodic ? points + points.prefix(1) : points
    }

    /// The largest ratio of values at two neighbours along an axis.
    func step(_ values: [Double], along d: Int) -> Double {
      let stride = axes[(d + 1)...].reduce(1) { $0 * $1.count }
      let n = axes[d].count
      var step = 1.0
      for k in values.indices where k / stride % n + 1 < n {
        let (a, b) = (values[k], values[k + stride])
        let ratio = a > b ? a / b : b / a
        if ratio > step { step = ratio }
      }
      return step
    }
  }

  /// At every point of a grid.
  ///
  /// - Complexity: an evaluation of each aᵢ a point, of a few planes at a time; nothing for a scalar.
  init(_ op: SecondOrderOperator, on grid: Grid) {
    self.init(op, at: Lattice.all(of: grid))
  }

  init(_ op: SecondOrderOperator, at lattices: @autoclosure () -> [Lattice]) {
    let rank = op.rank
    guard rank > 1, !op.diffusion.isScalar,
      (0..<rank).contains(where: { op.diffusion($0, $0).constant == nil })
    else { return }
    var lower = [Double](repeating: .infinity, count: rank)
    var upper = [Double](repeating: 0, count: rank)
    var sums = [Double](repeating: 0, count: rank)
    var count = 0.0
    // The extremes of aᵢ/aⱼ.
    var quotients = [(least: Double, largest: Double)](
      repeating: (.infinity, 0), count: rank * rank)
    for lattice in lattices() {
      let a = (0..<rank).map { op.diffusion($0, $0).values(on: lattice.axes) }
      for axis in lattice.neighbours {
        for values in a { step = max(step, lattice.step(values, along: axis)) }
      }
      for k in a[0].indices {
        let product = a.reduce(1) { $0 * $1[k] }
        guard product > 0, product.isFinite else { continue }
        let g = rank == 2 ? product.squareRoot() : Double.root(product, rank)
        for i in 0..<rank {
          let r = a[i][k] / g
          (lower[i], upper[i]) = (min(lower[i], r), max(upper[i], r))
          sums[i] += r
          for j in 0..<i {
            let quotient = a[i][k] / a[j][k]
            let (least, largest) = quotients[i * rank + j]
            quotients[i * rank + j] = (min(least, quotient), max(largest, quotient))
          }
        }
        count += 1
      }
    }
    guard count > 0 else { return }
    (least, largest) = (.infinity, 0)
    for i in 0..<rank {
      let mean = sums[i] / count
      (least, largest) = (min(least, lower[i] / mean), max(largest, upper[i] / mean))
      for j in 0..<i {
        let (low, high) = quotients[i * rank + j]
        spread = max(spread, high / low)
      }
    }
  }
}
