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
  twiddles.withUnsafeBufferPointer { twiddles in
    var w = twiddles.baseAddress! + 2 * first
    var (p, q) = (f + 2 * first, f + 2 * (m - first))
    var (u, v) = (x + 2 * first, x + 2 * (m - first))
    for _ in 0..<m / 2 + 1 - first {
      let (c, s) = (w[0], w[1])
      let (fr, fi, gr, gi) = (p[0], p[1], q[0], q[1])
      let (ar, ai) = (c * fr - s * fi, c * fi + s * fr)
      let (br, bi) = (c * gr + s * gi, c * gi - s * gr)
      u[0] = ar + br
      u[1] = ai + bi
      v[0] = bi - ai
      v[1] = ar - br
      w += 2
      p += 2
      q -= 2
      u += 2
      v -= 2
    }
  }
}

/// The inverse: what a complex transform is to make a cosine series of,
///
///     G_k = w̄_k (y_k − i y_{n−k}),   G_{n−k} = w_k (y_k + i y_{n−k})
///
/// for 1 ≤ k ≤ n/2.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func butterfliesBefore<Scalar: TransformScalar>(
  _ y: UnsafePointer<Scalar>, _ twiddles: [Scalar], length n: Int,
  into g: UnsafeMutablePointer<Scalar>
) {
  twiddles.withUnsafeBufferPointer { twiddles in
    var w = twiddles.baseAddress! + 2
    var (p, q) = (y + 2, y + 2 * (n - 1))
    var (u, v) = (g + 2, g + 2 * (n - 1))
    for _ in 0..<n / 2 {
      let (c, s) = (w[0], w[1])
      let (yr, yi, zr, zi) = (p[0], p[1], q[0], q[1])
      let (ar, ai) = (yr + zi, yi - zr)
      let (br, bi) = (yr - zi, yi + zr)
      u[0] = c * ar + s * ai
      u[1] = c * ai - s * ar
      v[0] = c * br - s * bi
      v[1] = c * bi + s * br
      w += 2
      p += 2
      q -= 2
      u += 2
      v -= 2
    }
  }
}
