/// a ∂²u + b ∂u of trigonometric functions along one axis, at their own points, with a and b that may vary.
///
/// What a sum of such terms needs of a box are transforms along the one axis: blocks of lines go ahead once
/// and back for each derivative while they are in cache, and coefficients are sampled for a block. ∂u has
/// the other parity: where that has no point of u's, on an end, it is 0. A last mode has ∂² and no ∂. Exact
/// but for round-off; the same to the bit for every number of threads. Memory: two blocks of lines a thread,
/// and one of samples.
package final class TrigonometricJet<Scalar: TransformScalar>: Sendable {
  /// What stands before a derivative: a number, times samples if there are any.
  package struct Coefficient: Sendable {
    /// Writes the values of some lines, one after the other, on any thread; lines are numbered through the
    /// axes before and behind theirs.
    package typealias Sample =
      @Sendable (
        _ lines: Range<Int>, _ values: UnsafeMutableBufferPointer<Scalar>
      ) -> Void

    let factor: Scalar
    let sample: Sample?

    package init(_ factor: Scalar, times sample: Sample? = nil) {
      self.factor = factor
      self.sample = sample
    }
  }

  private let columns: Columns
  private let tiles: PairTiles<Scalar>
  private let jet: any PairJet<Scalar>
  private let second: Coefficient.Sample?
  private let first: Coefficient.Sample?

  /// Scalars of the memory that a thread is given.
  package let scratchCount: Int

  /// The operator along one axis of an array of outer × count × inner.
  ///
  /// - Parameters:
  ///   - kind: the axis.
  ///   - frequencies: κ of all modes.
  ///   - second: a; nil for 0.
  ///   - first: b; nil for 0.
  ///   - block: numbers of a block, about.
  package init(
    _ kind: TransformKind, frequencies: [Scalar], outer: Int, inner: Int, second: Coefficient?,
    first: Coefficient?, block: Int, effort: PlanningEffort = .default
  ) {
    precondition(frequencies.count == kind.count)
    columns = Columns(outer: outer, length: kind.count, inner: inner)
    let tiles = PairTiles<Scalar>(columns, longest: kind.cells + 1, numbers: block)
    self.tiles = tiles
    jet = pairJet(
      kind, frequencies: frequencies, second: second?.factor, first: first?.factor,
      joined: second?.sample == nil && first?.sample == nil, rows: tiles.batch, pitch: tiles.pitch,
      effort: effort)
    self.second = second?.sample
    self.first = first?.sample
    let samples = self.second == nil && self.first == nil ? 0 : tiles.width * kind.count
    scratchCount = (jet.first == nil ? 1 : 2) * tiles.size + jet.scratchCount + samples
  }

  /// What a thread is given for blocks of so many numbers, about.
  package static func scratch(block: Int, length: Int, outer: Int, inner: Int) -> Int {
    let tiles = PairTiles<Scalar>(
      Columns(outer: outer, length: length, inner: inner), numbers: block)
    return 2 * tiles.size + 2 * tiles.batchSize + tiles.width * length
  }

  /// sum ← sum + a ∂²u + b ∂u, or without the sum. They may then be the same array.
  package func add(
    _ u: UnsafePointer<Scalar>, to sum: UnsafeMutablePointer<Scalar>, replaces: Bool,
    scratch: ScratchPool<Scalar>
  ) {
    precondition(scratch.count >= scratchCount)
    // Tiles are disjoint.
    nonisolated(unsafe) let (u, sum) = (u, sum)
    tiles.forEachTile(scratch: scratch) {
      run(u, sum, replaces: replaces, tile: $0, rows: $1, before: 0)
    }
  }

  /// The same on this thread alone, with its memory.
  ///
  /// - Parameter outer: What coefficients have of outer indices before the array's.
  package func add(
    _ u: UnsafePointer<Scalar>, to sum: UnsafeMutablePointer<Scalar>, replaces: Bool,
    before outer: Int, buffer: UnsafeMutablePointer<Scalar>
  ) {
    tiles.forEachTile(buffer: buffer) {
      run(u, sum, replaces: replaces, tile: $0, rows: $1, before: outer)
    }
  }

  private func run(
    _ u: UnsafePointer<Scalar>, _ sum: UnsafeMutablePointer<Scalar>, replaces: Bool, tile: Tile,
    rows: UnsafeMutablePointer<Scalar>, before outer: Int
  ) {
    let others = rows + tiles.size
    let scratch = jet.first == nil ? others : others + tiles.size
    let values = scratch + jet.scratchCount
    tiles.fill(rows, from: u, columns, tile, jet.load)
    tiles.forEachBatch(of: tile) { jet.run(rows + $0, others + $0, scratch: scratch) }
    if replaces { clear(tile, of: sum) }
    // A tile is of whole inner indices, or of one outer index.
    let line = (tile.outers.lowerBound + outer) * columns.inner + tile.inners.lowerBound
    func add(
      _ rows: UnsafeMutablePointer<Scalar>, _ placing: Placing<Scalar>, from start: Int,
      _ sample: Coefficient.Sample?
    ) {
      if let sample {
        let (n, width) = (columns.length, tile.width)
        sample(
          line..<line + width, UnsafeMutableBufferPointer(start: values, count: width * n))
        for c in stride(from: 0, to: width, by: 2) {
          let a = values + c * n + start
          weighPair(rows + c * tiles.pitch, by: a, c + 1 < width ? a + n : a, placing)
        }
      }
      addPairs(
        rows, pitch: tiles.pitch, to: sum + start * columns.inner, columns, tile, placing)
    }
    if let placing = jet.second { add(rows, placing, from: 0, second) }
    if let (placing, start) = jet.first { add(others, placing, from: start, first) }
  }

  private func clear(_ tile: Tile, of sum: UnsafeMutablePointer<Scalar>) {
    for o in tile.outers {
      for j in 0..<columns.length {
        let place = (o * columns.length + j) * columns.inner + tile.inners.lowerBound
        (sum + place).update(repeating: 0, count: tile.inners.count)
      }
    }
  }
}
