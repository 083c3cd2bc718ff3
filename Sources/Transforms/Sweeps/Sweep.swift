/// A transform whose last axis is never written back: what is wanted of the coefficients along it is
/// done, a line at a time, while they are in cache.
///
/// A multiplier costs one pass forward, one that goes both ways, and one back; an energy costs one
/// pass to write and one to read. Bounded axes come first, on real data; then the last periodic
/// axis, to a half spectrum in place; then the others. The axis that is swept is the first of the
/// last sort there is.
final class Sweep<Scalar: TransformScalar>: Sendable {
  /// The axis along which lines run.
  let axis: Int
  let shape: [Int]
  private let spectrumShape: [Int]
  /// The modes along the other axes in the order in which they stand; nil for their own.
  private let orders: [[Int]?]
  let before: [any FusingPass<Scalar>]
  let after: [any FusingPass<Scalar>]
  let core: Core
  /// The scales of all axes, forward, and forward and back.
  private let scale: Scalar
  private let roundScale: Scalar
  /// Forward and back along all axes but the swept one.
  private let otherScale: Scalar
  private let differences: DifferenceLines<Scalar>?
  let scratch: ScratchPool<Scalar>

  enum Core: Sendable {
    /// Two periodic axes or three: the rows of the last one first.
    case complex(HalfRows<Scalar>, ComplexLines<Scalar>, beside: ScratchPool<Scalar>)
    /// Two before a bounded axis: the planes behind the first one first.
    case circles(CirclePlanes<Scalar>, CircleLines<Scalar>, beside: ScratchPool<Scalar>)
    case half(HalfLines<Scalar>)
    case pairs(PairLines<Scalar>)
  }

  /// nil where such a sweep does not apply: one bounded axis alone.
  init?(_ kinds: [TransformKind], effort: PlanningEffort) {
    let periodic = kinds.indices.filter { kinds[$0].family == .fourier }
    if periodic.isEmpty, kinds.count == 1 { return nil }
    // A bounded axis behind two circles.
    let isLast = periodic.count == 2 && periodic == [0, 1] && kinds.count == 3
    let axis = periodic.first ?? 0
    let shape = kinds.map(\.count)
    self.axis = axis
    self.shape = shape
    spectrumShape = kinds.spectrumShape
    let bounded = kinds.indices.reversed().filter {
      kinds[$0].family != .fourier && $0 != axis && !isLast
    }
    // Two axes of a plane that are transformed one after the other; of few planes not even one a thread.
    let areInPlanes = axis == 0 && bounded.count == 2 && shape[0] >= 16
    func columns(_ a: Int) -> Columns {
      Columns(
        outer: shape[(areInPlanes && a > 0 ? 1 : 0)..<a].reduce(1, *), length: shape[a],
        inner: shape[(a + 1)...].reduce(1, *))
    }
    func passes(_ direction: Direction) -> [(axis: Int, pass: PairPass<Scalar>)] {
      bounded.map { a in
        let line = LineTransform<Scalar>.real(kinds[a], direction, scale: 1)
        guard case .real(let kind) = line.transform else { preconditionFailure() }
        let columns = columns(a)
        let pass = PairPass(
          kind, line, outer: columns.outer, inner: columns.inner, direction, asTheyStand: true,
          effort: effort)
        return (a, pass)
      }
    }
    let (ahead, back) = (passes(.forward), passes(.inverse))
    if areInPlanes {
      let size = shape[1] * shape[2]
      before = [PlanePass(ahead.map(\.pass), planes: shape[0], size: size)]
      after = [PlanePass(back.map(\.pass), planes: shape[0], size: size)]
    } else {
      before = ahead.map(\.pass)
      after = back.map(\.pass)
    }
    var orders = [[Int]?](repeating: nil, count: kinds.count)
    for (a, pass) in ahead { orders[a] = pass.order }
    let planes = isLast ? CirclePlanes<Scalar>(kinds, effort: effort) : nil
    if let planes { orders[2] = planes.order }
    orders.remove(at: axis)
    self.orders = orders
    if let planes {
      core = .circles(
        planes, CircleLines(length: shape[0], circle: shape[1], effort: effort),
        beside: ScratchPool(count: planes.besideCount))
    } else if periodic.isEmpty {
      core = .pairs(PairLines(kinds[axis], columns(axis), effort: effort))
    } else if periodic.count == 1 {
      core = .half(HalfLines(columns(axis), effort: effort))
    } else {
      let rows = shape.dropLast().reduce(1, *)
      core = .complex(
        HalfRows(
          rows: rows, length: shape.last!, middle: periodic.count == 3 ? shape[1] : nil,
          effort: effort),
        ComplexLines(length: shape[axis], effort: effort),
        beside: ScratchPool(count: 2 * rows))
    }
    let forward = kinds.reduce(1) { $0 * $1.scale(.forward) }
    scale = Scalar(forward)
    roundScale = Scalar(kinds.reduce(forward) { $0 * $1.scale(.inverse) })
    otherScale = Scalar(
      kinds.indices.filter { $0 != axis }.reduce(1) {
        $0 * kinds[$1].scale(.forward) * kinds[$1].scale(.inverse)
      })
    differences = periodic.isEmpty ? DifferenceLines(kinds[axis], columns(axis)) : nil
    scratch = ScratchPool(count: (before + after).map(\.scratchCount).max() ?? 0)
  }

  /// û_k ← m_k û_k between values and values, which may be the same array; with `loops` it is.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func multiply(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    fusing loops: PointLoops? = nil,
    by multiplier: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    let from = runBefore(from: source, to: target, loops)
    switch core {
    case .pairs(let lines):
      lines.multiply(from: from, to: target, roundScale) { multiplier(line($0), $1) }
    case .half(let lines):
      lines.multiply(from: from, to: target, roundScale) { multiplier(line($0), $1) }
    case .complex(let rows, let lines, let pool):
      let spectrum = spectrum(inPlace: true)
      let (inside, beside) = (spectrum.columns(along: axis), spectrum.columnsBeside(along: axis)!)
      pool.withScratch { last in
        rows.forward(
          from: from, to: target, spectrum, beside: last,
          before: before.isEmpty ? loops?.before : nil)
        forEachTile(lines, inside, beside) { isInside, tiles in
          if isInside {
            lines.multiply(target, inside, tiles: tiles, roundScale) {
              multiplier(line(spectrum.line(inside: $0)), $1)
            }
          } else {
            lines.multiply(last, beside, tiles: tiles, roundScale) {
              multiplier(line(spectrum.line(beside: $0)), $1)
            }
          }
        }
        rows.inverse(
          target, spectrum, beside: last, after: after.isEmpty ? loops?.after : nil)
      }
    case .circles(let planes, let lines, let pool):
      pool.withScratch { last in
        planes.forward(from: from, to: target, beside: last, before: loops?.before)
        func fill(_ k: Int, _ j: Int, _ m: UnsafeMutableBufferPointer<Scalar>) {
          multiplier(line(k * shape[2] + j), m)
        }
        lines.multiply(
          target, planes.columns(along: 0), isPaired: true, first: 0, roundScale, by: fill)
        if planes.hasLast {
          lines.multiply(
            last, planes.columnsBeside(along: 0), isPaired: false, first: shape[2] - 1, roundScale,
            by: fill)
        }
        planes.inverse(target, beside: last, after: loops?.after)
      }
    }
    runAfter(target, loops)
  }

  /// (A + δ²) u = c f along the swept axis between transforms along the others, which are bounded. Both
  /// arrays may be the same; with `loops` they are.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func solveDifferences(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    fusing loops: PointLoops? = nil,
    _ shift: (SpectralLine) -> (shift: Scalar, scale: Scalar)
  ) {
    let from = runBefore(from: source, to: target, loops)
    differences!.solve(from: from, to: target) {
      let (a, c) = shift(line($0))
      return (a, otherScale * c)
    }
    runAfter(target, loops)
  }

  /// |û_k|² line by line; `work` has room for a spectrum.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func energies(
    of source: UnsafePointer<Scalar>, work: UnsafeMutablePointer<Scalar>,
    _ body: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    let from = runBefore(from: source, to: work, nil)
    let square = scale * scale
    switch core {
    case .pairs(let lines): lines.energies(from, square) { body(line($0), $1) }
    case .half(let lines): lines.energies(from, square) { body(line($0), $1) }
    case .complex(let rows, let lines, let pool):
      // After a bounded axis `work` holds real values, whose spectrum then has to be in their place.
      let spectrum = spectrum(inPlace: !before.isEmpty)
      pool.withScratch { last in
        rows.forward(from: from, to: work, spectrum, beside: last)
        let inside = spectrum.columns(along: axis)
        let beside = spectrum.columnsBeside(along: axis)
        forEachTile(lines, inside, beside) { isInside, tiles in
          if isInside {
            lines.energies(work, inside, tiles: tiles, square) {
              body(line(spectrum.line(inside: $0)), $1)
            }
          } else {
            lines.energies(last, beside!, tiles: tiles, square) {
              body(line(spectrum.line(beside: $0)), $1)
            }
          }
        }
      }
    case .circles(let planes, let lines, let pool):
      pool.withScratch { last in
        planes.forward(from: from, to: work, beside: last)
        func take(_ k: Int, _ j: Int, _ e: UnsafeMutableBufferPointer<Scalar>) {
          body(line(k * shape[2] + j), e)
        }
        lines.energies(work, planes.columns(along: 0), isPaired: true, first: 0, square, take)
        if planes.hasLast {
          lines.energies(
            last, planes.columnsBeside(along: 0), isPaired: false, first: shape[2] - 1, square, take
          )
        }
      }
    }
  }

  /// The line that stands at a place among all.
  private func line(_ place: Int) -> SpectralLine {
    SpectralLine(place, along: axis, of: spectrumShape).reordered(by: orders, of: spectrumShape)
  }

  private func spectrum(inPlace: Bool) -> HalfSpectrum {
    HalfSpectrum(rowShape: shape.dropLast(), length: shape.last!, isInPlace: inPlace)
  }

  /// Shares the tiles of both sorts of columns among the threads.
  private func forEachTile(
    _ lines: ComplexLines<Scalar>, _ inside: ComplexColumns, _ beside: ComplexColumns?,
    _ body: (_ isInside: Bool, _ tiles: Range<Int>) -> Void
  ) {
    let first = lines.tiles(inside)
    let count = first + (beside.map { lines.tiles($0) } ?? 0)
    let minimum = 16384 / (lines.width * inside.length) + 1
    Threads.forEachChunk(count: count, minimum: minimum) { tiles in
      let (a, b) = (tiles.clamped(to: 0..<first), tiles.clamped(to: first..<count))
      if !a.isEmpty { body(true, a) }
      if !b.isEmpty { body(false, b.lowerBound - first..<b.upperBound - first) }
    }
  }
}
