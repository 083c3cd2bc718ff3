/// Complex transforms along a periodic axis that is not the last, a tile of columns at a time.
///
/// A tile is gathered into contiguous rows whose pitch is no power of two; its rows are transformed
/// one after the other, forward and back while they are in the first cache. One plan of one row is
/// planned at once and is as fast under `estimate` as under `measure`, or nearly.
final class ComplexLines<Scalar: TransformScalar>: Sendable {
  private let length: Int
  private let pitch: Int
  /// Columns of a tile.
  let width: Int
  /// Rows of one plan: more than one where they are short.
  private let batch: Int
  private let forward: Plan<Scalar>
  private let backward: Plan<Scalar>
  private let scratch: ScratchPool<Scalar>

  init(length: Int, effort: PlanningEffort) {
    self.length = length
    pitch = Tiling.pitch(length)
    width = min(32, max(8, (1 << 18) / length / 8 * 8))
    batch = ComplexLines.batch(length)
    func plan(_ transform: PlanProblem.Transform, rows: Int, pitch: Int) -> Plan<Scalar> {
      Plan(
        PlanProblem(
          transform: transform, length: length, rows: rows, inputPitch: pitch, outputPitch: pitch),
        effort: effort)
    }
    forward = plan(.complexForward, rows: batch, pitch: pitch)
    backward = plan(.complexBackward, rows: batch, pitch: pitch)
    scratch = ScratchPool(count: 4 * width * pitch + length)
  }

  /// 1, 2, 4 or 8 rows: about 512 numbers.
  static func batch(_ length: Int) -> Int {
    var batch = 1
    while batch < 8, 2 * batch * length <= 512 { batch *= 2 }
    return batch
  }

  /// Transforms the columns of `data`, in place; `range` numbers them.
  func transform(
    _ direction: Direction, _ data: UnsafeMutablePointer<Scalar>, _ columns: ComplexColumns,
    _ range: Range<Int>
  ) {
    scratch.withScratch { buffer in
      let results = buffer + 2 * width * pitch
      var first = range.lowerBound
      while first < range.upperBound {
        let tile = first..<min(first + width, range.upperBound)
        gather(data, columns, tile, into: buffer)
        for r in stride(from: 0, to: tile.count, by: batch) {
          let (row, result) = (buffer + 2 * r * pitch, results + 2 * r * pitch)
          if direction == .forward {
            forward.execute(row, result)
          } else {
            backward.execute(row, result)
          }
        }
        scatter(results, to: data, columns, tile)
        first = tile.upperBound
      }
    }
  }

  /// Tiles of the columns.
  func tiles(_ columns: ComplexColumns) -> Int { columns.count.dividedRoundingUp(by: width) }

  /// The columns of a tile.
  private func tile(_ t: Int, _ columns: ComplexColumns) -> Range<Int> {
    t * width..<min((t + 1) * width, columns.count)
  }

  /// û_k ← c m_k û_k between a transform and its inverse, for the columns of some tiles.
  func multiply(
    _ data: UnsafeMutablePointer<Scalar>, _ columns: ComplexColumns, tiles: Range<Int>, _ c: Scalar,
    by multiplier: (_ column: Int, _ m: UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    scratch.withScratch { buffer in
      let spare = buffer + 2 * width * pitch
      let m = UnsafeMutableBufferPointer(start: buffer + 4 * width * pitch, count: length)
      for t in tiles {
        let tile = tile(t, columns)
        gather(data, columns, tile, into: buffer)
        for r in stride(from: 0, to: tile.count, by: batch) {
          let row = buffer + 2 * r * pitch
          forward.execute(row, spare)
          for i in 0..<min(batch, tile.count - r) {
            multiplier(tile.lowerBound + r + i, m)
            multiplyRow(spare + 2 * i * pitch, by: m, c)
          }
          backward.execute(spare, row)
        }
        scatter(buffer, to: data, columns, tile)
      }
    }
  }

  /// c |û_k|² of the columns of some tiles, which are left as they are.
  func energies(
    _ data: UnsafePointer<Scalar>, _ columns: ComplexColumns, tiles: Range<Int>, _ c: Scalar,
    _ body: (_ column: Int, _ energies: UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    scratch.withScratch { buffer in
      let spare = buffer + 2 * width * pitch
      let e = UnsafeMutableBufferPointer(start: buffer + 4 * width * pitch, count: length)
      for t in tiles {
        let tile = tile(t, columns)
        gather(data, columns, tile, into: buffer)
        for r in stride(from: 0, to: tile.count, by: batch) {
          forward.execute(buffer + 2 * r * pitch, spare)
          for i in 0..<min(batch, tile.count - r) {
            squareRow(spare + 2 * i * pitch, c, into: e)
            body(tile.lowerBound + r + i, e)
          }
        }
      }
    }
  }

  private func gather(
    _ data: UnsafePointer<Scalar>, _ columns: ComplexColumns, _ tile: Range<Int>,
    into rows: UnsafeMutablePointer<Scalar>
  ) {
    forEachRun(columns, tile) { start, first, count in
      gatherColumns(
        data + start, length: length, stride: columns.stride, width: count,
        into: rows + 2 * first * pitch, pitch: pitch)
    }
    // The plan transforms whole batches.
    let missing = tile.count.dividedRoundingUp(by: batch) * batch - tile.count
    (rows + 2 * tile.count * pitch).update(repeating: 0, count: 2 * missing * pitch)
  }

  private func scatter(
    _ rows: UnsafePointer<Scalar>, to data: UnsafeMutablePointer<Scalar>, _ columns: ComplexColumns,
    _ tile: Range<Int>
  ) {
    forEachRun(columns, tile) { start, first, count in
      scatterColumns(
        rows + 2 * first * pitch, pitch: pitch, to: data + start, length: length,
        stride: columns.stride, width: count)
    }
  }

  /// Columns of a tile that begin side by side: where, which row is theirs, how many.
  private func forEachRun(
    _ columns: ComplexColumns, _ tile: Range<Int>,
    _ body: (_ start: Int, _ row: Int, _ count: Int)
      -> Void
  ) {
    var c = tile.lowerBound
    while c < tile.upperBound {
      let (start, run) = columns.start(of: c)
      let count = min(run, tile.upperBound - c)
      body(start, c - tile.lowerBound, count)
      c += count
    }
  }
}
