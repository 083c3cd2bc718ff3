extension MultigridStencil {
  /// s ← s + Σ k_pq x_q, d ← Σ k_pq + e_p over the row (i, j): s over the neighbours in other rows,
  /// d over all.
  @inline(__always)
  func gather(
    _ i: Int, _ j: Int, _ x: UnsafePointer<Double>, _ s: UnsafeMutablePointer<Double>,
    _ d: UnsafeMutablePointer<Double>
  ) {
    let n = shape[2]
    let here = row(i, j)
    let along = links[MultigridStencil.alongRow]! + here
    let e = excess + here
    for m in 0..<n { d[m] = Double(e[m]) + (Double(along[m - 1]) + Double(along[m])) }
    for link in rowLinks {
      if let there = neighbour(i, j, link.slow, link.middle) {
        let y = x + there
        add(link.before.map { $0 + here }, y - 1, s, d, n)
        add(link.at.map { $0 + here }, y, s, d, n)
        add(link.after.map { $0 + here }, y + 1, s, d, n)
      }
      if let there = neighbour(i, j, -link.slow, -link.middle) {
        let y = x + there
        add(link.before.map { $0 + there + 1 }, y + 1, s, d, n)
        add(link.at.map { $0 + there }, y, s, d, n)
        add(link.after.map { $0 + there - 1 }, y - 1, s, d, n)
      }
    }
  }

  @inline(__always)
  private func add(
    _ k: UnsafeMutablePointer<Float>?, _ y: UnsafePointer<Double>,
    _ s: UnsafeMutablePointer<Double>, _ d: UnsafeMutablePointer<Double>, _ n: Int
  ) {
    guard let k else { return }
    for m in 0..<n {
      let c = Double(k[m])
      s[m] += c * y[m]
      d[m] += c
    }
  }

  /// r ← b − S x on the row (i, j).
  @inline(__always)
  func residual(
    _ i: Int, _ j: Int, _ x: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    _ r: UnsafeMutablePointer<Double>, _ d: UnsafeMutablePointer<Double>
  ) {
    let n = shape[2]
    r.update(from: b, count: n)
    gather(i, j, x, r, d)
    let along = links[MultigridStencil.alongRow]! + row(i, j)
    let y = x + row(i, j)
    for m in 0..<n {
      r[m] += Double(along[m - 1]) * y[m - 1] + Double(along[m]) * y[m + 1] - d[m] * y[m]
    }
  }
}
