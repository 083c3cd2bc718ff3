import RealModule

/// The transforms of one axis on pairs of columns, and where its modes stand between them.
struct PairModes<Scalar: TransformScalar>: Sendable {
  let kind: TransformKind
  let ahead: any PairTransform<Scalar>
  let back: any PairTransform<Scalar>
  /// Amplitudes after the way ahead, and what the way back takes of them.
  let store: Placing<Scalar>
  let load: Placing<Scalar>

  init(_ kind: TransformKind, rows: Int, pitch: Int, effort: PlanningEffort) {
    self.kind = kind
    guard kind.family != .fourier else {
      ahead = PairCircle(length: kind.cells, rows: rows, pitch: pitch, .forward, effort: effort)
      back = PairCircle(length: kind.cells, rows: rows, pitch: pitch, .inverse, effort: effort)
      (store, load) = (ahead.store, back.load)
      return
    }
    let (forward, inverse) = LineTransform<Scalar>.transforms(of: kind)
    ahead = pairTransform(
      forward, count: kind.count, rows: rows, pitch: pitch, .forward, effort: effort)
    back = pairTransform(
      inverse, count: kind.count, rows: rows, pitch: pitch, .inverse, effort: effort)
    store = ahead.store.weighted(by: LineTransform.real(kind, .forward, scale: 1).store)
    load = back.load.weighted(
      by: LineTransform.real(kind, .inverse, scale: kind.scale(.inverse)).load)
  }

  /// The transforms' scratch memory.
  var scratchCount: Int { max(ahead.scratchCount, back.scratchCount) }

  /// e^{∓iπk/n} on cells of a circle, between amplitudes and what the transforms have of them.
  private func phase(_ i: Int, _ sign: Wide) -> ComplexFactor {
    guard kind.family == .fourier, kind.onCells else { return ComplexFactor(re: 1) }
    // i^{∓1} exactly for the last mode.
    if 2 * i == kind.cells { return ComplexFactor(re: 0, im: sign) }
    let angle = Wide.pi * Wide(kind.waveNumber(i)) / Wide(kind.cells)
    return ComplexFactor(re: .cos(angle), im: sign * .sin(angle))
  }

  /// Where the i-th mode stands after the way ahead, and its amplitude for a 1 there.
  fileprivate func left(_ i: Int) -> (place: Int, amplitude: ComplexFactor) {
    (store.positions[i], phase(i, -1) * (kind.scale(.forward) * Wide(store.factors[i])))
  }

  /// Where the way back takes the i-th mode, and what for an amplitude of 1.
  fileprivate func taken(_ i: Int) -> (place: Int, value: ComplexFactor) {
    (load.positions[i], phase(i, 1) * Wide(load.factors[i]))
  }
}

/// A factor before it is rounded.
struct ComplexFactor {
  var re: Wide
  var im: Wide = 0

  static func * (z: ComplexFactor, c: Wide) -> ComplexFactor {
    ComplexFactor(re: c * z.re, im: c * z.im)
  }

  static func * (z: ComplexFactor, w: ComplexFactor) -> ComplexFactor {
    ComplexFactor(re: z.re * w.re - z.im * w.im, im: z.re * w.im + z.im * w.re)
  }
}

/// Adds modes of one axis, from where a transform leaves them, to those of another, where its inverse
/// takes them.
struct PairRelay<Scalar: TransformScalar>: Sendable {
  private let from: [Int]
  private let to: [Int]
  /// Interleaved.
  private let factors: [Scalar]

  /// - Parameter moves: modes by their indices, and factors between amplitudes.
  init(
    _ source: PairModes<Scalar>, _ target: PairModes<Scalar>,
    _ moves: [(source: Int, target: Int, factor: ComplexFactor)]
  ) {
    from = moves.map { source.left($0.source).place }
    to = moves.map { target.taken($0.target).place }
    factors = moves.flatMap {
      let z = source.left($0.source).amplitude * $0.factor * target.taken($0.target).value
      return [Scalar(z.re), Scalar(z.im)]
    }
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func add(_ x: UnsafePointer<Scalar>, to y: UnsafeMutablePointer<Scalar>) {
    from.withUnsafeBufferPointer { from in
      to.withUnsafeBufferPointer { to in
        factors.withUnsafeBufferPointer { f in
          for k in 0..<from.count {
            let (source, target) = (x + 2 * from[k], y + 2 * to[k])
            let (re, im, c, s) = (source[0], source[1], f[2 * k], f[2 * k + 1])
            target[0] += re * c - im * s
            target[1] += re * s + im * c
          }
        }
      }
    }
  }
}
