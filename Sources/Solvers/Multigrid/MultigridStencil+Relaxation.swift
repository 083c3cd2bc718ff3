import Transforms

extension MultigridStencil {
  /// One sweep of Gauss and Seidel as the transfer to the next level wants it: over lines along one axis after
  /// the other, in the adjoint sweep in the other order, or over points.
  func relax<Vector: TransformScalar>(
    _ x: UnsafeMutablePointer<Vector>, _ b: UnsafePointer<Vector>, _ transfer: MultigridTransfer,
    isReversed: Bool
  ) {
    let lines = transfer.coarsening.lines
    if lines.isEmpty { relax(x, b, transfer.colours, isReversed: isReversed) }
    for line in isReversed ? lines.reversed() : lines {
      relaxLines(along: line, x, b, transfer.colours, isReversed: isReversed)
    }
  }

  /// One sweep of Gauss and Seidel over points by colours, along each axis in the order given;
  /// `isReversed` is the adjoint sweep.
  ///
  /// Points of a colour have no link between them: neither the order nor the threads matter.
  private func relax<Vector: TransformScalar>(
    _ x: UnsafeMutablePointer<Vector>, _ b: UnsafePointer<Vector>, _ colours: [[MultigridColour]],
    isReversed: Bool
  ) {
    let rows = colours[0].flatMap { slow in colours[1].map { (slow, $0) } }
    let points = isReversed ? colours[2].reversed() : colours[2]
    for (slow, middle) in isReversed ? rows.reversed() : rows {
      Threads.forEachChunk(count: slow.count * middle.count, minimum: 8192 / length + 1) {
        chunk in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * length) { scratch in
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
  private func relax<Vector: TransformScalar>(
    _ i: Int, _ j: Int, _ points: [MultigridColour], _ x: UnsafeMutablePointer<Vector>,
    _ b: UnsafePointer<Vector>, _ scratch: UnsafeMutablePointer<Double>
  ) {
    let n = length
    let here = row(i, j)
    let (s, d) = (scratch, scratch + n)
    for m in 0..<n { s[m] = Double(b[here + m]) }
    gather(i, j, 0..<n, x, s, d)
    let y = x + here
    // A point without any link has no equation.
    guard let k = along(here) else {
      for m in 0..<n where d[m] > 0 { y[m] = Vector(s[m] / d[m]) }
      return
    }
    func relaxEnd(_ m: Int) {
      guard d[m] > 0 else { return }
      var sum = s[m]
      let (below, above) = (m > 0 ? m - 1 : n - 1, m + 1 < n ? m + 1 : 0)
      if m > 0 || isPeriodic[2] { sum += Double(k[below]) * Double(y[below]) }
      if m + 1 < n || isPeriodic[2] { sum += Double(k[m]) * Double(y[above]) }
      y[m] = Vector(sum / d[m])
    }
    for colour in points where colour.count > 0 {
      var (m, end) = (colour.start, colour.start + 2 * colour.count)
      if m == 0 {
        relaxEnd(0)
        m = 2
      }
      if end - 2 == n - 1, end > m {
        relaxEnd(n - 1)
        end -= 2
      }
      while m < end {
        if d[m] > 0 {
          let sum =
            s[m] + Double(k[m - 1]) * Double(y[m - 1]) + Double(k[m]) * Double(y[m + 1])
          y[m] = Vector(sum / d[m])
        }
        m += 2
      }
    }
  }
}
