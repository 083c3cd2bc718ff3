/// Transforms real columns two by two, a tile at a time, by complex transforms. May run in place.
final class PairPass<Scalar: TransformScalar>: Pass {
  private let tiles: PairTiles<Scalar>
  private let transform: any PairTransform<Scalar>
  private let load: Placing<Scalar>
  private let store: Placing<Scalar>

  init(
    _ kind: PlanProblem.RealTransform, _ line: LineTransform<Scalar>, outer: Int, inner: Int,
    effort: PlanningEffort
  ) {
    tiles = PairTiles(Columns(outer: outer, length: line.length, inner: inner))
    transform = pairTransform(
      kind, count: line.length, rows: tiles.batch, pitch: tiles.pitch, effort: effort)
    load = transform.load.weighted(by: line.load)
    store = transform.store.weighted(by: line.store)
  }

  var scratchCount: Int { tiles.size + transform.scratchCount }

  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>
  ) {
    tiles.forEachTile(of: source, load, scratch: scratch) { _, _, rows, scratch in
      transform.run(rows, scratch: scratch)
    } finish: { tile, rows in
      scatterPairs(rows, pitch: tiles.pitch, to: target, tiles.columns, tile, store)
    }
  }
}
