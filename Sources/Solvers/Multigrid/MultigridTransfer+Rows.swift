import Transforms

extension MultigridTransfer {
  /// x ← x + c P y, from the coarse points to the fine ones that are not solved for.
  func prolong<Scalar: TransformScalar>(
    _ y: UnsafePointer<Float>, times c: Double, to x: UnsafeMutablePointer<Scalar>
  ) {
    let (rows, n) = (axes[0].count * axes[1].count, axes[2].count)
    Threads.forEachChunk(count: rows, minimum: 8192 / n + 1) { chunk in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: axes[2].kept + 2) { scratch in
        for r in chunk {
          prolong(
            y, c, r / axes[1].count, r % axes[1].count, x + r * n, scratch.baseAddress! + 1)
        }
      }
    }
  }

  @inline(__always)
  private func prolong<Scalar: TransformScalar>(
    _ y: UnsafePointer<Float>, _ factor: Double, _ i: Int, _ j: Int,
    _ to: UnsafeMutablePointer<Scalar>,
    _ from: UnsafeMutablePointer<Double>
  ) {
    let (slow, middle, last) = (axes[0].rank(i), axes[1].rank(j), axes[2])
    let set = (slow.isLeft ? 1 : 0) | (middle.isLeft ? 2 : 0)
    let unit = MultigridTransfer.unit
    for sides in 0..<4 where sides & ~set == 0 {
      guard
        let p = slow.isLeft ? axes[0].parent(slow.rank, side: sides & 1) : slow.rank,
        let q = middle.isLeft ? axes[1].parent(middle.rank, side: sides >> 1) : middle.rank
      else { continue }
      let source = y + coarseRow(p, q)
      for c in 0..<last.kept { from[c] = factor * Double(source[c]) }
      from[-1] = 0
      from[last.kept] = last.isPeriodic ? from[0] : 0
      let step = last.isCoarsened ? 2 : 1
      if set == 0 {
        let even = to + last.first
        for c in 0..<last.spaced { even[step * c] += Scalar(from[c]) }
        if last.addsLast { to[last.count - 1] += Scalar(from[last.kept - 1]) }
      } else if set != solved {
        let (even, w) = (to + last.first, row(set, sides, slow.rank, middle.rank))
        for c in 0..<last.spaced { even[step * c] += Scalar(unit * Double(w[c]) * from[c]) }
        if last.addsLast {
          let c = last.kept - 1
          to[last.count - 1] += Scalar(unit * Double(w[c]) * from[c])
        }
      }
      guard last.left > 0, set | 4 != solved else { continue }
      let lower = row(set | 4, sides, slow.rank, middle.rank)
      let upper = row(set | 4, sides | 4, slow.rank, middle.rank)
      let below = from - last.first
      let odd = to + 1 - last.first
      for m in 0..<last.left {
        let sum = Double(lower[m]) * below[m] + Double(upper[m]) * below[m + 1]
        odd[2 * m] += Scalar(unit * sum)
      }
    }
  }

  /// y ← c Pᵀ (b − S x), from the fine points to the coarse ones; there is no residual where points
  /// are solved for.
  func restrict<Vector: TransformScalar, Weight: TransformScalar>(
    residualOf x: UnsafePointer<Vector>, _ b: UnsafePointer<Vector>,
    on fine: MultigridStencil<Weight>, times factor: Double, to y: UnsafeMutablePointer<Float>
  ) {
    let (rows, n, kept) = (axes[0].kept * axes[1].kept, axes[2].count, axes[2].kept)
    Threads.forEachChunk(count: rows, minimum: 2048 / kept + 1) { chunk in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * n + kept + 2) { scratch in
        let (r, d) = (scratch.baseAddress!, scratch.baseAddress! + n)
        let sum = d + n + 1
        for row in chunk {
          let (p, q) = (row / axes[1].kept, row % axes[1].kept)
          (sum - 1).update(repeating: 0, count: kept + 2)
          for slow in axes[0].children(p) {
            for middle in axes[1].children(q) {
              fine.residual(slow.place, middle.place, 0..<n, x, b, r, d)
              let set = (slow.side == nil ? 0 : 1) | (middle.side == nil ? 0 : 2)
              let sides = (slow.side ?? 0) | (middle.side ?? 0) << 1
              gather(r, set, sides, slow.rank, middle.rank, sum)
            }
          }
          if axes[2].isPeriodic, axes[2].isCoarsened { sum[0] += sum[kept] }
          let to = y + row * kept
          for c in 0..<kept { to[c] = Float(factor * sum[c]) }
        }
      }
    }
  }

  /// Adds a fine row's part of Pᵀ r to a coarse row.
  @inline(__always)
  private func gather(
    _ r: UnsafePointer<Double>, _ set: Int, _ sides: Int, _ i: Int, _ j: Int,
    _ to: UnsafeMutablePointer<Double>
  ) {
    let last = axes[2]
    let step = last.isCoarsened ? 2 : 1
    let unit = MultigridTransfer.unit
    let even = r + last.first
    if set == 0 {
      for c in 0..<last.spaced { to[c] += even[step * c] }
      if last.addsLast { to[last.kept - 1] += r[last.count - 1] }
    } else if set != solved {
      let w = row(set, sides, i, j)
      for c in 0..<last.spaced { to[c] += unit * Double(w[c]) * even[step * c] }
      if last.addsLast {
        let c = last.kept - 1
        to[c] += unit * Double(w[c]) * r[last.count - 1]
      }
    }
    guard last.left > 0, set | 4 != solved else { return }
    let lower = row(set | 4, sides, i, j)
    let upper = row(set | 4, sides | 4, i, j)
    let below = to - last.first
    let odd = r + 1 - last.first
    for m in 0..<last.left { below[m] += unit * Double(lower[m]) * odd[2 * m] }
    for m in 0..<last.left { below[m + 1] += unit * Double(upper[m]) * odd[2 * m] }
  }
}
