/// The planes of the last two axes behind a circle, a circle and a bounded one, while each is in cache: first
/// the bounded axis by rows, then the circle, two real columns as a complex one, in place.
///
/// Of an odd number of modes the last one is kept beside the planes, as a complex number a row.
final class CirclePlanes<Scalar: TransformScalar>: Sendable {
  private let planes: Int
  private let rows: Int
  private let length: Int
  private let forwardRows: PairPass<Scalar>
  private let inverseRows: PairPass<Scalar>
  private let circle: ComplexLines<Scalar>
  private let scratch: ScratchPool<Scalar>

  /// Whether there is a mode without a partner.
  var hasLast: Bool { length % 2 == 1 }
  /// The order in which modes of the bounded axis stand.
  var order: [Int]? { forwardRows.order }
  /// Numbers beside the planes.
  var besideCount: Int { hasLast ? 2 * planes * rows : 0 }

  init(_ kinds: [TransformKind], effort: PlanningEffort) {
    let shape = kinds.map(\.count)
    (planes, rows, length) = (shape[0], shape[1], shape[2])
    func pass(_ direction: Direction) -> PairPass<Scalar> {
      let line = LineTransform<Scalar>.real(kinds[2], direction, scale: 1)
      guard case .real(let kind) = line.transform else { preconditionFailure() }
      return PairPass(
        kind, line, outer: shape[1], inner: 1, direction, asTheyStand: true, effort: effort)
    }
    (forwardRows, inverseRows) = (pass(.forward), pass(.inverse))
    circle = ComplexLines(length: shape[1], effort: effort)
    scratch = ScratchPool(count: max(forwardRows.scratchCount, inverseRows.scratchCount))
  }

  /// The columns of pairs along an axis, and those beside.
  func columns(along axis: Int) -> ComplexColumns {
    ComplexColumns(along: axis, rows: [planes, rows], pitch: length, run: length / 2)
  }

  func columnsBeside(along axis: Int) -> ComplexColumns {
    ComplexColumns(along: axis, rows: [planes, rows])
  }

  /// Values to modes; a loop goes over the points of a plane before they are read.
  func forward(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    beside: UnsafeMutablePointer<Scalar>, before loop: ((Range<Int>) -> Void)? = nil
  ) {
    nonisolated(unsafe) let (source, target, beside) = (source, target, beside)
    forEachPlane { plane, points, buffer in
      loop?(points)
      forwardRows.run(
        from: source + points.lowerBound, to: target + points.lowerBound, buffer: buffer,
        fusing: PointLoops(before: nil, after: nil))
      if hasLast {
        for j in 0..<rows {
          let last = beside + 2 * (plane * rows + j)
          last[0] = target[points.lowerBound + (j + 1) * length - 1]
          last[1] = 0
        }
      }
      transform(.forward, plane, target, beside)
    }
  }

  /// Modes back to values, in place; a loop goes over the points of a plane after they have been written.
  func inverse(
    _ data: UnsafeMutablePointer<Scalar>, beside: UnsafeMutablePointer<Scalar>,
    after loop: ((Range<Int>) -> Void)? = nil
  ) {
    nonisolated(unsafe) let (data, beside) = (data, beside)
    forEachPlane { plane, points, buffer in
      transform(.inverse, plane, data, beside)
      if hasLast {
        for j in 0..<rows {
          data[points.lowerBound + (j + 1) * length - 1] = beside[2 * (plane * rows + j)]
        }
      }
      inverseRows.run(
        from: data + points.lowerBound, to: data + points.lowerBound, buffer: buffer,
        fusing: PointLoops(before: nil, after: nil))
      loop?(points)
    }
  }

  private func transform(
    _ direction: Direction, _ plane: Int, _ data: UnsafeMutablePointer<Scalar>,
    _ beside: UnsafeMutablePointer<Scalar>
  ) {
    let pairs = columns(along: 1)
    circle.transform(direction, data, pairs, plane * pairs.perOuter..<(plane + 1) * pairs.perOuter)
    if hasLast {
      circle.transform(direction, beside, columnsBeside(along: 1), plane..<plane + 1)
    }
  }

  private func forEachPlane(
    _ body: (_ plane: Int, _ points: Range<Int>, _ buffer: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    let size = rows * length
    Threads.forEachChunk(count: planes, minimum: 16384 / size + 1) { chunk in
      scratch.withScratch { buffer in
        for plane in chunk { body(plane, plane * size..<(plane + 1) * size, buffer) }
      }
    }
  }
}
