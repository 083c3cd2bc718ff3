import Transforms

/// The lines of one colour along an axis, bundle by bundle: equal points of a bundle's lines stand side by
/// side, and all its systems are eliminated at once.
struct MultigridLines<Scalar: TransformScalar> {
  private let stencil: MultigridStencil<Scalar>
  private let axis: Int
  private let first: MultigridColour
  private let second: MultigridColour
  /// Lines of a bundle, at most.
  private let width: Int
  /// Bundles of one index of the first of the other axes; along the last axis, of all.
  private let parts: Int

  init(
    _ stencil: MultigridStencil<Scalar>, along axis: Int, _ first: MultigridColour,
    _ second: MultigridColour
  ) {
    self.stencil = stencil
    self.axis = axis
    self.first = first
    self.second = second
    let count = axis == 2 ? first.count * second.count : second.count
    // Three numbers a point, in the caches.
    width = max(4, min(count, (1 << 14) / stencil.shape[axis]))
    parts = (count + width - 1) / width
  }

  private var length: Int { stencil.shape[axis] }

  /// How many bundles there are.
  var bundles: Int { axis == 2 ? parts : first.count * parts }

  /// The points of a bundle.
  var points: Int { length * width }

  /// Numbers of scratch: r, d and k of a bundle, the last column on a circle, and a row's r and d.
  var capacity: Int {
    (stencil.isPeriodic[axis] ? 4 : 3) * points + 2 * max(stencil.length, 2 * width)
  }

  /// x ← x + T⁻¹ (b − S x) on a bundle.
  @inline(__always)
  func relax<Vector: TransformScalar>(
    _ bundle: Int, _ x: UnsafeMutablePointer<Vector>, _ b: UnsafePointer<Vector>,
    _ scratch: UnsafeMutablePointer<Double>
  ) {
    let (r, d, k) = (scratch, scratch + points, scratch + 2 * points)
    let rest = scratch + (stencil.isPeriodic[axis] ? 4 : 3) * points
    let start = bundle % parts * width
    let count = min(width, (axis == 2 ? first.count * second.count : second.count) - start)
    if axis == 2 {
      let n = stencil.length
      for l in 0..<count {
        let (i, j) = row(start + l)
        stencil.residual(i, j, 0..<n, x, b, rest, rest + n)
        let links = stencil.along(stencil.row(i, j))!
        for m in 0..<n {
          r[m * width + l] = rest[m]
          d[m * width + l] = rest[n + m]
          k[m * width + l] = Double(links[m])
        }
      }
      solve(r, d, k, count)
      for l in 0..<count {
        let (i, j) = row(start + l)
        let y = x + stencil.row(i, j)
        for m in 0..<n { y[m] += Vector(r[m * width + l]) }
      }
    } else {
      let across = first.start + 2 * (bundle / parts)
      let left = second.start + 2 * start
      let columns = left..<left + 2 * count - 1
      let links = stencil.links[MultigridOffset.straight[axis]]!
      for m in 0..<length {
        let (i, j) = axis == 0 ? (m, across) : (across, m)
        stencil.residual(i, j, columns, x, b, rest - left, rest + 2 * width - left)
        let along = links + stencil.row(i, j) + left
        for l in 0..<count {
          r[m * width + l] = rest[2 * l]
          d[m * width + l] = rest[2 * (width + l)]
          k[m * width + l] = Double(along[2 * l])
        }
      }
      solve(r, d, k, count)
      for m in 0..<length {
        let y = x + (axis == 0 ? stencil.row(m, across) : stencil.row(across, m)) + left
        for l in 0..<count { y[2 * l] += Vector(r[m * width + l]) }
      }
    }
  }

  /// The row of a line along the last axis.
  @inline(__always)
  private func row(_ line: Int) -> (Int, Int) {
    (first.start + 2 * (line / second.count), second.start + 2 * (line % second.count))
  }

  /// r ← T⁻¹ r for the lines of a bundle; T has d, and −k between a point and the next. d and k are lost.
  @inline(__always)
  private func solve(
    _ r: UnsafeMutablePointer<Double>, _ d: UnsafeMutablePointer<Double>,
    _ k: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    guard stencil.isPeriodic[axis] else {
      factorise(d, k, length, count)
      return eliminate(r, d, k, length, count)
    }
    // The last point is left out, and what it moves is solved for beside r.
    let n = length - 1
    let (end, before) = (n * width, (n - 1) * width)
    let v = k + points
    v.update(repeating: 0, count: n * width)
    for l in 0..<count {
      v[l] = k[end + l]
      v[before + l] += k[before + l]
    }
    let (first, last) = (k + end, k + before)
    factorise(d, k, n, count)
    eliminate(r, d, k, n, count)
    eliminate(v, d, k, n, count)
    for l in 0..<count {
      let whole = d[end + l]
      let pivot = whole - first[l] * v[l] - last[l] * v[before + l]
      r[end + l] =
        (r[end + l] + first[l] * r[l] + last[l] * r[before + l]) * inverse(pivot, whole)
    }
    for m in 0..<n {
      for l in 0..<count { r[m * width + l] += v[m * width + l] * r[end + l] }
    }
  }

  /// 1/p of a pivot; where Galerkin's negative conductances have lost it, of the diagonal, and 0 where a
  /// point has no link.
  @inline(__always)
  private func inverse(_ pivot: Double, _ diagonal: Double) -> Double {
    pivot > 0x1p-40 * diagonal ? 1 / pivot : diagonal > 0 ? 1 / diagonal : 0
  }

  /// d ← 1/D for T = L D Lᵀ.
  @inline(__always)
  private func factorise(
    _ d: UnsafeMutablePointer<Double>, _ k: UnsafeMutablePointer<Double>, _ n: Int, _ count: Int
  ) {
    for l in 0..<count { d[l] = inverse(d[l], d[l]) }
    for m in 1..<max(1, n) {
      let (below, here) = ((m - 1) * width, m * width)
      for l in 0..<count {
        let link = k[below + l]
        d[here + l] = inverse(d[here + l] - link * link * d[below + l], d[here + l])
      }
    }
  }

  @inline(__always)
  private func eliminate(
    _ r: UnsafeMutablePointer<Double>, _ d: UnsafeMutablePointer<Double>,
    _ k: UnsafeMutablePointer<Double>, _ n: Int, _ count: Int
  ) {
    for m in 1..<max(1, n) {
      let (below, here) = ((m - 1) * width, m * width)
      for l in 0..<count { r[here + l] += k[below + l] * d[below + l] * r[below + l] }
    }
    let end = (n - 1) * width
    for l in 0..<count { r[end + l] *= d[end + l] }
    for m in stride(from: n - 2, through: 0, by: -1) {
      let (here, above) = (m * width, (m + 1) * width)
      for l in 0..<count { r[here + l] = (r[here + l] + k[here + l] * r[above + l]) * d[here + l] }
    }
  }
}
