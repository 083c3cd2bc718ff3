/// Transforms contiguous rows, written directly to where they belong.
///
/// Rows are copied to a buffer first, which applies the weights and lets FFTW destroy its input;
/// then the pass may run in place. A `realToComplex` pass reads its source directly and may not.
final class RowPass<Scalar: TransformScalar>: Pass {
  private let line: LineTransform<Scalar>
  private let rows: Int
  private let batch: Int
  private let plan: Plan<Scalar>
  private let lastPlan: Plan<Scalar>
  private let isStaged: Bool
  private let isWeightedAfter: Bool

  init(_ line: LineTransform<Scalar>, rows: Int, effort: PlanningEffort) {
    self.line = line
    self.rows = rows
    // A multiple of 4 rows of any length keeps every batch aligned to 16 bytes.
    let batch = min(rows, max(4, min(64, 16384 / line.inputScalars / 4 * 4)))
    self.batch = batch
    let last = rows - (rows - 1) / batch * batch
    plan = Plan(RowPass.problem(line, batch), effort: effort)
    lastPlan = Plan(RowPass.problem(line, last), effort: effort)
    isStaged = line.transform != .realToComplex
    isWeightedAfter = !line.store.areTrivial
    precondition(isStaged || line.load.areTrivial)
  }

  private static func problem(_ line: LineTransform<Scalar>, _ rows: Int) -> PlanProblem {
    PlanProblem(
      transform: line.transform, length: line.length, rows: rows, inputPitch: line.inputLength,
      outputPitch: line.outputLength)
  }

  var scratchCount: Int { isStaged ? batch * line.inputScalars : 0 }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    scratch: ScratchPool<Scalar>
  ) {
    let batches = rows.dividedRoundingUp(by: batch)
    let minimum = 16384 / (batch * line.inputLength) + 1
    Threads.forEachChunk(count: batches, minimum: minimum) { chunk in
      scratch.withScratch { buffer in
        for b in chunk { transform(batch: b, of: batches, source, target, buffer) }
      }
    }
  }

  private func transform(
    batch b: Int, of batches: Int, _ source: UnsafePointer<Scalar>,
    _ target: UnsafeMutablePointer<Scalar>, _ buffer: UnsafeMutablePointer<Scalar>
  ) {
    let first = b * batch
    let all = Columns(outer: min(batch, rows - first), length: line.inputLength, inner: 1)
    let tile = Tile(outers: 0..<all.outer, inners: 0..<1)
    let (from, to) = (source + first * line.inputScalars, target + first * line.outputScalars)
    // FFTW keeps the input of a realToComplex transform as it is.
    var input = UnsafeMutablePointer(mutating: from)
    if isStaged {
      gather(
        from, complex: line.transform.readsComplex, all, tile, into: buffer,
        pitch: line.inputLength, line.load)
      input = buffer
    }
    if b == batches - 1 { lastPlan.execute(input, to) } else { plan.execute(input, to) }
    if isWeightedAfter {
      scatter(
        to, pitch: line.outputLength, complex: line.transform.writesComplex, to: to,
        all.with(length: line.outputLength), tile, line.store)
    }
  }
}
