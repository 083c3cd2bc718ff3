/// The tensor product of the ten kinds, by FFTW.
///
///     u_j = Σ_k û_k Πᵢ φ_{kᵢ}(x_{jᵢ})
///
/// Made of one-dimensional plans over blocks of rows and columns, never of multi-dimensional plans:
/// planning takes about a millisecond, the scaling rides on a copy, blocks are shared among threads,
/// and results are the same to the bit for every number of them. Exact but for round-off
/// O(ε log N), in O(N log N) for every N, also prime ones. Memory: the output and small buffers;
/// ``inverse(_:into:)`` needs a copy of the coefficients where some axis is periodic and the rank is
/// above 1, ``inverse(consuming:into:)`` does not.
///
/// Plans are shared by all transforms of the same kinds, precision and effort, and made when they are
/// first used.
public final class FFTWTransform<Scalar: TransformScalar>: SpectralTransform {
  /// The kind of each axis, slowest first.
  public let kinds: [TransformKind]
  /// Points along each axis.
  public let shape: [Int]
  /// Stored modes along each axis: ⌊n/2⌋ + 1 along the last periodic one.
  public let spectrumShape: [Int]
  /// Whether some axis is periodic.
  public let isComplex: Bool
  private let plans: PlanList<Scalar>

  /// The transform of some kinds. Traps unless there are one, two or three kinds that leave a point each.
  public init(_ kinds: [TransformKind], effort: PlanningEffort = .default) {
    precondition((1...3).contains(kinds.count), "a transform has 1, 2 or 3 axes")
    for kind in kinds { precondition(kind.isLegal, "\(kind) leaves no point") }
    self.kinds = kinds
    shape = kinds.map(\.count)
    isComplex = kinds.contains { $0.family == .fourier }
    spectrumShape = kinds.spectrumShape
    plans = PlanList.shared(kinds, effort)
  }

  /// û from u. Both arrays are outside each other.
  public func forward(
    _ values: UnsafeBufferPointer<Scalar>, into coefficients: UnsafeMutableBufferPointer<Scalar>
  ) {
    check(values.count, coefficients.count)
    let passes = plans.passes
    aligned(values) { values in
      aligned(coefficients, isRead: false) { coefficients in
        var source = values
        for pass in passes.forward {
          pass.run(from: source, to: coefficients, scratch: passes.scratch)
          source = UnsafePointer(coefficients)
        }
      }
    }
  }

  /// u from û, which keeps its content.
  public func inverse(
    _ coefficients: UnsafeBufferPointer<Scalar>, into values: UnsafeMutableBufferPointer<Scalar>
  ) {
    check(values.count, coefficients.count)
    let passes = plans.passes
    aligned(coefficients) { coefficients in
      aligned(values, isRead: false) { values in
        if isComplex, passes.inverse.count > 1 {
          passes.spectra.withScratch { invert(coefficients, by: $0, into: values) }
        } else {
          invert(coefficients, by: values, into: values)
        }
      }
    }
  }

  /// u from û, whose content is lost: the fast way back.
  public func inverse(
    consuming coefficients: UnsafeMutableBufferPointer<Scalar>,
    into values: UnsafeMutableBufferPointer<Scalar>
  ) {
    check(values.count, coefficients.count)
    aligned(coefficients, isRead: true) { coefficients in
      aligned(values, isRead: false) { values in
        invert(UnsafePointer(coefficients), by: isComplex ? coefficients : values, into: values)
      }
    }
  }

  /// Runs the passes, all but the last into `between`.
  private func invert(
    _ coefficients: UnsafePointer<Scalar>, by between: UnsafeMutablePointer<Scalar>,
    into values: UnsafeMutablePointer<Scalar>
  ) {
    let passes = plans.passes
    var source = coefficients
    for (i, pass) in passes.inverse.enumerated() {
      let target = i == passes.inverse.count - 1 ? values : between
      pass.run(from: source, to: target, scratch: passes.scratch)
      source = UnsafePointer(target)
    }
  }

  /// The first periodic axis, or the first; the last where no sweep applies.
  public var sweptAxis: Int { plans.sweep?.axis ?? kinds.count - 1 }

  /// û_k ← m_k û_k, in three passes over memory; where a bounded axis is the only one, by whole transforms.
  /// Needs the memory of a few lines.
  public func multiply(
    _ values: UnsafeBufferPointer<Scalar>, into result: UnsafeMutableBufferPointer<Scalar>,
    by multiplier: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    precondition(values.count == count && result.count == count, "not values of \(shape)")
    guard let sweep = plans.sweep else {
      return multiplyByPasses(values, into: result, by: multiplier)
    }
    aligned(values) { values in
      aligned(result, isRead: false) { sweep.multiply(from: values, to: $0, by: multiplier) }
    }
  }

  /// What ``multiply(_:into:by:)`` gives one thread, about, in numbers: the lines of a block along one axis,
  /// and what they are transformed by; but a spectrum where no sweep applies.
  package static func scratch(_ kinds: [TransformKind]) -> Int {
    let shape = kinds.map(\.count)
    let circles = kinds.count { $0.family == .fourier }
    return kinds.indices.map { a in
      if a == 0, circles == 2, kinds.halfAxis == 1, kinds.count == 3 {
        return CircleLines<Scalar>.scratch(length: shape[a])
      }
      if kinds[a].family == .fourier { return ComplexLines<Scalar>.scratch(length: shape[a]) }
      let tiles = PairTiles<Scalar>(
        Columns(
          outer: shape[..<a].reduce(1, *), length: shape[a],
          inner: shape[(a + 1)...].reduce(1, *)))
      return tiles.size + 3 * tiles.batchSize
    }.max()!
  }

  /// Whether no axis is periodic.
  public var solvesDifferences: Bool { !isComplex }

  /// (A + δ²) u = c f along the first axis, in one pass between transforms along the others.
  public func solveDifferences(
    _ values: UnsafeBufferPointer<Scalar>, into result: UnsafeMutableBufferPointer<Scalar>,
    _ line: (SpectralLine) -> (shift: Scalar, scale: Scalar)
  ) {
    precondition(!isComplex, "only bounded axes have ends")
    precondition(values.count == count && result.count == count, "not values of \(shape)")
    aligned(values) { values in
      aligned(result, isRead: false) { result in
        if let sweep = plans.sweep {
          return sweep.solveDifferences(from: values, to: result, line)
        }
        // One axis needs no transform at all.
        let lines = DifferenceLines<Scalar>(
          kinds[0], Columns(outer: 1, length: count, inner: 1))
        lines.solve(from: values, to: result) { line(SpectralLine($0, along: 0, of: shape)) }
      }
    }
  }

  /// û_k ← m_k û_k with loops fused into the first pass and the last one where these go along rows: where
  /// the first axis is swept, and in space planes are whole in a pass.
  public func multiply(
    inPlace values: UnsafeMutableBufferPointer<Scalar>, fusing loops: PointLoops,
    by multiplier: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    precondition(values.count == count, "not values of \(shape)")
    guard let sweep = plans.sweep, let data = values.baseAddress,
      Scratch<Scalar>.isAligned(data)
    else {
      return apart(loops) { multiply(UnsafeBufferPointer(values), into: values, by: multiplier) }
    }
    sweep.multiply(from: data, to: data, fusing: loops, by: multiplier)
  }

  /// (A + δ²) u = c f with loops fused into the first pass and the last one where there are two axes or
  /// more.
  public func solveDifferences(
    inPlace values: UnsafeMutableBufferPointer<Scalar>, fusing loops: PointLoops,
    _ line: (SpectralLine) -> (shift: Scalar, scale: Scalar)
  ) {
    precondition(!isComplex, "only bounded axes have ends")
    precondition(values.count == count, "not values of \(shape)")
    guard let sweep = plans.sweep, let data = values.baseAddress,
      Scratch<Scalar>.isAligned(data)
    else {
      return apart(loops) { solveDifferences(UnsafeBufferPointer(values), into: values, line) }
    }
    sweep.solveDifferences(from: data, to: data, fusing: loops, line)
  }

  /// |û_k|² line by line, in one pass that writes and one that reads.
  public func energies(
    of values: UnsafeBufferPointer<Scalar>, work: UnsafeMutableBufferPointer<Scalar>,
    _ body: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void
  ) {
    check(values.count, work.count)
    guard let sweep = plans.sweep else { return energiesByPasses(of: values, work: work, body) }
    aligned(values) { values in
      aligned(work, isRead: false) { sweep.energies(of: values, work: $0, body) }
    }
  }

  private func check(_ values: Int, _ coefficients: Int) {
    precondition(values == count, "\(values) values for the shape \(shape)")
    precondition(
      coefficients == spectrumCount, "\(coefficients) scalars for the spectrum \(spectrumShape)")
  }
}

extension Array where Element == TransformKind {
  /// The axis whose spectrum is stored by half: the last periodic one.
  var halfAxis: Int? { lastIndex { $0.family == .fourier } }

  /// Stored modes along each axis.
  var spectrumShape: [Int] {
    var shape = map(\.count)
    if let half = halfAxis { shape[half] = self[half].cells / 2 + 1 }
    return shape
  }
}
