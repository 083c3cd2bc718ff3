/// A long row of n = 4m real numbers in quarters, and its half spectrum.
///
/// With y_r the half spectrum of x_r, x_{4+r}, x_{8+r}, … and ω = e^{−2πi/n},
///
///     X_{k+qm} = Σ_r (−i)^{qr} ω^{rk} (y_r)_k,   0 ≤ k ≤ m/2,
///
/// q = 2 and 3 being the conjugates of X_{2m−k} and X_{m−k}: all 2m + 1 modes from m/2 + 1 steps.
/// ``Quarters`` says why.
protocol RowQuarters<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar

  /// m
  var length: Int { get }
  /// From one quarter to the next: real numbers of x, complex ones of y.
  var valuePitch: Int { get }
  var modePitch: Int { get }

  /// x → its four quarters.
  func deal(_ x: UnsafePointer<Scalar>, into quarters: UnsafeMutablePointer<Scalar>)

  /// Four quarters → x.
  func collect(_ quarters: UnsafePointer<Scalar>, into x: UnsafeMutablePointer<Scalar>)

  /// y → X_k, k < 2m, and X_{2m}.
  func unite(
    _ y: UnsafePointer<Scalar>, into modes: UnsafeMutablePointer<Scalar>,
    last: UnsafeMutablePointer<Scalar>)

  /// X → 4y. The imaginary parts of X_0 and X_{2m} do not count.
  func divide(
    _ modes: UnsafePointer<Scalar>, last: UnsafePointer<Scalar>,
    into y: UnsafeMutablePointer<Scalar>)
}

/// The quarters of a row of this length where they are faster than FFTW's own plans, those by
/// `measure` excepted, whose real rows are as fast.
///
/// There and back they take 0.75 of the time of 8192 doubles, and 0.65 of that of 16384. Of shorter
/// rows, and of other lengths than powers of two, FFTW's plans by `estimate` are good.
func rowQuarters<Scalar: TransformScalar>(
  _ length: Int, _ effort: PlanningEffort
) -> (any RowQuarters<Scalar>)? {
  guard effort == .estimate, length.nonzeroBitCount == 1 else { return nil }
  guard length * MemoryLayout<Scalar>.stride >= 1 << 16 else { return nil }
  if Scalar.self == Double.self {
    return RowQuartersInLanes<SIMD2<Double>>(length) as? any RowQuarters<Scalar>
  }
  if Scalar.self == Float.self {
    return RowQuartersInLanes<SIMD4<Float>>(length) as? any RowQuarters<Scalar>
  }
  return nil
}
