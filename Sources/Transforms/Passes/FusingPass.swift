/// A pass that takes loops over its points along where it goes over them range by range.
protocol FusingPass<Scalar>: Pass {
  /// Whether ranges of points are transformed one after the other, each by itself.
  var isByRanges: Bool { get }

  /// The pass with a loop over each range before it is read and one after it has been written; both are
  /// nil where it is not ``isByRanges``.
  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>, fusing loops: PointLoops)
}

extension FusingPass {
  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>
  ) {
    run(
      from: source, to: target, scratch: scratch, fusing: PointLoops(before: nil, after: nil))
  }
}
