/// A bounded axis: ∂²u has u's parity, ∂u the other one, whose points are read where u has some.
struct BoundedJet<Scalar: TransformScalar>: PairJet {
  let load: Placing<Scalar>
  let second: Placing<Scalar>?
  let first: (placing: Placing<Scalar>, from: Int)?
  let scratchCount: Int
  private let rows: Int
  private let pitch: Int
  private let here: PairModes<Scalar>
  /// The other parity's; nil where ∂u is not wanted, or 0.
  private let there: PairModes<Scalar>?
  private let squares: ModeRelay<Scalar>?
  private let slopes: ModeRelay<Scalar>?
  /// Whether the way back takes modes from where the way ahead leaves them.
  private let isInPlace: Bool

  init(
    _ kind: TransformKind, _ frequencies: [Scalar], second a: Scalar?, first b: Scalar?,
    rows: Int, pitch: Int, effort: PlanningEffort
  ) {
    self.rows = rows
    self.pitch = pitch
    let here = PairModes<Scalar>(kind, rows: rows, pitch: pitch, effort: effort)
    self.here = here
    load = here.ahead.load
    let scale = Scalar(kind.scale(.forward))
    let all = Array(0..<kind.count)
    squares = a.map { a in
      ModeRelay(
        here.store, all, here.load, all,
        factors: frequencies.map { -a * $0 * $0 * scale })
    }
    second = a == nil ? nil : here.back.store
    isInPlace = here.store.positions == here.load.positions
    let dual = TransformKind(kind.family.conjugate, cells: kind.cells, onCells: kind.onCells)
    let between = kind.start - dual.start
    let places = max(0, -between)..<max(0, -between, min(kind.count, dual.count - between))
    if let b, dual.isLegal, !places.isEmpty {
      let there = PairModes<Scalar>(dual, rows: rows, pitch: pitch, effort: effort)
      self.there = there
      // Sines begin with k = 1, cosines with k = 0.
      let shift = kind.waveNumber(0) - dual.waveNumber(0)
      let isEven = kind.family == .cosine || kind.family == .halfCosine
      let shared = all.filter { $0 != kind.lastMode && (0..<dual.count).contains($0 + shift) }
      slopes = ModeRelay(
        here.store, shared, there.load, shared.map { $0 + shift },
        factors: shared.map { (isEven ? -b : b) * frequencies[$0] * scale })
      let store = there.back.store
      let read = (places.lowerBound + between)..<(places.upperBound + between)
      first = (
        Placing(positions: Array(store.positions[read]), factors: Array(store.factors[read])),
        places.lowerBound
      )
    } else {
      (there, slopes, first) = (nil, nil, nil)
    }
    scratchCount =
      max(here.scratchCount, there?.scratchCount ?? 0) + (isInPlace ? 0 : 2 * rows * pitch)
  }

  func run(
    _ rows: UnsafeMutablePointer<Scalar>, _ others: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    here.ahead.run(rows, scratch: scratch)
    if let slopes, let there {
      forEachRow { slopes.run(rows + $0, others + $0) }
      there.back.run(others, scratch: scratch)
    }
    guard let squares else { return }
    if isInPlace {
      forEachRow { squares.run(rows + $0, rows + $0) }
    } else {
      let spare = scratch + (scratchCount - 2 * self.rows * pitch)
      forEachRow { squares.run(rows + $0, spare + $0) }
      rows.update(from: spare, count: 2 * self.rows * pitch)
    }
    here.back.run(rows, scratch: scratch)
  }

  @inline(__always)
  private func forEachRow(_ body: (Int) -> Void) {
    for r in 0..<rows { body(2 * r * pitch) }
  }
}
