/// Transforms real columns two by two, a tile at a time, by complex transforms. May run in place.
final class PairPass<Scalar: TransformScalar>: Pass {
  private let columns: Columns
  private let tiling: Tiling
  private let transform: any PairTransform<Scalar>
  private let load: Placing<Scalar>
  private let store: Placing<Scalar>
  private let rows: Int

  init(
    _ kind: PlanProblem.RealTransform, _ line: LineTransform<Scalar>, outer: Int, inner: Int,
    effort: PlanningEffort
  ) {
    columns = Columns(outer: outer, length: line.length, inner: inner)
    tiling = Tiling(columns, target: min(64, max(32, 8192 / line.length)), multiple: 2)
    rows = tiling.width.dividedRoundingUp(by: 2)
    transform = pairTransform(kind, count: line.length, rows: rows, effort: effort)
    load = transform.load.weighted(by: line.load)
    store = transform.store.weighted(by: line.store)
  }

  var scratchCount: Int { transform.scratchCount }

  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>
  ) {
    let minimum = 16384 / (tiling.width * columns.length) + 1
    let pitch = transform.pitch
    Threads.forEachChunk(count: tiling.count, minimum: minimum) { tiles in
      scratch.withScratch { buffer in
        for t in tiles {
          let tile = tiling[t]
          gatherPairs(source, columns, tile, into: buffer, pitch: pitch, load)
          let used = 2 * tile.width.dividedRoundingUp(by: 2) * pitch
          (buffer + used).update(repeating: 0, count: 2 * rows * pitch - used)
          let results = transform.run(buffer)
          scatterPairs(
            results, pitch: transform.resultPitch, to: target, columns, tile, store)
        }
      }
    }
  }
}
