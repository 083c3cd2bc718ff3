/// Trigonometric functions of an axis and their derivatives at the points of more cells, and the adjoints
/// in both grids' inner products.
///
/// A last mode of a circle is split between ±n/2; of a last mode half comes back, as its energy is on more
/// cells the function's. Bounded axes are refined to middles of cells, so that derivatives, whose kind is the
/// conjugate one, live on the same points. Blocks of lines are transformed while they are in cache; the
/// results are the same to the bit for every number of threads.
package final class TrigonometricRefinement<Scalar: TransformScalar>: Sendable {
  /// Points before and after.
  package let count: Int
  package let fineCount: Int
  private let tiles: PairTiles<Scalar>
  private let columns: Columns
  private let coarse: PairModes<Scalar>
  private let values: PairModes<Scalar>
  private let slopes: PairModes<Scalar>
  private let toValues: PairRelay<Scalar>
  private let toSlopes: PairRelay<Scalar>
  private let fromValues: PairRelay<Scalar>
  private let fromSlopes: PairRelay<Scalar>
  private let scratch: ScratchPool<Scalar>

  /// The lines along one axis of an array of outer × count × inner.
  ///
  /// - Parameters:
  ///   - cells: the number m > n of the finer axis.
  ///   - frequencies: κ of all modes.
  package init(
    _ kind: TransformKind, cells m: Int, frequencies: [Scalar], outer: Int, inner: Int,
    effort: PlanningEffort = .default
  ) {
    precondition(m > kind.cells && frequencies.count == kind.count)
    let isCircle = kind.family == .fourier
    let fine = TransformKind(kind.family, cells: m, onCells: isCircle ? kind.onCells : true)
    let dual = TransformKind(
      kind.family.conjugate, cells: m, onCells: isCircle ? kind.onCells : true)
    count = kind.count
    fineCount = fine.count
    columns = Columns(outer: outer, length: count, inner: inner)
    let tiles = PairTiles<Scalar>(columns.with(length: fineCount), longest: max(count, fineCount))
    self.tiles = tiles
    func modes(_ kind: TransformKind) -> PairModes<Scalar> {
      PairModes(kind, rows: tiles.batch, pitch: tiles.pitch, effort: effort)
    }
    coarse = modes(kind)
    values = modes(fine)
    slopes = modes(dual)
    let moves = kind.refinement(cells: m)
    let shift = kind.waveNumber(0) - dual.waveNumber(0)
    let isEven = kind.family == .cosine || kind.family == .halfCosine
    /// The derivatives of these, of which the constant has none.
    let derivatives = moves.compactMap {
      source, target, factor -> (source: Int, target: Int, factor: ComplexFactor)? in
      let kappa = Wide(frequencies[source])
      guard isCircle else {
        let mode = target + shift
        guard (0..<dual.count).contains(mode) else { return nil }
        return (source, mode, ComplexFactor(re: (isEven ? -kappa : kappa) * factor))
      }
      // −n/2 has the other sign.
      let isMirrored = fine.waveNumber(target) < 0 && frequencies[source] > 0
      return (source, target, ComplexFactor(re: 0, im: (isMirrored ? -kappa : kappa) * factor))
    }
    let last = kind.lastMode
    /// The adjoint: half of a last mode of a bounded axis; those of a circle are half already.
    func transposed(
      _ moves: [(source: Int, target: Int, factor: ComplexFactor)]
    ) -> [(source: Int, target: Int, factor: ComplexFactor)] {
      moves.map {
        let share: Wide = $0.source == last && !isCircle ? 0.5 : 1
        return (
          $0.target, $0.source, ComplexFactor(re: share * $0.factor.re, im: -share * $0.factor.im)
        )
      }
    }
    let plain = moves.map { ($0.source, $0.target, ComplexFactor(re: $0.factor)) }
    toValues = PairRelay(coarse, values, plain)
    toSlopes = PairRelay(coarse, slopes, derivatives)
    fromValues = PairRelay(values, coarse, transposed(plain))
    fromSlopes = PairRelay(slopes, coarse, transposed(derivatives))
    scratch = ScratchPool(
      count: 2 * tiles.size
        + [coarse.scratchCount, values.scratchCount, slopes.scratchCount].max()!)
  }

  /// What one thread holds of lines of `length` fine points, about, in numbers.
  package static func scratch(length: Int, outer: Int, inner: Int) -> Int {
    let tiles = PairTiles<Scalar>(Columns(outer: outer, length: length, inner: inner))
    return 2 * tiles.size + tiles.batchSize
  }

  /// The memory of the calls that are given a buffer, in numbers.
  package var bufferCount: Int { scratch.count }

  /// Values and derivatives on the finer axis, as far as they are wanted; on this thread alone with a
  /// buffer.
  package func refine(
    _ u: UnsafePointer<Scalar>, values v: UnsafeMutablePointer<Scalar>?,
    slopes s: UnsafeMutablePointer<Scalar>?, buffer: UnsafeMutablePointer<Scalar>? = nil
  ) {
    nonisolated(unsafe) let (u, v, s) = (u, v, s)
    forEachTile(buffer) { tile, rows in
      let other = rows + tiles.size
      let scratch = other + tiles.size
      tiles.fill(rows, from: u, columns, tile, coarse.ahead.load)
      tiles.forEachBatch(of: tile) { coarse.ahead.run(rows + $0, scratch: scratch) }
      for (target, modes, relay) in [(v, values, toValues), (s, slopes, toSlopes)] {
        guard let target else { continue }
        tiles.forEachBatch(of: tile) { offset in
          self.relay(relay, rows + offset, other + offset, isFirst: true)
          modes.back.run(other + offset, scratch: scratch)
        }
        scatterPairs(
          other, pitch: tiles.pitch, to: target, tiles.columns, tile, modes.back.store)
      }
    }
  }

  /// u ← the adjoint of values plus that of derivatives, as far as they are given.
  package func restrict(
    values v: UnsafePointer<Scalar>?, slopes s: UnsafePointer<Scalar>?,
    to u: UnsafeMutablePointer<Scalar>, buffer: UnsafeMutablePointer<Scalar>? = nil
  ) {
    nonisolated(unsafe) let (u, v, s) = (u, v, s)
    forEachTile(buffer) { tile, rows in
      let other = rows + tiles.size
      let scratch = other + tiles.size
      var isFirst = true
      for (source, modes, relay) in [(v, values, fromValues), (s, slopes, fromSlopes)] {
        guard let source else { continue }
        tiles.fill(other, from: source, tiles.columns, tile, modes.ahead.load)
        tiles.forEachBatch(of: tile) { offset in
          modes.ahead.run(other + offset, scratch: scratch)
          self.relay(relay, other + offset, rows + offset, isFirst: isFirst)
        }
        isFirst = false
      }
      tiles.forEachBatch(of: tile) { coarse.back.run(rows + $0, scratch: scratch) }
      scatterPairs(rows, pitch: tiles.pitch, to: u, columns, tile, coarse.back.store)
    }
  }

  /// A batch of rows to another, whose content counts or not.
  private func relay(
    _ relay: PairRelay<Scalar>, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>,
    isFirst: Bool
  ) {
    if isFirst { clear(y, tiles.batchSize) }
    for r in 0..<tiles.batch {
      relay.add(x + 2 * r * tiles.pitch, to: y + 2 * r * tiles.pitch)
    }
  }

  private func forEachTile(
    _ buffer: UnsafeMutablePointer<Scalar>?,
    _ body: (_ tile: Tile, _ rows: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    if let buffer {
      tiles.forEachTile(buffer: buffer, body)
    } else {
      tiles.forEachTile(scratch: scratch, body)
    }
  }
}

extension TransformKind {
  /// Where modes go on m cells, and with which factor.
  fileprivate func refinement(cells m: Int) -> [(source: Int, target: Int, factor: Wide)] {
    (0..<count).flatMap { i -> [(source: Int, target: Int, factor: Wide)] in
      guard family == .fourier else { return [(i, i, 1)] }
      let k = waveNumber(i)
      guard i == lastMode else { return [(i, k < 0 ? m + k : k, 1)] }
      // On cells e^{−iπ(j+½)} = −e^{iπ(j+½)}: the two halves differ in sign.
      return [(i, k, 0.5), (i, m - k, onCells ? -0.5 : 0.5)]
    }
  }
}
