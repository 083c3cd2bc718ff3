/// Several passes over one plane of an array while it is in cache, and then over the next. May run in
/// place.
final class PlanePass<Scalar: TransformScalar>: Pass {
  private let passes: [PairPass<Scalar>]
  private let planes: Int
  /// Numbers of a plane.
  private let size: Int

  /// Passes that were made for one plane.
  init(_ passes: [PairPass<Scalar>], planes: Int, size: Int) {
    self.passes = passes
    self.planes = planes
    self.size = size
  }

  var scratchCount: Int { passes.map(\.scratchCount).max() ?? 0 }

  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>
  ) {
    Threads.forEachChunk(count: planes, minimum: 16384 / size + 1) { chunk in
      scratch.withScratch { buffer in
        for plane in chunk {
          let to = target + plane * size
          var from = source + plane * size
          for pass in passes {
            pass.run(from: from, to: to, buffer: buffer)
            from = UnsafePointer(to)
          }
        }
      }
    }
  }
}
