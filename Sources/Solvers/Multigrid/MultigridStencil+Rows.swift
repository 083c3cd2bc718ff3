import Transforms

extension MultigridStencil {
  /// s ← s + Σ k_pq x_q, d ← Σ k_pq + e_p over some columns of the row (i, j): s over the neighbours in
  /// other rows, d over all.
  @inline(__always)
  func gather<Vector: TransformScalar>(
    _ i: Int, _ j: Int, _ columns: Range<Int>, _ x: UnsafePointer<Vector>,
    _ s: UnsafeMutablePointer<Double>, _ d: UnsafeMutablePointer<Double>
  ) {
    let n = length
    let here = row(i, j)
    writeExcess(i, j, columns, to: d)
    if let k = along(here) {
      for m in max(1, columns.lowerBound)..<max(1, columns.upperBound) { d[m] += Double(k[m - 1]) }
      for m in min(columns.lowerBound, n - 1)..<min(columns.upperBound, n - 1) {
        d[m] += Double(k[m])
      }
      if isPeriodic[2] {
        if columns.lowerBound == 0 { d[0] += Double(k[n - 1]) }
        if columns.upperBound == n { d[n - 1] += Double(k[n - 1]) }
      }
    }
    for link in rowLinks {
      if let there = neighbour(i, j, link.slow, link.middle) {
        let y = x + there
        add(link.before, here, 0, y, -1, columns, s, d)
        add(link.at, here, 0, y, 0, columns, s, d)
        add(link.after, here, 0, y, 1, columns, s, d)
      }
      if let there = neighbour(i, j, -link.slow, -link.middle) {
        let y = x + there
        add(link.before, there, 1, y, 1, columns, s, d)
        add(link.at, there, 0, y, 0, columns, s, d)
        add(link.after, there, -1, y, -1, columns, s, d)
      }
    }
  }

  /// The links along a row, where there are some.
  @inline(__always)
  func along(_ here: Int) -> UnsafeMutablePointer<Scalar>? {
    links[MultigridOffset.alongRow].map { $0 + here }
  }

  /// s_m ← s_m + k_{m + t} y_{m + u}, d_m ← d_m + k_{m + t}, around a circle if the row is one; t is u
  /// or 0.
  @inline(__always)
  private func add<Vector: TransformScalar>(
    _ k: UnsafeMutablePointer<Scalar>?, _ first: Int, _ t: Int, _ y: UnsafePointer<Vector>,
    _ u: Int, _ columns: Range<Int>, _ s: UnsafeMutablePointer<Double>,
    _ d: UnsafeMutablePointer<Double>
  ) {
    guard let k = k.map({ $0 + first }) else { return }
    let n = length
    let (lower, upper) = (max(columns.lowerBound, -u), min(columns.upperBound, n - max(0, u)))
    for m in lower..<max(lower, upper) {
      let c = Double(k[m + t])
      s[m] += c * Double(y[m + u])
      d[m] += c
    }
    guard u != 0, isPeriodic[2] else { return }
    let (m, q) = u > 0 ? (n - 1, 0) : (0, n - 1)
    guard columns.contains(m) else { return }
    let c = Double(k[t == 0 ? m : q])
    s[m] += c * Double(y[q])
    d[m] += c
  }

  /// r ← b − S x on some columns of the row (i, j), and d as above.
  @inline(__always)
  func residual<Vector: TransformScalar>(
    _ i: Int, _ j: Int, _ columns: Range<Int>, _ x: UnsafePointer<Vector>,
    _ b: UnsafePointer<Vector>, _ r: UnsafeMutablePointer<Double>,
    _ d: UnsafeMutablePointer<Double>
  ) {
    let n = length
    let here = row(i, j)
    let (y, b) = (x + here, b + here)
    for m in columns { r[m] = Double(b[m]) }
    gather(i, j, columns, x, r, d)
    for m in columns { r[m] -= d[m] * Double(y[m]) }
    guard let k = along(here) else { return }
    let (lower, upper) = (columns.lowerBound, columns.upperBound)
    for m in max(1, lower)..<max(1, upper) { r[m] += Double(k[m - 1]) * Double(y[m - 1]) }
    for m in min(lower, n - 1)..<min(upper, n - 1) { r[m] += Double(k[m]) * Double(y[m + 1]) }
    guard isPeriodic[2] else { return }
    if lower == 0 { r[0] += Double(k[n - 1]) * Double(y[n - 1]) }
    if upper == n { r[n - 1] += Double(k[n - 1]) * Double(y[0]) }
  }
}
