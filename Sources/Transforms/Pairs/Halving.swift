// The steps of PairFirst on one complex row.
//
// A sine row holds y_1 … y_{n−1} at its places 1 … n−1, a cosine row y_0 … y_n at 1 … n+1. One step
// leaves the input of the same transform of length h = n/2 at the places that this has, and takes
// what is left, n − h numbers, behind it: a cosine series on h cells.

/// Splits y into the even modes' input,
///
///     cosine: y_j + y_{n−j} at j < h and 2y_h;   sine: y_j − y_{n−j} at 0 < j < h,
///
/// in place, and the odd modes' input Y_j, which is y_j − y_{n−j} for cosines and
/// y_{h−j} + y_{h+j}, 2y_h for sines, made ready for a complex transform of length h:
///
///     G_0 = Y_0,   G_k = w̄_k (Y_k − i Y_{h−k}),   G_{h−k} = w_k (Y_k + i Y_{h−k}),   w_k = e^{−iπk/2h}
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func halve<Scalar: TransformScalar>(
  _ y: UnsafeMutablePointer<Scalar>, length n: Int, isSine: Bool, _ twiddles: [Scalar],
  into g: UnsafeMutablePointer<Scalar>
) {
  let h = n / 2
  let sign: Scalar = isSine ? 1 : -1
  if isSine {
    g[0] = 2 * y[n]
    g[1] = 2 * y[n + 1]
  } else {
    for i in 0..<2 {
      let (first, last) = (y[2 + i], y[2 * n + 2 + i])
      g[i] = first - last
      y[2 + i] = first + last
      y[n + 2 + i] *= 2
    }
  }
  // y_k and y_{h−k}, and their mirrors y_{n−k} and y_{h+k}; the other way round for cosines.
  let step = isSine ? 2 : -2
  var (a, b) = isSine ? (y + 2, y + (n - 2)) : (y + n, y + 4)
  var (c, d) = isSine ? (y + (n + 2), y + (2 * n - 2)) : (y + 2 * n, y + (n + 4))
  var (p, q) = (g + 2, g + (2 * h - 2))
  twiddles.withUnsafeBufferPointer { twiddles in
    var w = twiddles.baseAddress! + 2
    for _ in 0..<(h - 1) / 2 {
      let (ar, ai, br, bi) = (a[0], a[1], b[0], b[1])
      let (cr, ci, dr, di) = (sign * c[0], sign * c[1], sign * d[0], sign * d[1])
      let (co, si) = (w[0], w[1])
      let (zr, zi, yr, yi) = (ar + dr, ai + di, br + cr, bi + ci)
      let (ur, ui, vr, vi) = (yr + zi, yi - zr, yr - zi, yi + zr)
      a[0] = ar - dr
      a[1] = ai - di
      b[0] = br - cr
      b[1] = bi - ci
      p[0] = co * ur + si * ui
      p[1] = co * ui - si * ur
      q[0] = co * vr - si * vi
      q[1] = co * vi + si * vr
      a += step
      b -= step
      c += step
      d -= step
      p += 2
      q -= 2
      w += 2
    }
  }
  if h % 2 == 0, h > 0 {
    for i in 0..<2 {
      let (x, z) = (a[i], sign * d[i])
      a[i] = x - z
      p[i] = Scalar(2).squareRoot() * (x + z)
    }
  }
}

/// The transpose of ``halve``, but for the factors of the ends that make the cosine transform
/// symmetric: from the values that the even modes make up, in place, and the complex transform g of
/// the odd ones.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func unite<Scalar: TransformScalar>(
  _ y: UnsafeMutablePointer<Scalar>, length n: Int, isSine: Bool, _ twiddles: [Scalar],
  with g: UnsafePointer<Scalar>
) {
  let h = n / 2
  let sign: Scalar = isSine ? 1 : -1
  for i in 0..<2 {
    if isSine {
      y[n + i] = 2 * g[i]
    } else {
      let (even, odd) = (y[2 + i], 2 * g[i])
      y[2 + i] = even + odd
      y[2 * n + 2 + i] = even - odd
    }
  }
  let step = isSine ? 2 : -2
  var (a, b) = isSine ? (y + 2, y + (n - 2)) : (y + n, y + 4)
  var (c, d) = isSine ? (y + (n + 2), y + (2 * n - 2)) : (y + 2 * n, y + (n + 4))
  var (p, q) = (g + 2, g + (2 * h - 2))
  twiddles.withUnsafeBufferPointer { twiddles in
    var w = twiddles.baseAddress! + 2
    for _ in 0..<(h - 1) / 2 {
      let (co, si) = (w[0], w[1])
      let (pr, pi, qr, qi) = (p[0], p[1], q[0], q[1])
      let (er, ei, fr, fi) = (a[0], a[1], b[0], b[1])
      let (xr, xi) = (co * pr + si * pi, co * pi - si * pr)
      let (vr, vi) = (co * qr - si * qi, co * qi + si * qr)
      let (yr, yi, zr, zi) = (xr + vr, xi + vi, xi - vi, vr - xr)
      a[0] = er + zr
      a[1] = ei + zi
      b[0] = fr + yr
      b[1] = fi + yi
      c[0] = sign * (yr - fr)
      c[1] = sign * (yi - fi)
      d[0] = sign * (zr - er)
      d[1] = sign * (zi - ei)
      a += step
      b -= step
      c += step
      d -= step
      p += 2
      q -= 2
      w += 2
    }
  }
  if h % 2 == 0, h > 0 {
    for i in 0..<2 {
      let (e, z) = (a[i], Scalar(2).squareRoot() * p[i])
      a[i] = e + z
      d[i] = sign * (z - e)
    }
  }
}

/// One period 2n of the even continuation of y_0 … y_n, or of i times the odd one of y_1 … y_{n−1}:
/// its transform is the cosine or sine transform.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func reflect<Scalar: TransformScalar>(
  _ y: UnsafePointer<Scalar>, length n: Int, isSine: Bool, into row: UnsafeMutablePointer<Scalar>
) {
  if isSine {
    for end in [0, n] {
      row[2 * end] = 0
      row[2 * end + 1] = 0
    }
    for j in 1..<n {
      let (p, q) = (2 * j, 2 * (2 * n - j))
      let (re, im) = (y[p], y[p + 1])
      row[p] = -im
      row[p + 1] = re
      row[q] = im
      row[q + 1] = -re
    }
  } else {
    let y = y + 2
    for end in [0, n] {
      row[2 * end] = y[2 * end]
      row[2 * end + 1] = y[2 * end + 1]
    }
    for j in 1..<n {
      let (p, q) = (2 * j, 2 * (2 * n - j))
      let (re, im) = (y[p], y[p + 1])
      row[p] = re
      row[p + 1] = im
      row[q] = re
      row[q + 1] = im
    }
  }
}
