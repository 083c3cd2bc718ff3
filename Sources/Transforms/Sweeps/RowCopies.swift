// The inner loops of the sweeps: complex columns to contiguous rows and back, and what is done to a
// row while it is in cache.

/// Copies `width` complex columns that stand side by side into rows. `pitch` is in complex numbers.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func gatherColumns<Scalar: TransformScalar>(
  _ source: UnsafePointer<Scalar>, length n: Int, stride: Int, width: Int,
  into rows: UnsafeMutablePointer<Scalar>, pitch: Int
) {
  let fours = n & ~3
  for j in Swift.stride(from: 0, to: fours, by: 4) {
    var a = source + j * stride
    var (b, c, d) = (a + stride, a + 2 * stride, a + 3 * stride)
    var to = rows + 2 * j
    for ahead in 8..<12 { prefetch(a + ahead * stride, count: 2 * width) }
    for _ in 0..<width {
      let (ar, ai, br, bi) = (a[0], a[1], b[0], b[1])
      let (cr, ci, dr, di) = (c[0], c[1], d[0], d[1])
      (to[0], to[1], to[2], to[3]) = (ar, ai, br, bi)
      (to[4], to[5], to[6], to[7]) = (cr, ci, dr, di)
      a += 2
      b += 2
      c += 2
      d += 2
      to += 2 * pitch
    }
  }
  for j in fours..<n {
    var (from, to) = (source + j * stride, rows + 2 * j)
    for _ in 0..<width {
      let (re, im) = (from[0], from[1])
      to[0] = re
      to[1] = im
      from += 2
      to += 2 * pitch
    }
  }
}

/// The inverse of ``gatherColumns``.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func scatterColumns<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, pitch: Int, to target: UnsafeMutablePointer<Scalar>,
  length n: Int, stride: Int, width: Int
) {
  let fours = n & ~3
  for j in Swift.stride(from: 0, to: fours, by: 4) {
    var a = target + j * stride
    var (b, c, d) = (a + stride, a + 2 * stride, a + 3 * stride)
    var from = rows + 2 * j
    for ahead in 8..<12 { prefetch(a + ahead * stride, count: 2 * width) }
    for _ in 0..<width {
      let (ar, ai, br, bi) = (from[0], from[1], from[2], from[3])
      let (cr, ci, dr, di) = (from[4], from[5], from[6], from[7])
      (a[0], a[1], b[0], b[1]) = (ar, ai, br, bi)
      (c[0], c[1], d[0], d[1]) = (cr, ci, dr, di)
      a += 2
      b += 2
      c += 2
      d += 2
      from += 2 * pitch
    }
  }
  for j in fours..<n {
    var (to, from) = (target + j * stride, rows + 2 * j)
    for _ in 0..<width {
      let (re, im) = (from[0], from[1])
      to[0] = re
      to[1] = im
      to += 2
      from += 2 * pitch
    }
  }
}

/// û_k ← c m_k û_k for a row of complex numbers.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func multiplyRow<Scalar: TransformScalar>(
  _ row: UnsafeMutablePointer<Scalar>, by m: UnsafeMutableBufferPointer<Scalar>, _ c: Scalar
) {
  for k in 0..<m.count {
    let factor = c * m[k]
    row[2 * k] *= factor
    row[2 * k + 1] *= factor
  }
}

/// e_k = c |û_k|² of a row of complex numbers.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func squareRow<Scalar: TransformScalar>(
  _ row: UnsafePointer<Scalar>, _ c: Scalar, into e: UnsafeMutableBufferPointer<Scalar>
) {
  for k in 0..<e.count {
    let (re, im) = (row[2 * k], row[2 * k + 1])
    e[k] = c * (re * re + im * im)
  }
}
