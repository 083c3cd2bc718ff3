/// Calls `body` with the array itself, or with an aligned copy of it if it is a slice that starts
/// where FFTW's vector code may not.
func aligned<Scalar: TransformScalar>(
  _ array: UnsafeBufferPointer<Scalar>, _ body: (UnsafePointer<Scalar>) -> Void
) {
  let base = array.baseAddress!
  if Scratch.isAligned(base) { return body(base) }
  let copy = Scratch<Scalar>(uninitialized: array.count)
  withExtendedLifetime(copy) {
    copy.base.update(from: base, count: array.count)
    body(UnsafePointer(copy.base))
  }
}

/// The same for an array that is written.
func aligned<Scalar: TransformScalar>(
  _ array: UnsafeMutableBufferPointer<Scalar>, isRead: Bool,
  _ body: (UnsafeMutablePointer<Scalar>) -> Void
) {
  let base = array.baseAddress!
  if Scratch.isAligned(base) { return body(base) }
  let copy = Scratch<Scalar>(uninitialized: array.count)
  withExtendedLifetime(copy) {
    if isRead { copy.base.update(from: base, count: array.count) }
    body(copy.base)
    base.update(from: copy.base, count: array.count)
  }
}
