/// Tiles of real columns, gathered two by two into complex rows, a few rows of which at a time are
/// transformed while they are in cache.
struct PairTiles<Scalar: TransformScalar>: Sendable {
  let columns: Columns
  private let tiling: Tiling
  let pitch: Int
  /// Rows that a transform takes at once.
  let batch: Int
  /// Rows of a tile: whole batches.
  private let rows: Int

  /// With room for rows of `longest` elements, if those of the columns become longer.
  ///
  /// - Parameter numbers: of a tile, about, for one of whose columns something is set up; nil: as few as
  ///   are fast.
  init(_ columns: Columns, longest: Int = 0, numbers: Int? = nil) {
    self.columns = columns
    let n = columns.length
    let atOnce = n > 1024 ? 1 : 4096 / n
    // Contiguous columns need no tile: each batch goes there and back while it is in cache. Others have a
    // cache line side by side at least.
    let target =
      if let numbers {
        columns.inner == 1 ? max(2, numbers / n / 2 * 2) : min(64, max(8, numbers / n / 2 * 2))
      } else {
        columns.inner == 1 ? 2 * atOnce : min(64, max(16, (1 << 16) / n / 2 * 2))
      }
    tiling = Tiling(columns, target: target, multiple: 2)
    pitch = Tiling.pitch(max(n, longest) + 2)
    let pairs = tiling.width.dividedRoundingUp(by: 2)
    batch = min(pairs, atOnce)
    rows = pairs.dividedRoundingUp(by: batch) * batch
  }

  /// Scalars of the rows of a tile.
  var size: Int { 2 * rows * pitch }
  /// Scalars of a batch of rows.
  var batchSize: Int { 2 * batch * pitch }
  /// Whether a tile is a contiguous part of an array of such columns.
  var isByRanges: Bool { tiling.isByRanges }

  /// Where such a part is.
  func range(of tile: Tile) -> Range<Int> {
    let each = columns.length * columns.inner
    return tile.outers.lowerBound * each..<tile.outers.upperBound * each
  }

  /// Columns of the widest tile.
  var width: Int { tiling.width }

  /// Calls `body` with each tile and a buffer from `scratch`.
  func forEachTile(
    scratch: ScratchPool<Scalar>,
    _ body: (_ tile: Tile, _ buffer: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    let minimum = 16384 / (tiling.width * columns.length) + 1
    Threads.forEachChunk(count: tiling.count, minimum: minimum) { tiles in
      scratch.withScratch { buffer in
        for t in tiles { body(tiling[t], buffer) }
      }
    }
  }

  /// The same on this thread alone, with its buffer.
  func forEachTile(
    buffer: UnsafeMutablePointer<Scalar>,
    _ body: (_ tile: Tile, _ buffer: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    for t in 0..<tiling.count { body(tiling[t], buffer) }
  }

  /// Gathers the columns of a tile of an array, which may have columns of another length, with zeros in
  /// the rows of its last batch that it has none for.
  func fill(
    _ rows: UnsafeMutablePointer<Scalar>, from source: UnsafePointer<Scalar>, _ columns: Columns,
    _ tile: Tile, _ load: Placing<Scalar>
  ) {
    gatherPairs(source, columns, tile, into: rows, pitch: pitch, load)
    let used = tile.width.dividedRoundingUp(by: 2)
    let whole = used.dividedRoundingUp(by: batch) * batch
    clear(rows + 2 * used * pitch, 2 * (whole - used) * pitch)
  }

  /// Calls `body` with where each batch of the rows of a tile begins, in scalars.
  func forEachBatch(of tile: Tile, _ body: (_ offset: Int) -> Void) {
    for r in stride(from: 0, to: tile.width.dividedRoundingUp(by: 2), by: batch) {
      body(2 * r * pitch)
    }
  }

  /// Calls `start` with each tile, gathers it into a buffer, calls `body` for every batch of rows with its
  /// first column and the number of them, and then `finish`. Buffers are from `scratch`, the rest of
  /// which is the bodies' own.
  func forEachTile(
    of source: UnsafePointer<Scalar>, _ load: Placing<Scalar>, scratch: ScratchPool<Scalar>,
    start: Start = { _ in }, _ body: Body, finish: Finish = { _, _ in }
  ) {
    let minimum = 16384 / (tiling.width * columns.length) + 1
    Threads.forEachChunk(count: tiling.count, minimum: minimum) { tiles in
      scratch.withScratch {
        forEach(of: tiles, of: source, load, buffer: $0, start, body, finish)
      }
    }
  }

  /// The same on this thread alone, with its buffer.
  func forEachTile(
    of source: UnsafePointer<Scalar>, _ load: Placing<Scalar>,
    buffer: UnsafeMutablePointer<Scalar>, start: Start, _ body: Body, finish: Finish
  ) {
    forEach(of: 0..<tiling.count, of: source, load, buffer: buffer, start, body, finish)
  }

  typealias Start = (_ tile: Tile) -> Void
  typealias Body = (
    _ first: Int, _ count: Int, _ rows: UnsafeMutablePointer<Scalar>,
    _ scratch: UnsafeMutablePointer<Scalar>
  ) -> Void
  typealias Finish = (_ tile: Tile, _ rows: UnsafeMutablePointer<Scalar>) -> Void

  private func forEach(
    of tiles: Range<Int>, of source: UnsafePointer<Scalar>, _ load: Placing<Scalar>,
    buffer: UnsafeMutablePointer<Scalar>, _ start: Start, _ body: Body, _ finish: Finish
  ) {
    for t in tiles {
      let tile = tiling[t]
      start(tile)
      fill(buffer, from: source, columns, tile, load)
      let first = tile.outers.lowerBound * columns.inner + tile.inners.lowerBound
      forEachBatch(of: tile) { offset in
        let c = offset / pitch
        body(first + c, min(2 * batch, tile.width - c), buffer + offset, buffer + size)
      }
      finish(tile, buffer)
    }
  }
}
