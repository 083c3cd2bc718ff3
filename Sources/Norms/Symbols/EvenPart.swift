import Fields
import Grids
import RealModule
import Transforms

/// Σ_k c_k Πᵢ |φ_{kᵢ}(xᵢ)|² at the points of a grid, summed by one transform.
///
///     sin² κx = (1 − cos 2κx)/2,    cos² κx = (1 + cos 2κx)/2
///
/// The doubled frequencies fold back onto the cosines that the same points resolve; along a periodic
/// axis |φ|² = 1, and the sum does not depend on x.
final class EvenPart<Scalar: TransformScalar> {
  private let grid: Grid
  /// The axes with ends, each with Neumann conditions; nil if all are periodic.
  private let cosines: Grid?
  /// Where each stored mode of an axis goes, and with which sign; nil on a periodic axis.
  private let folds: [[Fold]?]
  private var values: [Scalar]

  struct Fold {
    var index: Int
    /// ±½, or 0 where the cosine vanishes on every point.
    var factor: Scalar
  }

  init(_ grid: Grid) {
    self.grid = grid
    let bounded = grid.axes.filter { !$0.isPeriodic }.map {
      $0.with(boundary: .neumann, placement: $0.placement)
    }
    cosines = bounded.isEmpty ? nil : Grid(bounded)
    folds = grid.axes.map { axis in
      axis.isPeriodic ? nil : (0..<axis.count).map { Fold(axis, mode: $0) }
    }
    values = [Scalar](repeating: 0, count: cosines?.count ?? 1)
  }

  /// Adds the terms of one row of modes.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func add(_ terms: UnsafeBufferPointer<Scalar>, _ leading: [Int]) {
    // Each bounded axis has two places: the constant and the folded cosine.
    var places: [(start: Int, factor: Scalar)] = [(0, 1)]
    for (axis, i) in leading.enumerated() {
      guard let fold = folds[axis]?[i] else { continue }
      let count = grid.axes[axis].cosineCount
      places = places.flatMap { place in
        [
          (place.start * count, place.factor / 2),
          (place.start * count + fold.index, place.factor * fold.factor),
        ]
      }
    }
    guard let last = folds[leading.count] else {
      let sum = pairwiseSum(terms)
      for place in places { values[place.start] += place.factor * sum }
      return
    }
    let half = pairwiseSum(terms) / 2
    let count = grid.axes[leading.count].cosineCount
    for place in places {
      values[place.start * count] += place.factor * half
      for k in terms.indices {
        values[place.start * count + last[k].index] += place.factor * last[k].factor * terms[k]
      }
    }
  }

  /// The largest sum, and the first point of the grid that attains it.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func largest() -> (value: Scalar, point: Int) {
    guard let cosines else { return (values[0], 0) }
    let sums = Field(
      consuming: Coefficients(in: FunctionSpace<Scalar>(on: cosines), values: values))
    var value = -Scalar.infinity
    // The sum at the point that is named: points that differ by round-off alone do not take turns.
    var best = (value: -Scalar.infinity, point: 0)
    let strides = strides
    for point in 0..<grid.axes.filter({ !$0.isPeriodic }).reduce(1, { $0 * $1.count }) {
      var rest = point
      var place = 0
      var index = 0
      for (axis, stride) in zip(grid.axes, strides).reversed() where !axis.isPeriodic {
        let i = rest % axis.count
        rest /= axis.count
        index += i * stride.grid
        // Dirichlet nodes begin one place above the end, cosines on it.
        place += (i + (axis.placement == .nodes ? axis.firstHalf / 2 : 0)) * stride.cosines
      }
      let sum = sums.values[place]
      value = max(value, sum)
      if index == 0 || sum > best.value * (1 + 64 * .ulpOfOne) { best = (sum, index) }
    }
    return (value, best.point)
  }

  /// How far apart neighbours of each axis lie, on the grid and among the cosines.
  private var strides: [(grid: Int, cosines: Int)] {
    var strides: [(grid: Int, cosines: Int)] = []
    var next = (grid: 1, cosines: 1)
    for axis in grid.axes.reversed() {
      strides.insert(next, at: 0)
      next.grid *= axis.count
      if !axis.isPeriodic { next.cosines *= axis.cosineCount }
    }
    return strides
  }
}

extension EvenPart.Fold {
  init(_ axis: Axis, mode i: Int) {
    let n = axis.cells
    let k = axis.waveNumber(i)
    let isHalf = axis.basis == .halfSine || axis.basis == .halfCosine
    let isSine = axis.basis == .sine || axis.basis == .halfSine
    // 2κL/π: cos 2κx = cos(m π ξ).
    let m = isHalf ? 2 * k + 1 : 2 * k
    var factor: Scalar = isSine ? -0.5 : 0.5
    if m > n, axis.placement == .cells { factor.negate() }
    if m == n, axis.placement == .cells { factor = 0 }
    self.init(index: m > n ? 2 * n - m : m == n && axis.placement == .cells ? 0 : m, factor: factor)
  }
}

extension Axis {
  /// The number of cosines that the axis's lattice resolves.
  fileprivate var cosineCount: Int { placement == .nodes ? cells + 1 : cells }
}
