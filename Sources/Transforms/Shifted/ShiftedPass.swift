/// Evaluates the modes of a bounded axis at shifted places, or projects on them, two real columns a
/// complex transform of length 2n.
final class ShiftedPass<Scalar: TransformScalar>: Sendable {
  private let modes: Columns
  private let places: Columns
  private let tiling: Tiling
  private let modesInOrder: Placing<Scalar>
  private let placesInOrder: Placing<Scalar>
  private let problem: PlanProblem
  private let backward: Plan<Scalar>
  private let forward: Plan<Scalar>

  init(_ kind: TransformKind, outer: Int, inner: Int, effort: PlanningEffort) {
    modes = Columns(outer: outer, length: kind.count, inner: inner)
    places = modes.with(length: kind.cells)
    tiling = Tiling(modes, target: min(64, max(16, 4096 / kind.cells)), multiple: 2)
    modesInOrder = .inOrder(modes.length)
    placesInOrder = .inOrder(places.length)
    let (length, rows) = (2 * kind.cells, tiling.width.dividedRoundingUp(by: 2))
    let pitch = Tiling.pitch(length)
    func problem(_ transform: PlanProblem.Transform) -> PlanProblem {
      PlanProblem(
        transform: transform, length: length, rows: rows, inputPitch: pitch, outputPitch: pitch)
    }
    self.problem = problem(.complexBackward)
    backward = Plan(problem(.complexBackward), effort: effort)
    forward = Plan(problem(.complexForward), effort: effort)
  }

  var scratchCount: Int { 2 * problem.inputCount + problem.outputCount }

  /// û along the axis → the function at the n places j + ξ.
  func values(
    of source: UnsafePointer<Scalar>, _ line: ShiftedLine<Scalar>,
    into target: UnsafeMutablePointer<Scalar>, scratch: ScratchPool<Scalar>
  ) {
    let (pitch, size) = (problem.inputPitch, problem.inputCount)
    forEachTile(scratch) { tile, buffer in
      let (gathered, input, output) = (buffer, buffer + size, buffer + 2 * size)
      gatherPairs(source, modes, tile, into: gathered, pitch: pitch, modesInOrder)
      let rows = tile.width.dividedRoundingUp(by: 2)
      clear(input, from: rows)
      for r in 0..<rows { expand(gathered + 2 * r * pitch, line, into: input + 2 * r * pitch) }
      backward.execute(input, output)
      for r in 0..<rows { twist(output + 2 * r * pitch, line, sign: 1) }
      scatterPairs(output, pitch: pitch, to: target, places, tile, placesInOrder)
    }
  }

  /// f at the n places j + ξ → 1/(n μ′_k) Σ_j f_j φ_k.
  func project(
    _ source: UnsafePointer<Scalar>, _ line: ShiftedLine<Scalar>,
    into target: UnsafeMutablePointer<Scalar>, scratch: ScratchPool<Scalar>
  ) {
    let (pitch, size, n) = (problem.inputPitch, problem.inputCount, places.length)
    forEachTile(scratch) { tile, buffer in
      let (input, output, contracted) = (buffer, buffer + size, buffer + 2 * size)
      gatherPairs(source, places, tile, into: input, pitch: pitch, placesInOrder)
      let rows = tile.width.dividedRoundingUp(by: 2)
      clear(input, from: rows)
      for r in 0..<rows {
        let row = input + 2 * r * pitch
        twist(row, line, sign: -1)
        Transforms.clear(row + 2 * n, 2 * n)
      }
      forward.execute(input, output)
      for r in 0..<rows { contract(output + 2 * r * pitch, line, into: contracted + 2 * r * pitch) }
      scatterPairs(contracted, pitch: pitch, to: target, modes, tile, modesInOrder)
    }
  }

  /// Rows that a narrow tile leaves unused hold zeros.
  private func clear(_ input: UnsafeMutablePointer<Scalar>, from row: Int) {
    let used = 2 * row * problem.inputPitch
    Transforms.clear(input + used, problem.inputCount - used)
  }

  private func forEachTile(
    _ scratch: ScratchPool<Scalar>, _ body: (Tile, UnsafeMutablePointer<Scalar>) -> Void
  ) {
    let minimum = 8192 / (tiling.width * places.length) + 1
    Threads.forEachChunk(count: tiling.count, minimum: minimum) { tiles in
      scratch.withScratch { buffer in
        for t in tiles { body(tiling[t], buffer) }
      }
    }
  }
}
