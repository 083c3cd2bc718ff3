import RealModule
import Transforms

extension MultigridStencil {
  /// The planes of scratch of ``addFaces(_:times:to:)``, beside which a row does not count.
  static var facePlanes: Int { 6 }

  /// x ← x + c d^{−½} (Y₀Y₁ + Y₀Y₂ + Y₁Y₂) d^{−½} b, d the diagonal of S, all of whose links are along the axes,
  ///
  ///     (Y_a u)_p = (2 u_p − u_{p−a} − u_{p+a})/4,   u = 0 beyond an end.
  ///
  /// A plane takes from those beside it: g = (Y₁ + Y₂) d^{−½} b of these is formed by both of two threads.
  func addFaces<Vector: TransformScalar>(
    _ b: UnsafePointer<Vector>, times c: Double, to x: UnsafeMutablePointer<Vector>
  ) {
    precondition(
      rowLinks.allSatisfy { $0.before == nil && $0.after == nil }, "links along the axes")
    let plane = shape[1] * length
    // Every thread has planes of its own.
    nonisolated(unsafe) let (b, x) = (b, x)
    Threads.forEachChunk(count: shape[0], minimum: 8192 / plane + 8) { planes in
      let size = Self.facePlanes * plane + length
      withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { memory in
        memory.update(repeating: 0)
        var here = FacePlane(memory.baseAddress!, plane)
        var before = FacePlane(here.g + plane, plane)
        let (s, t) = (before.g + plane, before.g + 2 * plane)
        for i in planes.lowerBound - 1...planes.upperBound {
          if let place = wrapped(i, 0) {
            for j in 0..<shape[1] {
              let row = j * length
              scale(place, j, b, here.w + row, s + row, t + row)
            }
          } else {
            s.update(repeating: 0, count: 2 * plane)
          }
          for j in 0..<shape[1] {
            add(i, j, isOwn: planes.contains(i), here, before, (s, t), t + plane, c, to: x)
          }
          if planes.contains(i - 1) {
            let y = x + row(i - 1, 0)
            for m in 0..<plane { y[m] -= Vector(0.25 * c * before.w[m] * here.g[m]) }
          }
          swap(&here, &before)
        }
      }
    }
  }

  /// g on a row of the plane i, and there x ← x + c w (½ g + Y₁Y₂ s − ¼ g of the plane before).
  @inline(__always)
  private func add<Vector: TransformScalar>(
    _ i: Int, _ j: Int, isOwn: Bool, _ here: FacePlane, _ before: FacePlane,
    _ rows: (s: UnsafeMutablePointer<Double>, t: UnsafeMutablePointer<Double>),
    _ zeros: UnsafeMutablePointer<Double>, _ c: Double, to x: UnsafeMutablePointer<Vector>
  ) {
    let n = length
    func beside(_ j: Int, _ plane: UnsafeMutablePointer<Double>) -> UnsafeMutablePointer<Double> {
      wrapped(j, 1).map { plane + $0 * n } ?? zeros
    }
    let (s, s0, s1) = (rows.s + j * n, beside(j - 1, rows.s), beside(j + 1, rows.s))
    let (t, t0, t1) = (rows.t + j * n, beside(j - 1, rows.t), beside(j + 1, rows.t))
    let (w, g, last) = (here.w + j * n, here.g + j * n, before.g + j * n)
    for m in 0..<n { g[m] = t[m] + 0.5 * s[m] - 0.25 * (s0[m] + s1[m]) }
    guard isOwn else { return }
    let y = x + row(i, j)
    for m in 0..<n {
      let face = 0.5 * t[m] - 0.25 * (t0[m] + t1[m])
      y[m] += Vector(c * w[m] * (0.5 * g[m] + face - 0.25 * last[m]))
    }
  }

  /// The point after the last around a circle is the first; nil beyond an end.
  @inline(__always)
  private func wrapped(_ i: Int, _ a: Int) -> Int? {
    if isPeriodic[a] { return (i + shape[a]) % shape[a] }
    return i >= 0 && i < shape[a] ? i : nil
  }

  /// w ← d^{−½}, s ← w b, t ← Y₂ s on the row (i, j); 0 at a point without any link.
  @inline(__always)
  private func scale<Vector: TransformScalar>(
    _ i: Int, _ j: Int, _ b: UnsafePointer<Vector>, _ w: UnsafeMutablePointer<Double>,
    _ s: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Double>
  ) {
    let n = length
    writeDiagonal(i, j, to: w)
    let b = b + row(i, j)
    for m in 0..<n {
      w[m] = w[m] > 0 ? 1 / w[m].squareRoot() : 0
      s[m] = w[m] * Double(b[m])
    }
    for m in 0..<n { t[m] = 0.5 * s[m] }
    for m in 1..<max(1, n) { t[m] -= 0.25 * s[m - 1] }
    for m in 0..<n - 1 { t[m] -= 0.25 * s[m + 1] }
    guard isPeriodic[2] else { return }
    t[0] -= 0.25 * s[n - 1]
    t[n - 1] -= 0.25 * s[0]
  }

  /// d ← Σ k_pq + e_p on the row (i, j); links along the axes.
  @inline(__always)
  private func writeDiagonal(_ i: Int, _ j: Int, to d: UnsafeMutablePointer<Double>) {
    let (n, here) = (length, row(i, j))
    writeExcess(i, j, 0..<length, to: d)
    if let k = along(here) {
      for m in 1..<max(1, n) { d[m] += Double(k[m - 1]) }
      for m in 0..<n - 1 { d[m] += Double(k[m]) }
      if isPeriodic[2] {
        d[0] += Double(k[n - 1])
        d[n - 1] += Double(k[n - 1])
      }
    }
    for link in rowLinks {
      guard let k = link.at else { continue }
      if neighbour(i, j, link.slow, link.middle) != nil {
        for m in 0..<n { d[m] += Double(k[here + m]) }
      }
      if let there = neighbour(i, j, -link.slow, -link.middle) {
        for m in 0..<n { d[m] += Double(k[there + m]) }
      }
    }
  }
}

/// d^{−½} and (Y₁ + Y₂) d^{−½} b on a plane.
private struct FacePlane {
  let w: UnsafeMutablePointer<Double>
  let g: UnsafeMutablePointer<Double>

  init(_ memory: UnsafeMutablePointer<Double>, _ plane: Int) {
    (w, g) = (memory, memory + plane)
  }
}
