/// A bounded axis: real columns, two by two, through complex transforms and back.
final class PairLines<Scalar: TransformScalar>: Sendable {
  private let tiles: PairTiles<Scalar>
  private let forward: any PairTransform<Scalar>
  private let inverse: any PairTransform<Scalar>
  /// Whether the way back takes coefficients where the way forward leaves them.
  private let isInPlace: Bool
  /// Where the amplitudes stand after the way forward.
  private let amplitudes: Placing<Scalar>
  private let scratch: ScratchPool<Scalar>

  init(_ kind: TransformKind, _ columns: Columns, effort: PlanningEffort) {
    let n = columns.length
    let tiles = PairTiles<Scalar>(columns)
    self.tiles = tiles
    let line = LineTransform<Scalar>.real(kind, .forward, scale: 1)
    let (ahead, back) = LineTransform<Scalar>.transforms(of: kind)
    func transform(
      _ kind: PlanProblem.RealTransform, _ direction: Direction
    ) -> any PairTransform<Scalar> {
      pairTransform(
        kind, count: n, rows: tiles.batch, pitch: tiles.pitch, direction, effort: effort)
    }
    forward = transform(ahead, .forward)
    inverse = transform(back, .inverse)
    isInPlace = forward.store.positions == inverse.load.positions
    amplitudes = forward.store.weighted(by: line.store)
    let each = max(forward.scratchCount, inverse.scratchCount)
    scratch = ScratchPool(count: tiles.size + 2 * tiles.batch * tiles.pitch + 2 * n + 8 + each)
  }

  /// û_k ← c m_k û_k between a transform and its inverse. May run in place.
  func multiply(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>, _ c: Scalar,
    by multiplier: (_ column: Int, _ m: UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    let batch = 2 * tiles.batch * tiles.pitch
    forEachBatch(of: source) { first, count, rows, spare, m, other, scratch in
      let next = isInPlace ? rows : spare
      for r in 0..<count.dividedRoundingUp(by: 2) {
        multiplier(first + 2 * r, m)
        let isPair = 2 * r + 1 < count
        if isPair { multiplier(first + 2 * r + 1, other) }
        relayPairs(
          rows + 2 * r * tiles.pitch, forward.store, by: m, isPair ? other : m, c,
          to: next + 2 * r * tiles.pitch, inverse.load)
      }
      inverse.run(next, scratch: scratch)
      if !isInPlace { rows.update(from: next, count: batch) }
    } finish: { tile, rows in
      scatterPairs(rows, pitch: tiles.pitch, to: target, tiles.columns, tile, inverse.store)
    }
  }

  /// c |û_k|² of every column.
  func energies(
    _ source: UnsafePointer<Scalar>, _ c: Scalar,
    _ body: (_ column: Int, _ energies: UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    forEachBatch(of: source) { first, count, rows, _, e, other, _ in
      for r in 0..<count.dividedRoundingUp(by: 2) {
        squarePairs(rows + 2 * r * tiles.pitch, amplitudes, c, into: e, other)
        body(first + 2 * r, e)
        if 2 * r + 1 < count { body(first + 2 * r + 1, other) }
      }
    } finish: { _, _ in
    }
  }

  /// Calls `body` with the first column of each batch and the number of them, their coefficients,
  /// rows of the same size, two lines and scratch memory.
  private func forEachBatch(
    of source: UnsafePointer<Scalar>,
    _ body: (
      _ first: Int, _ count: Int, _ rows: UnsafeMutablePointer<Scalar>,
      _ next: UnsafeMutablePointer<Scalar>, _ line: UnsafeMutableBufferPointer<Scalar>,
      _ other: UnsafeMutableBufferPointer<Scalar>, _ scratch: UnsafeMutablePointer<Scalar>
    ) -> Void,
    finish: (_ tile: Tile, _ rows: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    let n = tiles.columns.length
    let batch = 2 * tiles.batch * tiles.pitch
    tiles.forEachTile(of: source, forward.load, scratch: scratch) { first, count, rows, buffer in
      // The lines stand before the scratch memory, whose start stays aligned.
      let lines = buffer + batch
      let scratch = lines + (2 * n + 7) / 8 * 8
      forward.run(rows, scratch: scratch)
      body(
        first, count, rows, buffer, UnsafeMutableBufferPointer(start: lines, count: n),
        UnsafeMutableBufferPointer(start: lines + n, count: n), scratch)
    } finish: {
      finish($0, $1)
    }
  }
}
