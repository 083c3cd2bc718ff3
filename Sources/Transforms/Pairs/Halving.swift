/// The steps of ``PairFirst`` on one complex row.
///
/// A sine row holds y_1 … y_{n−1} at its places 1 … n−1, a cosine row y_0 … y_n at 1 … n+1. One step
/// leaves the input of the same transform of length h = n/2 at the places that this has, and takes
/// what is left, n − h numbers, behind it: a cosine series on h cells.
protocol Halving<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar

  /// Splits y into the even modes' input,
  ///
  ///     cosine: y_j + y_{n−j} at j < h and 2y_h;   sine: y_j − y_{n−j} at 0 < j < h,
  ///
  /// in place, and the odd modes' input Y_j, which is y_j − y_{n−j} for cosines and
  /// y_{h−j} + y_{h+j}, 2y_h for sines, made ready for a complex transform of length h:
  ///
  ///     G_0 = Y_0,   G_k = w̄_k (Y_k − i Y_{h−k}),   G_{h−k} = w_k (Y_k + i Y_{h−k}),   w_k = e^{−iπk/2h}
  func halve(
    _ y: UnsafeMutablePointer<Scalar>, length n: Int, isSine: Bool, _ twiddles: [Scalar],
    into g: UnsafeMutablePointer<Scalar>)

  /// The transpose of ``halve(_:length:isSine:_:into:)``, but for the factors of the ends that make the
  /// cosine transform symmetric: from the values that the even modes make up, in place, and the complex
  /// transform g of the odd ones.
  func unite(
    _ y: UnsafeMutablePointer<Scalar>, length n: Int, isSine: Bool, _ twiddles: [Scalar],
    with g: UnsafePointer<Scalar>)
}

/// Those that fill the registers of a precision.
func halving<Scalar: TransformScalar>() -> any Halving<Scalar> {
  if Scalar.self == Double.self, let steps = HalvingInLanes<SIMD2<Double>>() as? any Halving<Scalar>
  {
    return steps
  }
  if Scalar.self == Float.self, let steps = HalvingInLanes<SIMD4<Float>>() as? any Halving<Scalar> {
    return steps
  }
  return HalvingInLanes<SingleLane<Scalar>>()
}

/// One period 2n of the even continuation of y_0 … y_n, or of i times the odd one of y_1 … y_{n−1}:
/// its transform is the cosine or sine transform.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func reflect<Scalar: TransformScalar>(
  _ y: UnsafePointer<Scalar>, length n: Int, isSine: Bool, into row: UnsafeMutablePointer<Scalar>
) {
  let y = isSine ? y : y + 2
  for end in 0..<2 {
    let place = 2 &* end &* n
    row[place] = isSine ? 0 : y[place]
    row[place + 1] = isSine ? 0 : y[place + 1]
  }
  var (from, p, q) = (y + 2, row + 2, row + (4 &* n - 2))
  for _ in 1..<n {
    let (re, im) = (from[0], from[1])
    if isSine {
      (p[0], p[1]) = (-im, re)
      (q[0], q[1]) = (im, -re)
    } else {
      (p[0], p[1]) = (re, im)
      (q[0], q[1]) = (re, im)
    }
    from += 2
    p += 2
    q -= 2
  }
}
