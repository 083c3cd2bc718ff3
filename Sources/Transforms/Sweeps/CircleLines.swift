/// The first axis of two circles before a bounded one: real columns of two neighbouring modes a and b of that
/// one are a complex column z = u_a + i u_b, so that a plane of both circles is transformed in place.
///
/// With Z the transform of z along both circles and m real,
///
///     W(k) = m_a(k) U_a(k) + i m_b(k) U_b(k) = s Z(k) + d Z̄(−k),    s, d = (m_a ± m_b)/2
///
/// and m(−k) = m(k): the lines of k₂ and −k₂ along the first axis are taken together.
final class CircleLines<Scalar: TransformScalar>: Sendable {
  private let lines: ComplexLines<Scalar>
  /// n₂ and ⌊n₂/2⌋ + 1
  private let circle: Int
  private let modes: Int
  /// Where mode k of a line stands.
  private let places: [Int]
  private let scratch: ScratchPool<Scalar>

  init(length: Int, circle: Int, effort: PlanningEffort) {
    lines = ComplexLines(length: length, effort: effort)
    self.circle = circle
    modes = circle / 2 + 1
    places = lines.places
    scratch = ScratchPool(count: CircleLines.scratch(lines.width, lines.batch, lines.pitch, length))
  }

  /// Two tiles, what a batch of their rows becomes, and two lines.
  private static func scratch(_ width: Int, _ batch: Int, _ pitch: Int, _ length: Int) -> Int {
    4 * (width + batch) * pitch + 2 * length
  }

  /// What one thread holds, in numbers.
  static func scratch(length: Int) -> Int {
    scratch(
      ComplexLines<Scalar>.width(length), ComplexLines<Scalar>.batch(length),
      ComplexLines<Scalar>.pitch(length), length)
  }

  /// û_k ← c m_k û_k between a transform along the first axis and its inverse.
  ///
  /// - Parameters:
  ///   - columns: of that axis, `run` of each mode along the second.
  ///   - isPaired: Whether a column holds two modes of the last axis, or one.
  ///   - multiplier: m on the line of a mode of the second axis and one of the last.
  func multiply(
    _ data: UnsafeMutablePointer<Scalar>, _ columns: ComplexColumns, isPaired: Bool, first: Int,
    _ c: Scalar, by multiplier: (Int, Int, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    // Threads write disjoint columns.
    nonisolated(unsafe) let data = data
    forEachPair(of: columns, in: data, writes: true) { k, column, x, y, m, other in
      let a = first + (isPaired ? 2 : 1) * column
      multiplier(k, a, m)
      if isPaired { multiplier(k, a + 1, other) }
      let b = isPaired ? other : m
      if let y {
        mixCircles(x, y, m, b, c / 2, places)
      } else {
        mixCircle(x, m, b, c / 2, places)
      }
    }
  }

  /// c |û_k|² on every line, in the order of ``multiply(_:_:isPaired:first:_:by:)``.
  func energies(
    _ data: UnsafePointer<Scalar>, _ columns: ComplexColumns, isPaired: Bool, first: Int,
    _ c: Scalar, _ body: (Int, Int, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    nonisolated(unsafe) let data = UnsafeMutablePointer(mutating: data)
    forEachPair(of: columns, in: data, writes: false) { k, column, x, y, e, other in
      let a = first + (isPaired ? 2 : 1) * column
      squareCircles(x, y ?? x, c / 4, into: e, other, places)
      body(k, a, e)
      if isPaired { body(k, a + 1, other) }
    }
  }

  /// Calls `body` with the modes of each column of mode k of the second axis, and of −k where that is another.
  private func forEachPair(
    of columns: ComplexColumns, in data: UnsafeMutablePointer<Scalar>, writes: Bool,
    _ body: (
      _ k: Int, _ column: Int, _ x: UnsafeMutablePointer<Scalar>,
      _ y: UnsafeMutablePointer<Scalar>?, _ m: UnsafeMutableBufferPointer<Scalar>,
      _ other: UnsafeMutableBufferPointer<Scalar>
    ) -> Void
  ) {
    let (n, pitch, width, batch) = (lines.length, lines.pitch, lines.width, lines.batch)
    let run = columns.count / circle
    let across = run.dividedRoundingUp(by: width)
    let minimum = 8192 / (width * n) + 1
    Threads.forEachChunk(count: modes * across, minimum: minimum) { tiles in
      scratch.withScratch { buffer in
        let second = buffer + 2 * width * pitch
        let (spare, beside) = (buffer + 4 * width * pitch, buffer + (4 * width + 2 * batch) * pitch)
        let m = buffer + 4 * (width + batch) * pitch
        let line = UnsafeMutableBufferPointer(start: m, count: n)
        let other = UnsafeMutableBufferPointer(start: m + n, count: n)
        for t in tiles {
          let k = t / across
          let opposite = (circle - k) % circle
          let part = t % across * width..<min((t % across + 1) * width, run)
          func tile(_ k: Int) -> Range<Int> {
            k * run + part.lowerBound..<k * run + part.upperBound
          }
          lines.gather(data, columns, tile(k), .values, into: buffer)
          if opposite != k {
            lines.gather(data, columns, tile(opposite), .values, into: second)
          }
          for r in stride(from: 0, to: part.count, by: batch) {
            let (x, y) = (buffer + 2 * r * pitch, second + 2 * r * pitch)
            lines.forward(x, to: spare)
            if opposite != k { lines.forward(y, to: beside) }
            for i in 0..<min(batch, part.count - r) {
              body(
                k, part.lowerBound + r + i, spare + 2 * i * pitch,
                opposite != k ? beside + 2 * i * pitch : nil, line, other)
            }
            guard writes else { continue }
            lines.backward(spare, to: x)
            if opposite != k { lines.backward(beside, to: y) }
          }
          guard writes else { continue }
          lines.scatter(buffer, to: data, columns, tile(k), .values)
          if opposite != k { lines.scatter(second, to: data, columns, tile(opposite), .values) }
        }
      }
    }
  }
}

extension ComplexLines {
  /// Where the modes of a row stand, in complex numbers.
  fileprivate var places: [Int] {
    (0..<length).map { k in
      quarters.map { k / $0.length * $0.pitch + k % $0.length } ?? k
    }
  }

  /// A batch of rows to modes, and back; what they were is lost.
  fileprivate func forward(
    _ rows: UnsafeMutablePointer<Scalar>, to modes: UnsafeMutablePointer<Scalar>
  ) {
    forward.execute(rows, modes)
    // A long row alone is a batch.
    quarters?.unite(modes)
  }

  fileprivate func backward(
    _ modes: UnsafeMutablePointer<Scalar>, to rows: UnsafeMutablePointer<Scalar>
  ) {
    quarters?.divide(modes)
    backward.execute(modes, rows)
  }
}

/// X(k) ← s X(k) + d Ȳ(−k) and Y(−k) ← s Y(−k) + d X̄(k).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func mixCircles<Scalar: TransformScalar>(
  _ x: UnsafeMutablePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>,
  _ a: UnsafeMutableBufferPointer<Scalar>, _ b: UnsafeMutableBufferPointer<Scalar>, _ c: Scalar,
  _ places: [Int]
) {
  let n = places.count
  places.withUnsafeBufferPointer { places in
    for k in 0..<n {
      let (p, q) = (x + 2 * places[k], y + 2 * places[k == 0 ? 0 : n - k])
      let (s, d) = (c * (a[k] + b[k]), c * (a[k] - b[k]))
      let (pr, pi, qr, qi) = (p[0], p[1], q[0], q[1])
      p[0] = s * pr + d * qr
      p[1] = s * pi - d * qi
      q[0] = s * qr + d * pr
      q[1] = s * qi - d * pi
    }
  }
}

/// The same where −k is on the same line.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func mixCircle<Scalar: TransformScalar>(
  _ x: UnsafeMutablePointer<Scalar>, _ a: UnsafeMutableBufferPointer<Scalar>,
  _ b: UnsafeMutableBufferPointer<Scalar>, _ c: Scalar, _ places: [Int]
) {
  let n = places.count
  places.withUnsafeBufferPointer { places in
    for k in 0...n / 2 {
      let j = k == 0 ? 0 : n - k
      let (p, q) = (x + 2 * places[k], x + 2 * places[j])
      let (s, d) = (c * (a[k] + b[k]), c * (a[k] - b[k]))
      let (pr, pi, qr, qi) = (p[0], p[1], q[0], q[1])
      p[0] = s * pr + d * qr
      p[1] = s * pi - d * qi
      guard j != k else { continue }
      q[0] = s * qr + d * pr
      q[1] = s * qi - d * pi
    }
  }
}

/// c |Z(k) ± Z̄(−k)|², the energies of u_a and u_b.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func squareCircles<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ c: Scalar,
  into a: UnsafeMutableBufferPointer<Scalar>, _ b: UnsafeMutableBufferPointer<Scalar>,
  _ places: [Int]
) {
  let n = places.count
  places.withUnsafeBufferPointer { places in
    for k in 0..<n {
      let (p, q) = (x + 2 * places[k], y + 2 * places[k == 0 ? 0 : n - k])
      let (re, im) = (p[0] + q[0], p[1] - q[1])
      let (other, last) = (p[0] - q[0], p[1] + q[1])
      a[k] = c * (re * re + im * im)
      b[k] = c * (other * other + last * last)
    }
  }
}
