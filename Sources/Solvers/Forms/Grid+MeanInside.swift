import Fields
import Grids
import Transforms

extension Grid {
  /// Σ s/Σ w over the points that are not next to a Dirichlet side, w the weights over those of an inner
  /// point, which s has in it; 0 where there is none.
  func meanInside<Scalar: TransformScalar>(_ s: UnsafeBufferPointer<Scalar>) -> Scalar {
    let inside = axes.map { axis in
      let first = axis.end(.lower) == .dirichlet ? 1 : 0
      return first..<max(first, axis.count - (axis.end(.upper) == .dirichlet ? 1 : 0))
    }
    guard !inside.contains(where: \.isEmpty) else { return 0 }
    let total = zip(axes, inside).reduce(Extended(1)) { total, entry in
      let (axis, range) = entry
      return total * range.reduce(Extended(0)) { $0 + axis.weight($1) / axis.spacing }
    }
    let n = shape[rank - 1]
    let rows = zip(shape, inside).dropLast().reduce([0]) { rows, entry in
      rows.flatMap { r in entry.1.map { r * entry.0 + $0 } }
    }
    let along = inside[rank - 1]
    var sums = [Scalar](repeating: 0, count: rows.count)
    sums.withUnsafeMutableBufferPointer { sums in
      // Every row has a place of its own.
      nonisolated(unsafe) let (s, sums) = (s, sums)
      Threads.forEachChunk(count: rows.count, minimum: 65536 / n + 1) { chunk in
        for i in chunk {
          let start = rows[i] * n
          sums[i] = blockSum(
            UnsafeBufferPointer(
              rebasing: s[(start + along.lowerBound)..<(start + along.upperBound)]))
        }
      }
    }
    return sums.withUnsafeBufferPointer(blockSum) / Scalar(total)
  }
}
