import CFFTW

/// Stores that pass by the caches, for what is written once and is larger than they are: a line that is
/// written as a whole need not be read before, and nothing that is in cache has to go.
package enum Streaming {
  /// Whether a block is larger than what a cache keeps of it until it is read. Of memory that has never
  /// been written the kernel has just cleared a page, which is in cache: there nothing is gained.
  package static func suits<T>(_ block: UnsafeMutableBufferPointer<T>) -> Bool {
    block.count * MemoryLayout<T>.stride >= 1 << 24
  }

  /// Copies so many bytes. No other thread may read them before this one has called ``finish()``.
  package static var store:
    @convention(c) (UnsafeMutableRawPointer?, UnsafeRawPointer?, Int) -> Void
  {
    cfftw_stream
  }

  /// Waits for the stores of this thread.
  package static func finish() { cfftw_stream_end() }
}
