/// Complex transforms along a periodic axis that is not the last, a tile of columns at a time.
///
/// A tile is gathered into contiguous rows whose pitch is no power of two; its rows are transformed
/// one after the other, forward and back while they are in the first cache. One plan of one row is
/// planned at once and is as fast under `estimate` as under `measure`, or nearly; a long row is four
/// such rows, its ``Quarters``.
final class ComplexLines<Scalar: TransformScalar>: Sendable {
  let length: Int
  let pitch: Int
  let quarters: (any Quarters<Scalar>)?
  /// Columns of a tile.
  let width: Int
  /// Rows of one plan: more than one where they are short.
  let batch: Int
  let forward: Plan<Scalar>
  let backward: Plan<Scalar>
  private let scratch: ScratchPool<Scalar>

  init(length: Int, effort: PlanningEffort) {
    self.length = length
    quarters = Transforms.quarters(length)
    pitch = ComplexLines.pitch(length)
    width = ComplexLines.width(length)
    batch = ComplexLines.batch(length)
    let (partLength, parts) = quarters.map { ($0.length, 4) } ?? (length, batch)
    let partPitch = quarters?.pitch ?? pitch
    func plan(_ transform: PlanProblem.Transform) -> Plan<Scalar> {
      Plan(
        PlanProblem(
          transform: transform, length: partLength, rows: parts, inputPitch: partPitch,
          outputPitch: partPitch),
        effort: effort)
    }
    forward = plan(.complexForward)
    backward = plan(.complexBackward)
    scratch = ScratchPool(count: 4 * width * pitch + length)
  }

  /// Columns of a tile, side by side: whole cache lines.
  static func width(_ length: Int) -> Int { min(32, max(8, (1 << 18) / length / 8 * 8)) }

  /// From row to row of a buffer: an odd number of cache lines beyond the quarters'.
  static func pitch(_ length: Int) -> Int {
    let quarters: (any Quarters<Scalar>)? = Transforms.quarters(length)
    return quarters.map { 4 * $0.pitch + 8 } ?? Tiling.pitch(length)
  }

  /// What one thread holds of columns, about, in numbers.
  static func scratch(length: Int) -> Int { 4 * width(length) * Tiling.pitch(length) }

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
        gather(data, columns, tile, direction == .forward ? .values : .modes, into: buffer)
        for r in stride(from: 0, to: tile.count, by: batch) {
          let (row, result) = (buffer + 2 * r * pitch, results + 2 * r * pitch)
          if direction == .forward {
            forward.execute(row, result)
            quarters?.unite(result)
          } else {
            quarters?.divide(row)
            backward.execute(row, result)
          }
        }
        scatter(results, to: data, columns, tile, direction == .forward ? .modes : .values)
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
        gather(data, columns, tile, .values, into: buffer)
        for r in stride(from: 0, to: tile.count, by: batch) {
          let row = buffer + 2 * r * pitch
          forward.execute(row, spare)
          for i in 0..<min(batch, tile.count - r) {
            multiplier(tile.lowerBound + r + i, m)
            if let quarters {
              quarters.multiply(spare, by: m, c)
            } else {
              multiplyRow(spare + 2 * i * pitch, by: m, c)
            }
          }
          backward.execute(spare, row)
        }
        scatter(buffer, to: data, columns, tile, .values)
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
        gather(data, columns, tile, .values, into: buffer)
        for r in stride(from: 0, to: tile.count, by: batch) {
          forward.execute(buffer + 2 * r * pitch, spare)
          for i in 0..<min(batch, tile.count - r) {
            if let quarters {
              quarters.square(spare, c, into: e)
            } else {
              squareRow(spare + 2 * i * pitch, c, into: e)
            }
            body(tile.lowerBound + r + i, e)
          }
        }
      }
    }
  }

  /// What a line holds: of values every fourth is in a quarter, of modes every neighbouring one.
  enum Content {
    case values, modes
  }

  func gather(
    _ data: UnsafePointer<Scalar>, _ columns: ComplexColumns, _ tile: Range<Int>,
    _ content: Content, into rows: UnsafeMutablePointer<Scalar>
  ) {
    forEachRun(columns, tile) { start, first, count in
      forEachPart(content) { element, step, place, length in
        gatherColumns(
          data + (start + element * columns.stride), length: length, stride: step * columns.stride,
          width: count, into: rows + 2 * (first * pitch + place), pitch: pitch)
      }
    }
    // The plan transforms whole batches.
    let missing = tile.count.dividedRoundingUp(by: batch) * batch - tile.count
    (rows + 2 * tile.count * pitch).update(repeating: 0, count: 2 * missing * pitch)
  }

  func scatter(
    _ rows: UnsafePointer<Scalar>, to data: UnsafeMutablePointer<Scalar>, _ columns: ComplexColumns,
    _ tile: Range<Int>, _ content: Content
  ) {
    forEachRun(columns, tile) { start, first, count in
      forEachPart(content) { element, step, place, length in
        scatterColumns(
          rows + 2 * (first * pitch + place), pitch: pitch,
          to: data + (start + element * columns.stride), length: length,
          stride: step * columns.stride, width: count)
      }
    }
  }

  /// The parts of a line: first element, step between elements, place in the row, length.
  private func forEachPart(
    _ content: Content, _ body: (_ element: Int, _ step: Int, _ place: Int, _ length: Int) -> Void
  ) {
    guard let quarters else { return body(0, 1, 0, length) }
    let m = quarters.length
    for r in 0..<4 {
      switch content {
      case .values: body(r, 4, r * quarters.pitch, m)
      case .modes: body(r * m, 1, r * quarters.pitch, m)
      }
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
