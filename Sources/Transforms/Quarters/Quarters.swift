/// What is done between the transforms of the quarters of a line and their inverses.
///
/// A complex line of n = 4m numbers is transformed as four of m. With y_r the transform of
/// x_r, x_{4+r}, x_{8+r}, …
///
///     X_{k+qm} = Σ_r (−i)^{qr} ω^{rk} (y_r)_k,   ω = e^{−2πi/n},   0 ≤ k < m, 0 ≤ q < 4,
///
/// and back with the conjugate factors. To be multiplied or squared a spectrum need not be written: one
/// pass over the quarters forms X, uses it, and turns it back.
///
/// FFTW's own plans of long lines by `estimate` take steps of 32 at strides that meet in one set of
/// the cache; quarters are short enough that they do not. A row holds its four quarters one after the
/// other, `pitch` apart.
protocol Quarters<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar

  /// m
  var length: Int { get }
  /// From one quarter to the next, in complex numbers: no power of two.
  var pitch: Int { get }

  /// y → X, quarter q of the row being X_{qm}, …, X_{(q+1)m−1}.
  func unite(_ row: UnsafeMutablePointer<Scalar>)

  /// X → 4y, the inverse of ``unite(_:)`` but for that factor.
  func divide(_ row: UnsafeMutablePointer<Scalar>)

  /// y → 4y with X_k ← c f_k X_k between.
  func multiply(
    _ row: UnsafeMutablePointer<Scalar>, by f: UnsafeMutableBufferPointer<Scalar>, _ c: Scalar)

  /// e_k = c |X_k|²
  func square(
    _ row: UnsafePointer<Scalar>, _ c: Scalar, into e: UnsafeMutableBufferPointer<Scalar>)
}

/// The quarters of a line of this length where they are faster than FFTW's own plan; nil elsewhere.
///
/// There and back with a multiplication they take 1.0, 0.6 and 0.5 of the time of FFTW's plans by
/// `estimate` at 2048, 4096 and 8192 numbers, and 0.9, 0.8 and 0.9 of those by `measure`, where the
/// multiplication is a pass of its own: so they serve every effort. It is so for all multiples of 512,
/// while with a smaller power of two in the length FFTW's plans by `estimate` are good. With long
/// doubles arithmetic takes the time, and both take the same.
func quarters<Scalar: TransformScalar>(_ length: Int) -> (any Quarters<Scalar>)? {
  guard length >= 2048, length % 512 == 0 else { return nil }
  if Scalar.self == Double.self {
    return QuartersInLanes<SIMD2<Double>>(length) as? any Quarters<Scalar>
  }
  if Scalar.self == Float.self {
    return QuartersInLanes<SIMD4<Float>>(length) as? any Quarters<Scalar>
  }
  return nil
}
