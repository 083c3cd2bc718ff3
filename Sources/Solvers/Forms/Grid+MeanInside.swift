import Fields
import Grids
import Transforms

extension Grid {
  /// Σ s/Σ w over the points that are not next to a Dirichlet side, w the weights over those of an inner
  /// point, which s has in it; 0 where there is none.
  func meanInside<Scalar: TransformScalar>(_ s: UnsafeBufferPointer<Scalar>) -> Scalar {
    let relative = axes.map { axis in
      (0..<axis.count).map { j -> Scalar in
        if j == 0, axis.end(.lower) == .dirichlet { return 0 }
        if j == axis.count - 1, axis.end(.upper) == .dirichlet { return 0 }
        return 1
      }
    }
    let halves = axes.map { axis in
      axis.weights.map { Scalar($0 / axis.spacing) }
    }
    let last = rank - 1
    let n = shape[last]
    func rows(_ tables: [[Scalar]]) -> [Scalar] {
      tables.dropLast().reduce([1]) { a, b in a.flatMap { x in b.map { x * $0 } } }
    }
    let inside = rows(relative)
    let weight = rows(halves)
    var (sum, total): (Scalar, Scalar) = (0, 0)
    let rowTotal = (0..<n).reduce(Scalar(0)) { $0 + relative[last][$1] * halves[last][$1] }
    let (first, end) = (relative[last].first == 0 ? 1 : 0, relative[last].last == 0 ? n - 1 : n)
    guard first < end else { return 0 }
    var sums = [Scalar](repeating: 0, count: inside.count)
    sums.withUnsafeMutableBufferPointer { sums in
      // Every row has a place of its own.
      nonisolated(unsafe) let (s, sums) = (s, sums)
      Threads.forEachChunk(count: inside.count, minimum: 65536 / n + 1) { rows in
        for r in rows where inside[r] != 0 {
          sums[r] = blockSum(UnsafeBufferPointer(rebasing: s[(r * n + first)..<(r * n + end)]))
        }
      }
    }
    for r in inside.indices where inside[r] != 0 {
      sum += sums[r]
      total += weight[r] * rowTotal
    }
    return total > 0 ? sum / total : 0
  }
}
