package import Transforms

/// s of an ``EdgeForm`` where most rows are one number but for their ends: where c is constant, only
/// what Dirichlet and Robin sides add stands beside it.
package struct EdgeDiagonal<Scalar: TransformScalar>: Sendable {
  /// Points of a row.
  private let length: Int
  /// The first, the inner and the last number of every row.
  private var ends: [Scalar] = []
  /// Where a row that is stored whole begins; −1 for the others.
  private var starts: [Int] = []
  /// Rows that are none of these.
  private var whole: [Scalar] = []

  /// The rows of so many points; nil if rows that are stored whole would take more than a quarter of
  /// the memory; the others take four numbers each.
  package init?(_ values: UnsafeBufferPointer<Scalar>, length n: Int) {
    length = n
    guard n > 2, let base = values.baseAddress else { return nil }
    for first in stride(from: 0, to: values.count, by: n) {
      let row = base + first
      ends += [row[0], row[1], row[n - 1]]
      if isUniform(row + 1, n - 2) {
        starts.append(-1)
      } else {
        starts.append(whole.count)
        whole += UnsafeBufferPointer(start: row, count: n)
        if whole.count > values.count / 4 { return nil }
      }
    }
  }

  /// The first, the inner and the last number of a row; nil of one that is stored whole.
  @inline(__always)
  package func ends(ofRow r: Int) -> (first: Scalar, inner: Scalar, last: Scalar)? {
    starts[r] < 0 ? (ends[3 * r], ends[3 * r + 1], ends[3 * r + 2]) : nil
  }

  /// The number at a point.
  package subscript(_ place: Int) -> Scalar {
    let (r, m) = (place / length, place % length)
    if starts[r] >= 0 { return whole[starts[r] + m] }
    return ends[3 * r + (m == 0 ? 0 : m == length - 1 ? 2 : 1)]
  }

  /// Writes a row.
  @inline(__always)
  package func write(row r: Int, to s: UnsafeMutablePointer<Scalar>) {
    if let ends = ends(ofRow: r) {
      s.update(repeating: ends.inner, count: length)
      s[0] = ends.first
      s[length - 1] = ends.last
    } else {
      for m in 0..<length { s[m] = whole[starts[r] + m] }
    }
  }

  /// All numbers.
  package var values: [Scalar] {
    var values: [Scalar] = zeros(starts.count * length)
    values.withUnsafeMutableBufferPointer { values in
      for r in starts.indices { write(row: r, to: values.baseAddress! + r * length) }
    }
    return values
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func isUniform<Scalar: TransformScalar>(_ s: UnsafePointer<Scalar>, _ n: Int) -> Bool {
  let first = s[0]
  for m in 1..<n where s[m] != first { return false }
  return true
}
