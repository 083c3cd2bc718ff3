/// The only periodic axis of a box: real columns to half spectra and back, one after the other.
final class HalfLines<Scalar: TransformScalar>: Sendable {
  private let columns: Columns
  private let tiling: Tiling
  private let pitch: Int
  private let modes: Int
  private let spectrumPitch: Int
  private let batch: Int
  private let forward: Plan<Scalar>
  private let inverse: Plan<Scalar>
  private let one: Weights<Scalar>
  private let scratch: ScratchPool<Scalar>

  init(_ columns: Columns, effort: PlanningEffort) {
    let n = columns.length
    self.columns = columns
    tiling = Tiling(columns, target: min(64, max(16, (1 << 18) / n / 16 * 16)))
    pitch = Tiling.pitch(n)
    modes = n / 2 + 1
    spectrumPitch = Tiling.pitch(modes)
    batch = min(HalfRows<Scalar>.batch(n), tiling.width)
    one = .uniform(1, count: n)
    forward = Plan(
      PlanProblem(
        transform: .realToComplex, length: n, rows: batch, inputPitch: pitch,
        outputPitch: spectrumPitch), effort: effort)
    inverse = Plan(
      PlanProblem(
        transform: .complexToReal, length: n, rows: batch, inputPitch: spectrumPitch,
        outputPitch: pitch), effort: effort)
    scratch = ScratchPool(
      count: (tiling.width + batch) * pitch + 2 * batch * spectrumPitch + modes)
  }

  /// û_k ← c m_k û_k between a transform and its inverse. May run in place.
  func multiply(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>, _ c: Scalar,
    by multiplier: (_ column: Int, _ m: UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    forEachRow(of: source) { first, count, rows, spectra, m in
      for i in 0..<count {
        multiplier(first + i, m)
        multiplyRow(spectra + 2 * i * spectrumPitch, by: m, c)
      }
      inverse.execute(spectra, rows)
    } finish: { tile, buffer in
      scatter(buffer, pitch: pitch, complex: false, to: target, columns, tile, one)
    }
  }

  /// c |û_k|² of every column.
  func energies(
    _ source: UnsafePointer<Scalar>, _ c: Scalar,
    _ body: (_ column: Int, _ energies: UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    forEachRow(of: source) { first, count, _, spectra, e in
      for i in 0..<count {
        squareRow(spectra + 2 * i * spectrumPitch, c, into: e)
        body(first + i, e)
      }
    } finish: { _, _ in
    }
  }

  /// Calls `body` with the first column and the number of them in each batch, their values and
  /// their spectra.
  private func forEachRow(
    of source: UnsafePointer<Scalar>,
    _ body: (
      _ first: Int, _ count: Int, _ rows: UnsafeMutablePointer<Scalar>,
      _ spectra: UnsafeMutablePointer<Scalar>, _ line: UnsafeMutableBufferPointer<Scalar>
    ) -> Void,
    finish: (_ tile: Tile, _ rows: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    let minimum = 16384 / (tiling.width * columns.length) + 1
    Threads.forEachChunk(count: tiling.count, minimum: minimum) { tiles in
      scratch.withScratch { buffer in
        let spectra = buffer + (tiling.width + batch) * pitch
        let line = UnsafeMutableBufferPointer(
          start: spectra + 2 * batch * spectrumPitch, count: modes)
        for t in tiles {
          let tile = tiling[t]
          gather(source, complex: false, columns, tile, into: buffer, pitch: pitch, one)
          (buffer + tile.width * pitch).update(repeating: 0, count: batch * pitch)
          let first = tile.outers.lowerBound * columns.inner + tile.inners.lowerBound
          for r in stride(from: 0, to: tile.width, by: batch) {
            let rows = buffer + r * pitch
            forward.execute(rows, spectra)
            body(first + r, min(batch, tile.width - r), rows, spectra, line)
          }
          finish(tile, buffer)
        }
      }
    }
  }
}
