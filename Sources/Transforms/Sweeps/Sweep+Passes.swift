extension Sweep {
  /// Runs the first passes, and says where their results are.
  func runBefore(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    _ loops: PointLoops?
  ) -> UnsafePointer<Scalar> {
    var loop = loops?.before
    if !fuses(before.first) {
      runApart(loop)
      loop = nil
    }
    var source = source
    for pass in before {
      pass.run(
        from: source, to: target, scratch: scratch, fusing: PointLoops(before: loop, after: nil))
      loop = nil
      source = UnsafePointer(target)
    }
    return source
  }

  /// Runs the last passes, in place.
  func runAfter(_ data: UnsafeMutablePointer<Scalar>, _ loops: PointLoops?) {
    let isFused = fuses(after.last)
    for (i, pass) in after.enumerated() {
      pass.run(
        from: data, to: data, scratch: scratch,
        fusing: PointLoops(
          before: nil, after: isFused && i == after.count - 1 ? loops?.after : nil))
    }
    if !isFused { runApart(loops?.after) }
  }

  /// Whether the pass at an end takes loops along; nil is that of the core.
  private func fuses(_ pass: (any FusingPass<Scalar>)?) -> Bool {
    if let pass { return pass.isByRanges }
    return switch core {
    case .complex, .circles: true
    case .half, .pairs: false
    }
  }

  private func runApart(_ loop: ((Range<Int>) -> Void)?) {
    PointLoops.run(loop, count: shape.reduce(1, *), unit: PointLoops.unit(of: shape))
  }
}
