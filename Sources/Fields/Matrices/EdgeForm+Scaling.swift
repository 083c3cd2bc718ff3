import RealModule
import Transforms

extension EdgeForm {
  /// A ← D A D for a diagonal D > 0.
  ///
  ///     w_e ← w_e Dᵢ Dⱼ,   s ← D · (A D)
  ///
  /// - Complexity: a pass over the weights, one field.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func scale(by d: [Scalar]) {
    precondition(rows == nil && !sharesDiagonals, "a form with a weight for each edge")
    var image: [Scalar] = zeros(count)
    apply(d, to: &image)
    let n = count
    let walk = EdgeWalk(shape: shape, isPeriodic: isPeriodic)
    weights.withUnsafeMutableBufferPointer { w in
      d.withUnsafeBufferPointer { d in
        image.withUnsafeBufferPointer { image in
          // Every row has weights of its own.
          nonisolated(unsafe) let (w, d, image) = (w, d.baseAddress!, image)
          Threads.forEachChunk(count: walk.rows, minimum: (1 << 16) / walk.row + 1) { rows in
            for i in rows.lowerBound * walk.row..<rows.upperBound * walk.row {
              w[i] = d[i] * image[i]
            }
            for (k, offset) in offsets.enumerated() {
              let w = w.baseAddress! + (1 + k) * n
              walk.forEachRun(offset, rows: rows) { i, j, length in
                multiply(w + i, d + i, d + j, length)
              }
            }
          }
        }
      }
    }
  }
}

extension EdgeForm {
  /// w ← c w on a range of the weights.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func scale(_ range: Range<Int>, by c: Scalar) {
    weights.withUnsafeMutableBufferPointer { w in
      nonisolated(unsafe) let w = w
      Threads.forEachChunk(count: range.count, minimum: 1 << 16) { chunk in
        for i in chunk { w[range.lowerBound + i] *= c }
      }
    }
  }

  /// Takes away the edges along an axis that start from its last points.
  package mutating func clear(lastPlaneOf a: Int) {
    let unit = shape.indices.map { $0 == a ? 1 : 0 }
    guard let k = offsets.firstIndex(of: unit) else { return }
    let inner = shape[(a + 1)...].reduce(1, *)
    let outer = shape[..<a].reduce(1, *)
    let start = range(ofOffset: k).lowerBound
    for o in 0..<outer {
      for i in 0..<inner { weights[start + (o * shape[a] + shape[a] - 1) * inner + i] = 0 }
    }
  }
}

/// The pairs of points that an offset joins, in runs of points that are neighbours in memory.
package struct EdgeWalk {
  let shape: [Int]
  let isPeriodic: [Bool]

  package init(shape: [Int], isPeriodic: [Bool]) {
    self.shape = shape
    self.isPeriodic = isPeriodic
  }

  /// The points of a row along the last axis.
  package var row: Int { shape[shape.count - 1] }
  /// The number of rows.
  package var rows: Int { shape.dropLast().reduce(1, *) }

  /// Calls `body` with the first places of both ends and the number of pairs, the first ends in the
  /// given rows; nil is all.
  package func forEachRun(
    _ offset: [Int], rows part: Range<Int>? = nil, _ body: (Int, Int, Int) -> Void
  ) {
    let last = shape.count - 1
    let n = row
    for row in part ?? 0..<rows {
      var rest = row
      var (neighbour, stride) = (0, 1)
      var isInside = true
      for a in (0..<last).reversed() {
        let j = rest % shape[a] + offset[a]
        rest /= shape[a]
        if !(0..<shape[a]).contains(j), !isPeriodic[a] { isInside = false }
        neighbour += stride * ((j + shape[a]) % shape[a])
        stride *= shape[a]
      }
      guard isInside else { continue }
      let (i, j, d) = (row * n, neighbour * n, offset[last])
      if n > abs(d) { body(i + max(0, -d), j + max(0, d), n - abs(d)) }
      if d != 0, isPeriodic[last] {
        body(d > 0 ? i + n - 1 : i, d > 0 ? j : j + n - 1, 1)
      }
    }
  }

  /// Calls `body` with the first cell and its corner's place for runs of cells; the shape is that of
  /// the nodes, n + 1 on a bounded axis of n cells.
  package func forEachCellRun(
    _ cells: [Int], _ corner: [Int], _ body: (_ cell: Int, _ node: Int, _ count: Int) -> Void
  ) {
    let last = shape.count - 1
    let n = cells[last]
    for row in 0..<cells[..<last].reduce(1, *) {
      var rest = row
      var (node, stride) = (0, 1)
      for a in (0..<last).reversed() {
        node += stride * ((rest % cells[a] + corner[a]) % shape[a])
        rest /= cells[a]
        stride *= shape[a]
      }
      let (cell, first) = (row * n, node * shape[last])
      guard isPeriodic[last], corner[last] == 1 else {
        body(cell, first + corner[last], n)
        continue
      }
      if n > 1 { body(cell, first + 1, n - 1) }
      body(cell + n - 1, first, 1)
    }
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func multiply<Scalar: TransformScalar>(
  _ w: UnsafeMutablePointer<Scalar>, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>,
  _ n: Int
) {
  for i in 0..<n { w[i] *= x[i] * y[i] }
}
