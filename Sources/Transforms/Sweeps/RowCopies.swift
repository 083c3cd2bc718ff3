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
  for j in 0..<n {
    let (from, to) = (source + j * stride, rows + 2 * j)
    for i in 0..<width {
      let (re, im) = (from[2 * i], from[2 * i + 1])
      to[2 * i * pitch] = re
      to[2 * i * pitch + 1] = im
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
  for j in 0..<n {
    let (from, to) = (rows + 2 * j, target + j * stride)
    for i in 0..<width {
      let (re, im) = (from[2 * i * pitch], from[2 * i * pitch + 1])
      to[2 * i] = re
      to[2 * i + 1] = im
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
