#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory that is touched for the first time: the kernel clears it page by page, on two threads no
/// faster than on one, and by pages of 2 MB four times as fast as by pages of 4 kB.
package enum FreshMemory {
  private static var hugePage: Int { 1 << 21 }

  /// Asks for huge pages where a large block has whole ones inside; a hint, without effect on values.
  package static func prepare<T>(_ block: UnsafeMutableBufferPointer<T>) {
    #if os(Linux)
      guard let base = block.baseAddress else { return }
      let start = (Int(bitPattern: base) + hugePage - 1) & ~(hugePage - 1)
      let end = (Int(bitPattern: base) + block.count * MemoryLayout<T>.stride) & ~(hugePage - 1)
      guard end - start >= 2 * hugePage else { return }
      _ = madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
    #endif
  }

  /// Writes zeros, and gives back whole pages inside, which are zeros when they are touched again.
  package static func clear<T: BinaryFloatingPoint>(_ block: UnsafeMutableBufferPointer<T>) {
    #if os(Linux)
      guard let base = block.baseAddress else { return }
      let page = sysconf(Int32(_SC_PAGESIZE))
      let (first, bytes) = (Int(bitPattern: base), block.count * MemoryLayout<T>.stride)
      let start = (first + page - 1) / page * page
      let end = (first + bytes) / page * page
      if end > start,
        madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_DONTNEED) == 0
      {
        let memory = UnsafeMutableRawPointer(base)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: start - first)
        (memory + (end - first)).initializeMemory(
          as: UInt8.self, repeating: 0, count: first + bytes - end)
        return
      }
    #endif
    block.update(repeating: 0)
  }
}

/// So many zeros, written by all threads.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func zeros<Scalar: TransformScalar>(_ count: Int) -> [Scalar] {
  [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
    FreshMemory.prepare(buffer)
    initialized = count
    guard let base = buffer.baseAddress else { return }
    // Threads write at disjoint places.
    nonisolated(unsafe) let target = base
    Threads.forEachChunk(count: count, minimum: 1 << 16) { chunk in
      (target + chunk.lowerBound).initialize(repeating: 0, count: chunk.count)
    }
  }
}
