/// Memory aligned to a cache line: more than FFTW's vector code asks for.
final class Scratch<Scalar: TransformScalar>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Scalar>
  let count: Int

  init(uninitialized count: Int) {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Scalar>.stride, alignment: 64)
    base = raw.bindMemory(to: Scalar.self, capacity: count)
    self.count = count
    FreshMemory.prepare(UnsafeMutableBufferPointer(start: base, count: count))
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// Whether FFTW may be handed this array: aligned to 16 bytes, as every Swift array of numbers is.
  static func isAligned(_ pointer: UnsafePointer<Scalar>) -> Bool {
    UInt(bitPattern: pointer) % 16 == 0
  }
}
