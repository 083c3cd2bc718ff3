/// What is done between the transforms of the quarters of a line and their inverses.
///
/// A complex line of n = 4m numbers is transformed as four of m. With y_r the transform of
/// x_r, x_{4+r}, x_{8+r}, …
///
///     X_{k+qm} = Σ_r (−i)^{qr} ω^{rk} (y_r)_k,   ω = e^{−2πi/n},   0 ≤ k < m, 0 ≤ q < 4,
///
/// and back with the conjugate factors. For two things of a spectrum, to be multiplied and to be
/// squared, it never has to be written: one pass over the quarters forms X, uses it, and turns it
/// back.
///
/// FFTW's own plans of long lines by `estimate` take steps of 32 at strides that meet in one set of
/// the cache; quarters are short enough that they do not. A row holds the four quarters one after the other,
/// `pitch` apart.
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
/// By `estimate` they take 0.98 of the time at 2048 numbers, 0.6 at 4096 and 0.5 at 8192, by `measure`
/// 0.9, 0.8 and 0.9, since the multiplication costs no pass of its own: so both have them.
/// Measured over all multiples of 512 up to 12288. A smaller power of two in a length leaves FFTW's
/// plans faster, and long doubles are slow beyond any cache.
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
