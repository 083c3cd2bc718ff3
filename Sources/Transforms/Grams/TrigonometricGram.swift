/// The operator of ∫ a |D u|² for the derivative D of trigonometric functions along one axis, from its
/// points to those between them: u ↦ D*(a D u), the adjoint in the grid's inner product.
///
/// What a sum of such terms needs of a box are transforms along the one axis: blocks of lines go
/// forward, between the points and back while they are in cache. Exact but for round-off; the same to
/// the bit for every number of threads. Memory: two blocks of lines a thread.
package final class TrigonometricGram<Scalar: TransformScalar>: Sendable {
  private let columns: Columns
  /// The columns of a.
  private let between: Columns
  private let tiles: PairTiles<Scalar>
  private let derivative: any PairDerivative<Scalar>
  private let scratch: ScratchPool<Scalar>

  /// The operator along one axis of an array.
  ///
  /// - Parameters:
  ///   - kind: the axis.
  ///   - dual: the axis of its derivatives: the other parity at the other placement.
  ///   - frequencies: κ of the modes of `kind`, all of them.
  ///   - shape: points along each axis.
  package init(
    _ kind: TransformKind, _ dual: TransformKind, frequencies: [Scalar], shape: [Int], axis: Int,
    effort: PlanningEffort = .default
  ) {
    precondition(shape[axis] == kind.count && frequencies.count == kind.count)
    columns = Columns(
      outer: shape[..<axis].reduce(1, *), length: kind.count,
      inner: shape[(axis + 1)...].reduce(1, *))
    between = columns.with(length: dual.count)
    tiles = PairTiles(columns, longest: dual.count)
    derivative = pairDerivative(
      kind, dual, frequencies: frequencies, rows: tiles.batch, pitch: tiles.pitch, effort: effort)
    let samples = (tiles.width * dual.count + 7) / 8 * 8
    scratch = ScratchPool(
      count: 2 * tiles.size + tiles.batchSize + derivative.scratchCount + samples)
  }

  /// What one thread holds of an array's lines along an axis, about, in numbers: those of u and of a, and
  /// some of them on the way.
  package static func scratch(shape: [Int], axis: Int) -> Int {
    let tiles = PairTiles<Scalar>(
      Columns(
        outer: shape[..<axis].reduce(1, *), length: shape[axis],
        inner: shape[(axis + 1)...].reduce(1, *)))
    return 2 * tiles.size + 2 * tiles.batchSize
  }

  /// sum ← sum + D*(a D u), with a between the points, of the array's shape but along the axis.
  package func add(
    _ a: UnsafeBufferPointer<Scalar>, _ u: UnsafeBufferPointer<Scalar>,
    to sum: UnsafeMutableBufferPointer<Scalar>
  ) {
    precondition(a.count == between.outer * between.length * between.inner, "a between the points")
    add(u, to: sum) { tile, weights, _ in
      tiles.fill(weights, from: a.baseAddress!, between, tile, derivative.weights)
    }
  }

  /// The same with a that is sampled: `sample` writes the values of some lines, of the axes before and
  /// behind this one as single indices, on any thread.
  package func add(
    sampling sample: (
      _ outers: Range<Int>, _ inners: Range<Int>, _ values: UnsafeMutableBufferPointer<Scalar>
    ) -> Void, _ u: UnsafeBufferPointer<Scalar>, to sum: UnsafeMutableBufferPointer<Scalar>
  ) {
    add(u, to: sum) { tile, weights, values in
      let count = tile.width * between.length
      sample(
        tile.outers, tile.inners, UnsafeMutableBufferPointer(start: values, count: count))
      let block = Columns(
        outer: tile.outers.count, length: between.length, inner: tile.inners.count)
      tiles.fill(
        weights, from: values, block,
        Tile(outers: 0..<tile.outers.count, inners: 0..<tile.inners.count), derivative.weights)
    }
  }

  private func add(
    _ u: UnsafeBufferPointer<Scalar>, to sum: UnsafeMutableBufferPointer<Scalar>,
    weigh: (
      _ tile: Tile, _ weights: UnsafeMutablePointer<Scalar>, _ values: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) {
    let count = columns.outer * columns.length * columns.inner
    precondition(u.count == count && sum.count == count, "values of another shape")
    // Tiles are disjoint.
    nonisolated(unsafe) let (u, sum) = (u.baseAddress!, sum.baseAddress!)
    tiles.forEachTile(scratch: scratch) { tile, rows in
      let weights = rows + tiles.size
      let spare = weights + tiles.size
      let scratch = spare + tiles.batchSize
      weigh(tile, weights, scratch + derivative.scratchCount)
      tiles.fill(rows, from: u, columns, tile, derivative.load)
      tiles.forEachBatch(of: tile) { offset in
        derivative.run(rows + offset, weights: weights + offset, spare: spare, scratch: scratch)
      }
      addPairs(rows, pitch: tiles.pitch, to: sum, columns, tile, derivative.store)
    }
  }
}
