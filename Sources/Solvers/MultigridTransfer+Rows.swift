import Transforms

extension MultigridTransfer {
  /// x ← x + P y, from the coarse points to the fine ones.
  func prolong(
    _ y: UnsafePointer<Double>, on coarse: MultigridStencil, to x: UnsafeMutablePointer<Double>,
    on fine: MultigridStencil
  ) {
    let shape = fine.shape
    Threads.forEachChunk(count: shape[0] * shape[1], minimum: 8192 / shape[2] + 1) { chunk in
      for r in chunk {
        let (i, j) = (r / shape[1], r % shape[1])
        let to = x + fine.row(i, j)
        prolong(y, coarse, i, j, to)
        if fine.isPeriodic[2] {
          to[-1] = to[shape[2] - 1]
          to[shape[2]] = to[0]
        }
      }
    }
  }

  @inline(__always)
  private func prolong(
    _ y: UnsafePointer<Double>, _ coarse: MultigridStencil, _ i: Int, _ j: Int,
    _ to: UnsafeMutablePointer<Double>
  ) {
    let (slow, middle, last) = (axes[0].rank(i), axes[1].rank(j), axes[2])
    let set = (slow.isLeft ? 1 : 0) | (middle.isLeft ? 2 : 0)
    for sides in 0..<4 where sides & ~set == 0 {
      guard
        let p = slow.isLeft ? axes[0].parent(slow.rank, side: sides & 1) : slow.rank,
        let q = middle.isLeft ? axes[1].parent(middle.rank, side: sides >> 1) : middle.rank
      else { continue }
      let from = y + coarse.row(p, q)
      let step = last.isCoarsened ? 2 : 1
      if set == 0 {
        for c in 0..<last.kept { to[step * c + last.first] += from[c] }
      } else {
        let w = row(set, sides, slow.rank, middle.rank)
        for c in 0..<last.kept { to[step * c + last.first] += Double(w[c]) * from[c] }
      }
      guard last.left > 0 else { continue }
      let lower = row(set | 4, sides, slow.rank, middle.rank)
      let upper = row(set | 4, sides | 4, slow.rank, middle.rank)
      let below = from - last.first
      let odd = to + 1 - last.first
      for m in 0..<last.left {
        odd[2 * m] += Double(lower[m]) * below[m] + Double(upper[m]) * below[m + 1]
      }
    }
  }

  /// y ← Pᵀ (b − S x), from the fine points to the coarse ones.
  func restrict(
    residualOf x: UnsafePointer<Double>, _ b: MultigridRows, on fine: MultigridStencil,
    to y: UnsafeMutablePointer<Double>, on coarse: MultigridStencil
  ) {
    let shape = coarse.shape
    let n = fine.shape[2]
    Threads.forEachChunk(count: shape[0] * shape[1], minimum: 2048 / shape[2] + 1) { chunk in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * n) { scratch in
        let (r, d) = (scratch.baseAddress!, scratch.baseAddress! + n)
        for row in chunk {
          let (p, q) = (row / shape[1], row % shape[1])
          let to = y + coarse.row(p, q)
          (to - 1).update(repeating: 0, count: shape[2] + 2)
          for slow in axes[0].children(p) {
            for middle in axes[1].children(q) {
              let from = b.first + (slow.place * fine.shape[1] + middle.place) * b.stride
              fine.residual(slow.place, middle.place, x, from, r, d)
              let set = (slow.side == nil ? 0 : 1) | (middle.side == nil ? 0 : 2)
              let sides = (slow.side ?? 0) | (middle.side ?? 0) << 1
              gather(r, set, sides, slow.rank, middle.rank, to)
            }
          }
          if coarse.isPeriodic[2], axes[2].isCoarsened { to[0] += to[shape[2]] }
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
    if set == 0 {
      for c in 0..<last.kept { to[c] += r[step * c + last.first] }
    } else {
      let w = row(set, sides, i, j)
      for c in 0..<last.kept { to[c] += Double(w[c]) * r[step * c + last.first] }
    }
    guard last.left > 0 else { return }
    let lower = row(set | 4, sides, i, j)
    let upper = row(set | 4, sides | 4, i, j)
    let below = to - last.first
    let odd = r + 1 - last.first
    for m in 0..<last.left { below[m] += Double(lower[m]) * odd[2 * m] }
    for m in 0..<last.left { below[m + 1] += Double(upper[m]) * odd[2 * m] }
  }
}
