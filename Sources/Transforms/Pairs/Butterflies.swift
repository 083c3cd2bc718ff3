import RealModule

/// e^{−iπ(k+s)/2n} for k = 0…n/2, interleaved.
func quarterTwiddles<Scalar: TransformScalar>(_ n: Int, halfShifted: Bool) -> [Scalar] {
  (0...n / 2).flatMap { k in
    let angle = Wide.pi * Wide(2 * k + (halfShifted ? 1 : 0)) / Wide(4 * n)
    return [Scalar(Wide.cos(angle)), Scalar(-Wide.sin(angle))]
  }
}

/// Combines a complex transform F into a cosine transform: with a = w_k F_k, b = w̄_k F_{m−k},
///
///     X_k = a + b,   X_{m−k} = i (a − b)
///
/// for first ≤ k ≤ m/2, since w_{m−k} = −i w̄_k.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func butterfliesAfter<Scalar: TransformScalar>(
  _ f: UnsafePointer<Scalar>, _ twiddles: [Scalar], first: Int, mirror m: Int,
  into x: UnsafeMutablePointer<Scalar>
) {
  twiddles.withUnsafeBufferPointer { w in
    var k = first
    while 2 * k <= m {
      let (p, q) = (2 * k, 2 * (m - k))
      let (c, s) = (w[p], w[p + 1])
      let (fr, fi, gr, gi) = (f[p], f[p + 1], f[q], f[q + 1])
      let (ar, ai) = (c * fr - s * fi, c * fi + s * fr)
      let (br, bi) = (c * gr + s * gi, c * gi - s * gr)
      x[p] = ar + br
      x[p + 1] = ai + bi
      x[q] = bi - ai
      x[q + 1] = ar - br
      k += 1
    }
  }
}

/// The inverse: what a complex transform is to make a cosine series of,
///
///     G_k = w̄_k (y_k − i y_{n−k}),   G_{n−k} = w_k (y_k + i y_{n−k})
///
/// for 1 ≤ k ≤ n/2. If `isReversed`, y_k is found at n − k.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func butterfliesBefore<Scalar: TransformScalar>(
  _ y: UnsafePointer<Scalar>, _ twiddles: [Scalar], length n: Int,
  isReversed: Bool, into g: UnsafeMutablePointer<Scalar>
) {
  twiddles.withUnsafeBufferPointer { w in
    var k = 1
    while 2 * k <= n {
      let (p, q) = (2 * k, 2 * (n - k))
      let (c, s) = (w[p], w[p + 1])
      let (from, to) = isReversed ? (q, p) : (p, q)
      let (yr, yi, zr, zi) = (y[from], y[from + 1], y[to], y[to + 1])
      let (ar, ai) = (yr + zi, yi - zr)
      let (br, bi) = (yr - zi, yi + zr)
      g[p] = c * ar + s * ai
      g[p + 1] = c * ai - s * ar
      g[q] = c * br - s * bi
      g[q + 1] = c * bi + s * br
      k += 1
    }
  }
}
