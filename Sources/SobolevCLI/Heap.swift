#if os(Linux) && canImport(Glibc)
  import Glibc
#endif

/// The C library's heap at the start of a short process.
enum Heap {
  /// Room for the fields of small cases that is kept, and by huge pages: taken and given back block by
  /// block, and touched by pages of 4 kB, it costs as much as the arithmetic.
  ///
  /// The C library learns from the block that is freed that such sizes come from its heap from now on
  /// (`mallopt(3)`, dynamic threshold); nothing is touched here. A hint, without effect on values.
  static func prepare() {
    #if os(Linux) && canImport(Glibc)
      let (size, huge) = (12 << 20, 1 << 21)
      // The second block is of the heap, since the first was not.
      for count in [size, size - 65536] {
        guard let block = malloc(count) else { return }
        let start = (Int(bitPattern: block) + huge - 1) & ~(huge - 1)
        let end = (Int(bitPattern: block) + count) & ~(huge - 1)
        _ = madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
        free(block)
      }
    #endif
  }
}
