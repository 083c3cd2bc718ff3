import Transforms

/// Every second index of an axis: no two are neighbours.
struct MultigridColour {
  let start: Int
  let count: Int

  /// Even and odd indices; on a circle with an odd number of points the last is a colour of its own.
  static func all(_ n: Int, isPeriodic: Bool) -> [MultigridColour] {
    if n == 1 { return [MultigridColour(start: 0, count: 1)] }
    let m = isPeriodic && n % 2 == 1 ? n - 1 : n
    let two = [
      MultigridColour(start: 0, count: (m + 1) / 2), MultigridColour(start: 1, count: m / 2),
    ]
    return m == n ? two : two + [MultigridColour(start: m, count: 1)]
  }
}

/// A right-hand side: rows of the last axis, each `stride` after the one before.
struct MultigridRows {
  let first: UnsafePointer<Double>
  let stride: Int
}

extension MultigridStencil {
  /// One sweep of Gauss and Seidel over points by colours; `isReversed` is the adjoint sweep.
  ///
  /// Points of a colour have no link between them: neither the order nor the threads matter.
  func relax(_ x: UnsafeMutablePointer<Double>, _ b: MultigridRows, isReversed: Bool) {
    let colours = (0..<3).map { MultigridColour.all(shape[$0], isPeriodic: isPeriodic[$0]) }
    let rows = colours[0].flatMap { slow in colours[1].map { (slow, $0) } }
    let points = isReversed ? colours[2].reversed() : colours[2]
    for (slow, middle) in isReversed ? rows.reversed() : rows {
      Threads.forEachChunk(count: slow.count * middle.count, minimum: 8192 / shape[2] + 1) {
        chunk in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * shape[2]) { scratch in
          for r in chunk {
            relax(
              slow.start + 2 * (r / middle.count), middle.start + 2 * (r % middle.count), points,
              x, b, scratch.baseAddress!)
          }
        }
      }
    }
  }

  /// x_p ← (b_p + Σ k_pq x_q)/d_p, one colour after the other, on the row (i, j).
  @inline(__always)
  private func relax(
    _ i: Int, _ j: Int, _ points: [MultigridColour], _ x: UnsafeMutablePointer<Double>,
    _ b: MultigridRows, _ scratch: UnsafeMutablePointer<Double>
  ) {
    let n = shape[2]
    let (s, d) = (scratch, scratch + n)
    s.update(from: b.first + (i * shape[1] + j) * b.stride, count: n)
    gather(i, j, x, s, d)
    let along = links[MultigridStencil.alongRow]! + row(i, j)
    let y = x + row(i, j)
    for colour in points {
      for c in 0..<colour.count {
        let m = colour.start + 2 * c
        // A point without any link has no equation.
        guard d[m] > 0 else { continue }
        y[m] = (s[m] + Double(along[m - 1]) * y[m - 1] + Double(along[m]) * y[m + 1]) / d[m]
      }
      if isPeriodic[2] {
        y[-1] = y[n - 1]
        y[n] = y[0]
      }
    }
  }
}
