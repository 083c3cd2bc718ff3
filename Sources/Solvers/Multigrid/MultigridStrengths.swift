import Fields
import Transforms

/// What the links along each axis are beside those along the others, over all points of a level.
///
/// s_a is an axis's share of a point's links. Where the largest, s_a, leaves the next below `strength` s_a, the
/// axis *outweighs* the others: no sweep over points makes an error smooth along these, and lines along a do.
/// An error is then smooth along the axes whose share is `strength` of a reference at least: of the next
/// share there, of the largest elsewhere. The last points before a Dirichlet end have no link to a next one and
/// tell nothing of a: they count in the mean alone.
struct MultigridStrengths {
  /// The mean of s, of all axes.
  private(set) var mean = [0.0, 0.0, 0.0]
  /// Of the points with links along all axes: the mean of s, that of the reference, and the share of the
  /// points at which an axis outweighs the others; nil where no point has them.
  private(set) var inside: (mean: [Double], reference: Double, outweighing: [Double])?

  /// - Parameters:
  ///   - rows: how many, and of each row the links along the axes, summed by a ``Sum``.
  init(rows: Int, points: Int, _ sum: (Int) -> Sum, threadsFrom minimum: Int = .max) {
    var sums = [Sum](repeating: Sum(), count: rows)
    sums.withUnsafeMutableBufferPointer { sums in
      // Every row has a place of its own.
      nonisolated(unsafe) let sums = sums
      Threads.forEachChunk(count: rows, minimum: minimum) { chunk in
        for r in chunk { sums[r] = sum(r) }
      }
    }
    var whole = Sum()
    for sum in sums {
      whole.shares += sum.shares
      whole.inside += sum.inside
      whole.reference += sum.reference
      whole.count += sum.count
      whole.outweighing &+= sum.outweighing
    }
    mean = (0..<3).map { whole.shares[$0] / Double(max(1, points)) }
    guard whole.count > 0 else { return }
    let count = Double(whole.count)
    inside = (
      (0..<3).map { whole.inside[$0] / count }, whole.reference / count,
      (0..<3).map { Double(whole.outweighing[$0]) / count }
    )
  }

  /// Over some points.
  struct Sum {
    fileprivate var shares = SIMD4<Double>()
    fileprivate var inside = SIMD4<Double>()
    fileprivate var reference = 0.0
    fileprivate var count = 0
    fileprivate var outweighing = SIMD4<Int>()

    /// Adds a point.
    ///
    /// - Parameters:
    ///   - along: its links along each axis.
    ///   - isWide: 1 for axes of more than two points: others have neither lines nor a next level.
    @inline(__always)
    mutating func add(_ along: SIMD4<Double>, _ isWide: SIMD4<Double>, strength: Double) {
      let sum = along.sum()
      guard sum > 0 else { return }
      shares += along / sum
      // Where an axis is not wide nothing is missing.
      guard ((along .> 0) .| (isWide .== 0)) == SIMDMask(repeating: true) else { return }
      let wide = along * isWide / sum
      var (first, next, axis) = (wide[0], -Double.infinity, 0)
      for a in 1..<3 {
        if wide[a] > first {
          (first, next, axis) = (wide[a], first, a)
        } else if wide[a] > next {
          next = wide[a]
        }
      }
      let outweighs = next < strength * first
      if outweighs { outweighing[axis] += 1 }
      inside += along / sum
      reference += outweighs ? next : first
      count += 1
    }
  }
}

extension MultigridStencil {
  /// The links along the axes; a diagonal one, which stands for two, counts for each of its axes.
  func strengths(beside strength: Double) -> MultigridStrengths {
    let isWide = MultigridOffset.wide(shape)
    let straight = MultigridOffset.straight.enumerated().compactMap { a, code in
      links[code].map { values in (values, MultigridOffset.mask([a], 1)) }
    }
    let diagonal = MultigridOffset.diagonals.compactMap { code, axes in
      links[code].map { values in (values, MultigridOffset.mask(axes, 2)) }
    }
    return MultigridStrengths(
      rows: shape[0] * shape[1], points: count,
      { r in
        var sum = MultigridStrengths.Sum()
        for p in r * length..<(r + 1) * length {
          var along = SIMD4<Double>()
          for (values, mask) in straight { along += Double(values[p]) * mask }
          for (values, mask) in diagonal { along += Double(values[p]) * mask }
          sum.add(along, isWide, strength: strength)
        }
        return sum
      }, threadsFrom: 8192 / length + 1)
  }
}

extension MultigridOffset {
  /// The links that lead along several axes, and which.
  fileprivate static let diagonals: [(code: Int, axes: [Int])] =
    (14..<27).compactMap { code in
      let axes = axes(code)
      // Both diagonals stand for a link that is counted twice.
      return axes.count > 1 ? (code, axes) : nil
    }

  fileprivate static func mask(_ axes: [Int], _ value: Double) -> SIMD4<Double> {
    var mask = SIMD4<Double>()
    for a in axes { mask[a] = value }
    return mask
  }

  /// 1 for the axes of more than two points.
  static func wide(_ shape: [Int]) -> SIMD4<Double> {
    mask((0..<3).filter { shape[$0] > 2 }, 1)
  }
}
