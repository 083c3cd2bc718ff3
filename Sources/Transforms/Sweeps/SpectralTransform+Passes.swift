extension SpectralTransform {
  /// ``multiply(_:into:by:)`` by a whole transform, a pass over the spectrum and a whole inverse;
  /// lines run along the last axis.
  func multiplyByPasses(
    _ values: UnsafeBufferPointer<Scalar>, into result: UnsafeMutableBufferPointer<Scalar>,
    by multiplier: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    let spectrum = Scratch<Scalar>(uninitialized: spectrumCount)
    let n = spectrumShape.last!
    let width = isComplex ? 2 : 1
    withExtendedLifetime(spectrum) {
      let coefficients = UnsafeMutableBufferPointer(start: spectrum.base, count: spectrumCount)
      forward(values, into: coefficients)
      forEachLine { line, m in
        multiplier(line, m)
        let row = spectrum.base + line.number * n * width
        if isComplex { multiplyRow(row, by: m, 1) } else { multiplyRealRow(row, by: m) }
      }
      inverse(consuming: coefficients, into: result)
    }
  }

  /// ``energies(of:work:_:)`` by a whole transform.
  func energiesByPasses(
    of values: UnsafeBufferPointer<Scalar>, work: UnsafeMutableBufferPointer<Scalar>,
    _ body: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    forward(values, into: work)
    let n = spectrumShape.last!
    let width = isComplex ? 2 : 1
    forEachLine { line, e in
      let row = work.baseAddress! + line.number * n * width
      if isComplex { squareRow(row, 1, into: e) } else { squareRealRow(row, into: e) }
      body(line, e)
    }
  }

  private func forEachLine(_ body: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void) {
    let n = spectrumShape.last!
    let axis = spectrumShape.count - 1
    Threads.forEachChunk(
      count: spectrumShape.reduce(1, *) / n, minimum: 16384 / n + 1
    ) { lines in
      withUnsafeTemporaryAllocation(of: Scalar.self, capacity: n) { buffer in
        for number in lines { body(SpectralLine(number, along: axis, of: spectrumShape), buffer) }
      }
    }
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func multiplyRealRow<Scalar: TransformScalar>(
  _ row: UnsafeMutablePointer<Scalar>, by m: UnsafeMutableBufferPointer<Scalar>
) {
  for k in 0..<m.count { row[k] *= m[k] }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func squareRealRow<Scalar: TransformScalar>(
  _ row: UnsafePointer<Scalar>, into e: UnsafeMutableBufferPointer<Scalar>
) {
  for k in 0..<e.count { e[k] = row[k] * row[k] }
}
