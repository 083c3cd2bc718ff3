/// Transforms real columns two by two, a tile at a time, by complex transforms. May run in place.
final class PairPass<Scalar: TransformScalar>: FusingPass {
  /// The modes in the order in which they stand in the array; nil if they stand in their own.
  let order: [Int]?
  private let tiles: PairTiles<Scalar>
  private let transform: any PairTransform<Scalar>
  private let load: Placing<Scalar>
  private let store: Placing<Scalar>
  /// What is put in order in a row before and after its transform.
  private let loadOrder: Placing<Scalar>?
  private let storeOrder: Placing<Scalar>?

  /// With modes in order unless `asTheyStand`, which is cheaper.
  init(
    _ kind: PlanProblem.RealTransform, _ line: LineTransform<Scalar>, outer: Int, inner: Int,
    _ direction: Direction, asTheyStand: Bool = false, effort: PlanningEffort
  ) {
    tiles = PairTiles(Columns(outer: outer, length: line.length, inner: inner))
    let transform: any PairTransform<Scalar> = pairTransform(
      kind, count: line.length, rows: tiles.batch, pitch: tiles.pitch, direction, effort: effort)
    self.transform = transform
    let modes = direction == .forward ? transform.store : transform.load
    // The cosines and sines on nodes have their modes out of order, the others points out of order.
    let isScattered = (kind == .redft00 || kind == .rodft00) && modes.start == nil
    order = isScattered && asTheyStand ? modes.order : nil
    func parts(
      _ placing: Placing<Scalar>, _ weights: Weights<Scalar>, isModes: Bool
    ) -> (copy: Placing<Scalar>, order: Placing<Scalar>?) {
      let weighted = placing.weighted(by: weights)
      guard isModes, isScattered else { return (weighted, nil) }
      if asTheyStand { return (weighted.asItStands, nil) }
      let first = placing.positions.min()!
      return (.inOrder(line.length).moved(by: first), weighted)
    }
    (load, loadOrder) = parts(transform.load, line.load, isModes: direction == .inverse)
    (store, storeOrder) = parts(transform.store, line.store, isModes: direction == .forward)
  }

  var scratchCount: Int { tiles.size + max(transform.scratchCount, 2 * tiles.pitch) }
  var isByRanges: Bool { tiles.isByRanges }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>, fusing loops: PointLoops
  ) {
    tiles.forEachTile(of: source, load, scratch: scratch) {
      loops.before?(tiles.range(of: $0))
    } _: { _, count, rows, scratch in
      transform(rows, count, scratch: scratch)
    } finish: { tile, rows in
      scatterPairs(rows, pitch: tiles.pitch, to: target, tiles.columns, tile, store)
      loops.after?(tiles.range(of: tile))
    }
  }

  /// The same on this thread alone, with ``scratchCount`` numbers of scratch memory.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    buffer: UnsafeMutablePointer<Scalar>, fusing loops: PointLoops
  ) {
    tiles.forEachTile(of: source, load, buffer: buffer) {
      loops.before?(tiles.range(of: $0))
    } _: { _, count, rows, scratch in
      transform(rows, count, scratch: scratch)
    } finish: { tile, rows in
      scatterPairs(rows, pitch: tiles.pitch, to: target, tiles.columns, tile, store)
      loops.after?(tiles.range(of: tile))
    }
  }

  private func transform(
    _ rows: UnsafeMutablePointer<Scalar>, _ count: Int, scratch: UnsafeMutablePointer<Scalar>
  ) {
    if let loadOrder {
      forEachRow(of: rows, count) { putInPlaces($0, loadOrder, by: scratch) }
    }
    transform.run(rows, scratch: scratch)
    if let storeOrder {
      forEachRow(of: rows, count) { takeFromPlaces($0, storeOrder, by: scratch) }
    }
  }

  private func forEachRow(
    of rows: UnsafeMutablePointer<Scalar>, _ count: Int,
    _ body: (UnsafeMutablePointer<Scalar>) -> Void
  ) {
    for r in 0..<count.dividedRoundingUp(by: 2) { body(rows + 2 * r * tiles.pitch) }
  }
}

/// The elements that stand at given places, put in order, from the first of these places on.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func takeFromPlaces<Scalar: TransformScalar>(
  _ row: UnsafeMutablePointer<Scalar>, _ placing: Placing<Scalar>,
  by spare: UnsafeMutablePointer<Scalar>
) {
  let n = placing.positions.count
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      var to = spare
      for k in 0..<n {
        let (from, f) = (row + 2 * positions[k], factors[k])
        let (re, im) = (f * from[0], f * from[1])
        to[0] = re
        to[1] = im
        to += 2
      }
    }
  }
  (row + 2).update(from: spare, count: 2 * n)
}

/// The inverse of ``takeFromPlaces``, factors apart.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func putInPlaces<Scalar: TransformScalar>(
  _ row: UnsafeMutablePointer<Scalar>, _ placing: Placing<Scalar>,
  by spare: UnsafeMutablePointer<Scalar>
) {
  let n = placing.positions.count
  spare.update(from: row + 2, count: 2 * n)
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      var from = UnsafePointer(spare)
      for k in 0..<n {
        let (to, f) = (row + 2 * positions[k], factors[k])
        let (re, im) = (f * from[0], f * from[1])
        to[0] = re
        to[1] = im
        from += 2
      }
    }
  }
}
