import CFFTW

/// Asks for the cache lines of `count` numbers that will be needed soon. Addresses need not be valid.
///
/// The processor foresees what follows in a page; the next row of a column is in another one.
@inline(__always)
func prefetch<Scalar: TransformScalar>(_ place: UnsafePointer<Scalar>, count: Int) {
  let size = count &* MemoryLayout<Scalar>.stride
  let address = UnsafeRawPointer(place)
  var offset = 0
  while offset < size {
    cfftw_prefetch(address + offset)
    offset &+= 64
  }
}
