// The steps of PairFirst on one complex row.

/// Folds y_0 … y_n at h = n/2, in place:
///
///     cosine: y_j ← y_j + y_{n−j} at j ≤ h, y_j − y_{n−j} at n − j
///     sine:   y_j ← y_j − y_{n−j} at j < h, y_j + y_{n−j} at n − j ≥ h
///
/// so that the even modes are a transform of what stands below, the odd ones of what stands above.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func fold<Scalar: TransformScalar>(_ y: UnsafeMutablePointer<Scalar>, length n: Int, isSine: Bool) {
  let sign: Scalar = isSine ? -1 : 1
  for j in (isSine ? 1 : 0)..<n / 2 {
    let (p, q) = (2 * j, 2 * (n - j))
    let (a, b, c, d) = (y[p], y[p + 1], sign * y[q], sign * y[q + 1])
    y[p] = a + c
    y[p + 1] = b + d
    y[q] = a - c
    y[q + 1] = b - d
  }
  // The middle counts once among points that count twice.
  y[n] *= 2
  y[n + 1] *= 2
}

/// One period 2n of the even continuation of y_0 … y_n, or of i times the odd one: its transform is
/// the cosine or sine transform.
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
      row[p] = -y[p + 1]
      row[p + 1] = y[p]
      row[q] = y[p + 1]
      row[q + 1] = -y[p]
    }
  } else {
    for end in [0, n] {
      row[2 * end] = y[2 * end]
      row[2 * end + 1] = y[2 * end + 1]
    }
    for j in 1..<n {
      let (p, q) = (2 * j, 2 * (2 * n - j))
      row[p] = y[p]
      row[p + 1] = y[p + 1]
      row[q] = y[p]
      row[q + 1] = y[p + 1]
    }
  }
}

/// Puts the elements that stand at given places in order.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func takePlaces<Scalar: TransformScalar>(
  _ source: UnsafePointer<Scalar>, _ placing: Placing<Scalar>,
  into row: UnsafeMutablePointer<Scalar>
) {
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      for k in 0..<positions.count {
        let from = source + 2 * positions[k]
        row[2 * k] = factors[k] * from[0]
        row[2 * k + 1] = factors[k] * from[1]
      }
    }
  }
}
