/// Transforms columns, a tile at a time: gathered into the rows of a buffer, transformed row by row,
/// scattered back.
///
/// Contiguous rows whose pitch is no power of two beat FFTW's own strided passes by far under
/// `estimate` and equal them under `measure`. May run in place.
final class ColumnPass<Scalar: TransformScalar>: Pass {
  private let line: LineTransform<Scalar>
  private let columns: Columns
  private let tiling: Tiling
  private let problem: PlanProblem
  private let plan: Plan<Scalar>

  init(_ line: LineTransform<Scalar>, outer: Int, inner: Int, effort: PlanningEffort) {
    self.line = line
    columns = Columns(outer: outer, length: line.inputLength, inner: inner)
    let longest = max(line.inputScalars, line.outputScalars)
    tiling = Tiling(columns, target: min(64, max(16, 8192 / longest)))
    problem = PlanProblem(
      transform: line.transform, length: line.length, rows: tiling.width,
      inputPitch: Tiling.pitch(line.inputLength),
      outputPitch: Tiling.pitch(line.outputLength))
    plan = Plan(problem, effort: effort)
  }

  var scratchCount: Int { problem.inputCount + problem.outputCount }

  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>
  ) {
    run(from: source, to: target, scratch: scratch, load: line.load, store: line.store)
  }

  /// The same with other weights than the line's own.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>, load: Weights<Scalar>, store: Weights<Scalar>
  ) {
    let perTile = tiling.width * columns.length
    let written = columns.with(length: line.outputLength)
    Threads.forEachChunk(count: tiling.count, minimum: 16384 / perTile + 1) { tiles in
      scratch.withScratch { buffer in
        let (input, output) = (buffer, buffer + problem.inputCount)
        for t in tiles {
          let tile = tiling[t]
          gather(
            source, complex: line.transform.readsComplex, columns, tile, into: input,
            pitch: problem.inputPitch, load)
          let used = tile.width * (problem.inputCount / problem.rows)
          (input + used).update(repeating: 0, count: problem.inputCount - used)
          plan.execute(input, output)
          scatter(
            output, pitch: problem.outputPitch, complex: line.transform.writesComplex, to: target,
            written, tile, store)
        }
      }
    }
  }
}
