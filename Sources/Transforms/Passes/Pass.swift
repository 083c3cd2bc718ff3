/// One sweep over an array that transforms along one axis.
///
/// A transform is a list of passes. What a pass does inside (blocking, FFTW's kind, a detour through
/// complex columns) is its own affair.
protocol Pass<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar

  /// Scalars of scratch memory that one thread needs.
  var scratchCount: Int { get }

  /// Reads `source`, which it leaves as it is, and writes `target`. They may be the same array if
  /// the pass says so where it is made.
  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>)
}
