/// The transform of contiguous real rows to half spectra and back, in place or not; with a periodic
/// axis just before the last, that one too while a plane is in cache.
final class HalfRows<Scalar: TransformScalar>: Sendable {
  private let length: Int
  /// Rows that are done together: a plane if there is a middle axis.
  private let perBlock: Int
  private let blocks: Int
  /// Rows of one plan.
  private let batch: Int
  private let pitch: Int
  private let quarters: (any RowQuarters<Scalar>)?
  private let forwardPlan: Plan<Scalar>
  private let inversePlan: Plan<Scalar>
  private let middle: ComplexLines<Scalar>?
  private let scratch: ScratchPool<Scalar>

  init(rows: Int, length: Int, middle: Int?, effort: PlanningEffort) {
    self.length = length
    var batch = HalfRows.batch(length)
    while (middle ?? rows) % batch != 0 { batch /= 2 }
    self.batch = batch
    perBlock = middle ?? batch
    blocks = rows / perBlock
    self.middle = middle.map { ComplexLines(length: $0, effort: effort) }
    pitch = Tiling.pitch(length / 2 + 1)
    quarters = rowQuarters(length, effort)
    let (planned, parts) = quarters.map { ($0.length, 4) } ?? (length, batch)
    let valuePitch = quarters?.valuePitch ?? length
    let modePitch = quarters?.modePitch ?? pitch
    forwardPlan = Plan(
      PlanProblem(
        transform: .realToComplex, length: planned, rows: parts, inputPitch: valuePitch,
        outputPitch: modePitch), effort: effort)
    inversePlan = Plan(
      PlanProblem(
        transform: .complexToReal, length: planned, rows: parts, inputPitch: modePitch,
        outputPitch: valuePitch), effort: effort)
    scratch = ScratchPool(count: parts * (2 * modePitch + valuePitch))
  }

  /// Rows of a plan: one, but where they are very short. For several real rows of 128 `estimate` takes
  /// plans that are 2.5 times as slow.
  static func batch(_ length: Int) -> Int {
    length < 64 ? ComplexLines<Scalar>.batch(length) : 1
  }

  /// Values to coefficients: `source` may be `target` if the spectrum is in place. A loop goes over the
  /// points of rows before they are read.
  func forward(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    _ spectrum: HalfSpectrum, beside: UnsafeMutablePointer<Scalar>,
    before loop: ((Range<Int>) -> Void)? = nil
  ) {
    forEachBlock { rows, buffer in
      loop?(points(of: rows))
      for r in stride(from: rows.lowerBound, to: rows.upperBound, by: batch) {
        let row = target + r * spectrum.pitch
        let last = spectrum.isInPlace ? beside + 2 * r : row + length
        if let quarters {
          let values = buffer + 8 * quarters.modePitch
          quarters.deal(source + r * length, into: values)
          forwardPlan.execute(values, buffer)
          quarters.unite(buffer, into: row, last: last)
          continue
        }
        var input = UnsafeMutablePointer(mutating: source + r * length)
        if !Scratch.isAligned(input) {
          (buffer + 2 * batch * pitch).update(from: input, count: batch * length)
          input = buffer + 2 * batch * pitch
        }
        forwardPlan.execute(input, buffer)
        for i in 0..<batch {
          let row = buffer + 2 * i * pitch
          (target + (r + i) * spectrum.pitch).update(from: row, count: 2 * spectrum.inside)
          if spectrum.isInPlace {
            (beside + 2 * (r + i)).update(from: row + 2 * spectrum.inside, count: 2)
          }
        }
      }
      transformMiddle(.forward, rows, target, spectrum, beside)
    }
  }

  /// Coefficients back to values, in place. A loop goes over the points of rows after they have been
  /// written.
  func inverse(
    _ data: UnsafeMutablePointer<Scalar>, _ spectrum: HalfSpectrum,
    beside: UnsafeMutablePointer<Scalar>, after loop: ((Range<Int>) -> Void)? = nil
  ) {
    forEachBlock { rows, buffer in
      transformMiddle(.inverse, rows, data, spectrum, beside)
      for r in stride(from: rows.lowerBound, to: rows.upperBound, by: batch) {
        if let quarters {
          let values = buffer + 8 * quarters.modePitch
          quarters.divide(data + r * length, last: beside + 2 * r, into: buffer)
          inversePlan.execute(buffer, values)
          quarters.collect(values, into: data + r * length)
          continue
        }
        for i in 0..<batch {
          let row = buffer + 2 * i * pitch
          row.update(from: data + (r + i) * length, count: 2 * spectrum.inside)
          (row + 2 * spectrum.inside).update(from: beside + 2 * (r + i), count: 2)
        }
        let output = data + r * length
        if Scratch.isAligned(output) {
          inversePlan.execute(buffer, output)
        } else {
          inversePlan.execute(buffer, buffer + 2 * batch * pitch)
          output.update(from: buffer + 2 * batch * pitch, count: batch * length)
        }
      }
      loop?(points(of: rows))
    }
  }

  private func points(of rows: Range<Int>) -> Range<Int> {
    rows.lowerBound * length..<rows.upperBound * length
  }

  private func forEachBlock(_ body: (Range<Int>, UnsafeMutablePointer<Scalar>) -> Void) {
    Threads.forEachChunk(count: blocks, minimum: 16384 / (perBlock * length) + 1) { chunk in
      scratch.withScratch { buffer in
        for block in chunk { body(block * perBlock..<(block + 1) * perBlock, buffer) }
      }
    }
  }

  private func transformMiddle(
    _ direction: Direction, _ rows: Range<Int>, _ data: UnsafeMutablePointer<Scalar>,
    _ spectrum: HalfSpectrum, _ beside: UnsafeMutablePointer<Scalar>
  ) {
    guard let middle else { return }
    let plane = rows.lowerBound / perBlock
    func transform(_ data: UnsafeMutablePointer<Scalar>, _ columns: ComplexColumns) {
      middle.transform(
        direction, data, columns, plane * columns.perOuter..<(plane + 1) * columns.perOuter)
    }
    transform(data, spectrum.columns(along: 1))
    if let columns = spectrum.columnsBeside(along: 1) { transform(beside, columns) }
  }
}
