/// A bounded axis: sines become cosines between the points and come back, κ each time.
///
/// The sign of cos′ = −sin is taken twice. The constant has no derivative, and what would be one is left
/// out on the way back.
struct BoundedDerivative<Scalar: TransformScalar>: PairDerivative {
  let load: Placing<Scalar>
  let weights: Placing<Scalar>
  let store: Placing<Scalar>
  let scratchCount: Int
  private let rows: Int
  private let pitch: Int
  /// From values to modes and, of the other kind, to the values between; and the same back.
  private let ahead: (any PairTransform<Scalar>, any PairTransform<Scalar>)
  private let back: (any PairTransform<Scalar>, any PairTransform<Scalar>)
  private let outward: ModeRelay<Scalar>
  private let homeward: ModeRelay<Scalar>
  /// Where the values between the points stand, unless it is where the way back takes them.
  private let between: [Int]?
  /// Where the first of them stands on the way back, in numbers.
  private let first: Int

  init(
    _ kind: TransformKind, _ dual: TransformKind, _ frequencies: [Scalar], rows: Int, pitch: Int,
    effort: PlanningEffort
  ) {
    self.rows = rows
    self.pitch = pitch
    let here = PairModes<Scalar>(kind, rows: rows, pitch: pitch, effort: effort)
    let there = PairModes<Scalar>(dual, rows: rows, pitch: pitch, effort: effort)
    ahead = (here.ahead, there.back)
    back = (there.ahead, here.back)
    // Sines begin with k = 1, cosines with k = 0.
    let shift = kind.family == .sine ? 1 : kind.family == .cosine ? -1 : 0
    let shared = (0..<kind.count).filter { (0..<dual.count).contains($0 + shift) }
    let factors = shared.map { frequencies[$0] * Scalar(kind.scale(.forward)) }
    outward = ModeRelay(
      here.store, shared, there.load, shared.map { $0 + shift }, factors: factors)
    homeward = ModeRelay(
      there.store, shared.map { $0 + shift }, here.load, shared, factors: factors)
    load = here.ahead.load
    store = here.back.store
    let (values, next) = (there.back.store, there.ahead.load)
    between = values.positions == next.positions ? nil : values.positions
    weights = Placing(
      positions: next.positions, factors: zip(values.factors, next.factors).map { $0 * $1 })
    first = 2 * (weights.positions.min() ?? 0)
    scratchCount = max(here.scratchCount, there.scratchCount)
  }

  func run(
    _ rows: UnsafeMutablePointer<Scalar>, weights w: UnsafePointer<Scalar>,
    spare: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    ahead.0.run(rows, scratch: scratch)
    forEachRow { outward.run(rows + $0, spare + $0) }
    ahead.1.run(spare, scratch: scratch)
    if let between {
      forEachRow {
        moveRow(spare + $0, between, by: w + $0, to: rows + $0, weights.positions)
      }
      back.0.run(rows, scratch: scratch)
      forEachRow { homeward.run(rows + $0, spare + $0) }
      back.1.run(spare, scratch: scratch)
      rows.update(from: spare, count: 2 * self.rows * pitch)
    } else {
      forEachRow {
        weighRow(spare + $0 + first, by: w + $0 + first, 2 * weights.positions.count)
      }
      back.0.run(spare, scratch: scratch)
      forEachRow { homeward.run(spare + $0, rows + $0) }
      back.1.run(rows, scratch: scratch)
    }
  }

  @inline(__always)
  private func forEachRow(_ body: (Int) -> Void) {
    for r in 0..<rows { body(2 * r * pitch) }
  }
}

/// y ← x w at other places: w stands where y does.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func moveRow<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ from: [Int], by w: UnsafePointer<Scalar>,
  to y: UnsafeMutablePointer<Scalar>, _ to: [Int]
) {
  from.withUnsafeBufferPointer { from in
    to.withUnsafeBufferPointer { to in
      for j in 0..<to.count {
        let (p, q) = (2 * from[j], 2 * to[j])
        let (re, im) = (w[q] * x[p], w[q + 1] * x[p + 1])
        y[q] = re
        y[q + 1] = im
      }
    }
  }
}
