/// Several passes over one plane of an array while it is in cache, and then over the next. May run in
/// place.
final class PlanePass<Scalar: TransformScalar>: FusingPass {
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
  var isByRanges: Bool { true }

  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>, fusing loops: PointLoops
  ) {
    Threads.forEachChunk(count: planes, minimum: 16384 / size + 1) { chunk in
      scratch.withScratch { buffer in
        for plane in chunk {
          let first = plane * size
          let to = target + first
          var from = source + first
          // Of a plane the first pass may be by ranges that stay in a nearer cache.
          let isFirstByRanges = passes[0].isByRanges
          if !isFirstByRanges { loops.before?(first..<first + size) }
          for (i, pass) in passes.enumerated() {
            pass.run(
              from: from, to: to, buffer: buffer,
              fusing: PointLoops(
                before: i == 0 && isFirstByRanges ? loops.before.map { moved($0, by: first) } : nil,
                after: nil))
            from = UnsafePointer(to)
          }
          loops.after?(first..<first + size)
        }
      }
    }
  }
}

/// A loop that counts points from one of them on.
private func moved(
  _ loop: @escaping (Range<Int>) -> Void, by first: Int
) -> (Range<Int>) -> Void {
  { loop($0.lowerBound + first..<$0.upperBound + first) }
}
