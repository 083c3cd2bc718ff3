import Fields
import Grids
import RealModule
import Transforms

/// Jumps of the q-th derivative along the axes, in a field continued across its ends by its space:
/// around the circle, oddly at a Dirichlet end, evenly at a Neumann end.
///
///     |Δ^{q+1} u| / h^q   is about the jump in the windows that hold it, O(h) in all others
///
/// A window counts as a jump if it stands out from the line's median; its size is the difference of
/// the q-th derivatives on both sides, each continued by a parabola.
///
/// Powers |x − x₀|^γ stand out as well, and limit s* at γ + d/2 or, across a line, at γ + ½. A jump is on
/// the lines beside it too, while that of a power at a point falls off with the distance in cells, to the
/// power γ − q − 1 < −1; and it does not depend on the grid, while that of a power goes like h^{γ − q}.
struct JumpSearch {
  /// How far a jump stands out: normal noise reaches 6 medians on a line of 4096 points, and a
  /// smooth function 10 on a line of 16. It only decides what is named.
  private static let prominence = 16.0
  /// How far away lines are looked at beside one that jumps, in cells, and how much of the jump they
  /// must have: a power at a point has 8^{−1.3} < 1/4 left where s* is as near to q + ½ as is asked for.
  private static let distance = 8
  /// |γ − q| of what is still called a jump: as well as s* is known.
  private static let steadiness = 0.05

  let grid: Grid
  let values: [Double]
  let order: Int
  /// The relative precision of the values.
  let epsilon: Double

  /// The largest jumps along each axis on the line where it jumps most, largest first; those below
  /// half of the largest are left out.
  func jumps() -> [FunctionJump] {
    let found = grid.axes.indices.flatMap { jumps(axis: $0) }
      .sorted { $0.size.magnitude > $1.size.magnitude }
    guard let largest = found.first else { return [] }
    return found.filter { $0.size.magnitude >= largest.size.magnitude / 2 }
  }

  private func jumps(axis a: Int) -> [FunctionJump] {
    let axis = grid.axes[a]
    guard axis.count >= 4 * (order + 3) else { return [] }
    let inner = grid.shape[(a + 1)...].reduce(1, *)
    let outer = grid.shape[..<a].reduce(1, *)
    let size = values.reduce(0) { max($0, $1.magnitude) }
    let noise = 64 * epsilon * size * Double(1 << (order + 1))
    var best: (line: Line, peak: Double, start: Int)?
    for o in 0..<outer {
      for i in 0..<inner {
        let start = o * axis.count * inner + i
        let line = Line(axis, values, start: start, stride: inner, order: order)
        let peak = line.indicators.reduce(0, max)
        if peak > best?.peak ?? noise { best = (line, peak, start) }
      }
    }
    guard let (line, peak, start) = best, peak > Self.prominence * line.median,
      goesOn(beside: start, axis: a, peak)
    else { return [] }
    let point = grid.point(start)
    let coarse = line.coarsened()
    let coarseJumps = coarse.groups(above: coarse.indicators.reduce(0, max) / 4).map(coarse.jump)
    return line.groups(above: peak / 4).compactMap { group in
      let (t, size) = line.jump(group)
      let isSteady = coarseJumps.contains { other in
        (other.t - t).magnitude < 4 && other.size * size > 0
          && Double.log2(size / other.size).magnitude <= Self.steadiness
      }
      guard isSteady else { return nil }
      let half = Extended(t) * 2
      guard half >= -1.01, half < Extended(2 * axis.cells) + (axis.isPeriodic ? -1.01 : 1.01) else {
        return nil
      }
      var place = point
      let isAtEnd = t.magnitude < 0.51 || (t - Double(axis.cells)).magnitude < 0.51
      place[a] = Double(axis.lower) + t * Double(axis.spacing)
      if t.magnitude < 0.51 { place[a] = Double(axis.lower) }
      if (t - Double(axis.cells)).magnitude < 0.51 { place[a] = Double(axis.upper) }
      return FunctionJump(axis: a, order: order, size: size, point: place, isAtEnd: isAtEnd)
    }
  }

  /// Whether what stands out on a line does so across every other axis, on one side at least.
  private func goesOn(beside start: Int, axis a: Int, _ peak: Double) -> Bool {
    let strides = grid.axes.indices.map { grid.shape[($0 + 1)...].reduce(1, *) }
    let indices = grid.axes.indices.map { start / strides[$0] % grid.shape[$0] }
    return grid.axes.indices.allSatisfy { b in
      guard b != a, grid.axes[b].count > 4 * Self.distance else { return true }
      return [-Self.distance, Self.distance].contains { move in
        var other = indices[b] + move
        if grid.axes[b].isPeriodic { other = (other + grid.shape[b]) % grid.shape[b] }
        guard (0..<grid.shape[b]).contains(other) else { return false }
        let line = Line(
          grid.axes[a], values, start: start + (other - indices[b]) * strides[b],
          stride: strides[a], order: order)
        return line.indicators.reduce(0, max) > peak / 4
      }
    }
  }

  /// One line of values, continued beyond its ends.
  private struct Line {
    let u: [Double]
    /// t of the first value, in cells from the lower end.
    let first: Double
    let h: Double
    /// How many cells of the grid lie between two values.
    let cell: Double
    let order: Int
    /// |Δ^{q+1} u| of each window, by its first value.
    let indicators: [Double]

    private init(_ u: [Double], first: Double, h: Double, order: Int, cell: Double = 1) {
      self.cell = cell
      self.u = u
      self.first = first
      self.h = h
      self.order = order
      indicators = Self.differences(u, order + 1).map(\.magnitude)
    }

    init(_ axis: Axis, _ values: [Double], start: Int, stride: Int, order: Int) {
      // So much that windows at an end fit on the coarser line too.
      let margin = 2 * (order + 8)
      let half = axis.firstHalf - 2 * margin
      var u: [Double] = []
      var place = half
      while place <= 2 * axis.cells + 2 * margin {
        u.append(
          axis.reflected(half: place).map {
            Double($0.sign) * values[start + $0.index * stride]
          } ?? 0)
        place += 2
      }
      self.init(u, first: Double(half) / 2, h: Double(axis.spacing), order: order)
    }

    /// Every second value; t still counts cells of the finer line.
    func coarsened() -> Line {
      Line(
        stride(from: 0, to: u.count, by: 2).map { u[$0] }, first: first, h: 2 * h, order: order,
        cell: 2 * cell)
    }

    static func differences(_ u: [Double], _ order: Int) -> [Double] {
      (0..<order).reduce(u) { u, _ in zip(u.dropFirst(), u).map { $0 - $1 } }
    }

    var median: Double {
      let sorted = indicators.sorted()
      return sorted[sorted.count / 2]
    }

    /// Runs of windows above a threshold, with what belongs to their feet.
    func groups(above threshold: Double) -> [ClosedRange<Int>] {
      var groups: [ClosedRange<Int>] = []
      for i in indicators.indices where indicators[i] > threshold {
        // The windows of one jump overlap.
        if let last = groups.last, i - last.upperBound <= order + 1 {
          groups[groups.count - 1] = last.lowerBound...i
        } else {
          groups.append(i...i)
        }
      }
      return groups.map { group in
        let peak = indicators[group].max()!
        var (low, high) = (group.lowerBound, group.upperBound)
        while low > group.lowerBound - order - 1, low > 0, indicators[low - 1] > peak / 16 {
          low -= 1
        }
        while high < group.upperBound + order + 1, high + 1 < indicators.count,
          indicators[high + 1] > peak / 16
        { high += 1 }
        return low...high
      }
    }

    /// The place t and the size of the jump inside of these windows.
    func jump(_ group: ClosedRange<Int>) -> (t: Double, size: Double) {
      let left = group.lowerBound
      let right = min(u.count - 1, group.upperBound + order + 1)
      let t = first + cell * Double(left + right) / 2
      guard left - order - 2 >= 0, right + order + 2 < u.count else { return (t, 0) }
      let below = Self.differences(Array(u[(left - order - 2)...left]), order)
      let above = Self.differences(Array(u[right...(right + order + 2)]), order)
      // Values of the q-th derivative lie in the middles of their windows.
      let distance = Double(right - left) / 2 + Double(order) / 2
      func continued(_ d: [Double]) -> Double {
        // A parabola through places 0, −1, −2, at `distance`.
        let s = distance
        return d[0] * (s + 1) * (s + 2) / 2 - d[1] * s * (s + 2) + d[2] * s * (s + 1) / 2
      }
      let jump = continued(above) - continued(below.reversed())
      return (t, jump / Double.pow(h, order))
    }
  }
}
