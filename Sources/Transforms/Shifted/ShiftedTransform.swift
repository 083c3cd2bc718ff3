import Synchronization

/// A trigonometric function on uniform grids that are shifted by ξ cells, and the projection that
/// is the adjoint.
///
///     u((j+ξ)/n) = Σ_k û_k Πᵢ φ_{kᵢ}((jᵢ+ξᵢ)/nᵢ),   jᵢ = 0…nᵢ−1
///
/// Places are counted in cells from the lower end whatever the placement, so Gauss points of all
/// cells are one such grid each. Modes and their storage are those of the transform of the same
/// kinds. Along an axis with `conjugate`, φ is the conjugate function, as a derivative needs: sine
/// for cosine and cosine for sine (times ±κ, which is the caller's).
///
/// On a periodic axis with n even the last mode, k = n/2, is the standing wave that interpolates:
/// φ = cos πnx on nodes, i sin πnx on cells (û is imaginary there), and conjugate the other one, so
/// that iκ û φ* is the derivative for every k. The other periodic modes have no conjugate. The last
/// modes of the bounded kinds are ordinary functions. Exact but for round-off; O(N log N) a grid.
public final class ShiftedTransform<Scalar: TransformScalar>: Sendable {
  /// The kind of each axis, slowest first.
  public let kinds: [TransformKind]
  private let stages: [Stage]
  private let scratch: ScratchPool<Scalar>
  /// The shifts so far: a quadrature rule asks for the same few again and again.
  private let lines = Mutex<[LineKey: ShiftedLine<Scalar>]>([:])

  private struct LineKey: Hashable {
    let axis: Int
    let offset: Scalar
    let isConjugate: Bool
  }

  /// What is done to one axis. Evaluation runs through the list, projection back.
  private struct Stage: Sendable {
    enum Work: Sendable {
      case fourier(ShiftedFourier<Scalar>)
      case bounded(ShiftedPass<Scalar>)
    }

    let axis: Int
    let work: Work
    /// Scalars when the axis holds modes, and when it holds places.
    let modesCount: Int
    let placesCount: Int
  }

  /// Plans the transforms. Traps unless there are one, two or three kinds that leave a point each.
  public init(_ kinds: [TransformKind], effort: PlanningEffort = .default) {
    precondition((1...3).contains(kinds.count), "a transform has 1, 2 or 3 axes")
    for kind in kinds { precondition(kind.isLegal, "\(kind) leaves no point") }
    self.kinds = kinds
    let half = kinds.halfAxis
    let order = kinds.indices.filter { $0 != half } + (half.map { [$0] } ?? [])
    var shape = kinds.spectrumShape
    stages = order.map { axis in
      let isComplex = half != nil
      let modesCount = shape.reduce(isComplex ? 2 : 1, *)
      let outer = shape[..<axis].reduce(1, *)
      let inner = shape[(axis + 1)...].reduce(1, *)
      shape[axis] = kinds[axis].cells
      let work: Stage.Work
      if kinds[axis].family == .fourier {
        work = .fourier(
          ShiftedFourier(
            kinds[axis], isHalf: axis == half, outer: outer, inner: inner, effort: effort))
      } else {
        work = .bounded(
          ShiftedPass(
            kinds[axis], outer: outer, inner: isComplex ? 2 * inner : inner, effort: effort))
      }
      return Stage(
        axis: axis, work: work, modesCount: modesCount,
        placesCount: shape.reduce(isComplex && axis != half ? 2 : 1, *))
    }
    scratch = ScratchPool(
      count: stages.map { stage in
        switch stage.work {
        case .fourier(let pass): pass.scratchCount
        case .bounded(let pass): pass.scratchCount
        }
      }.max()!)
  }

  /// Places along each axis: its cells.
  public var shape: [Int] { kinds.map(\.cells) }
  /// The number of places.
  public var count: Int { shape.reduce(1, *) }
  /// The number of scalars in a spectrum.
  public var spectrumCount: Int { stages[0].modesCount }

  /// u at the places j + ξ, for offsets 0 ≤ ξ ≤ 1 an axis, in cells.
  public func values(
    of coefficients: UnsafeBufferPointer<Scalar>, offsets: [Scalar], conjugate: [Bool],
    into values: UnsafeMutableBufferPointer<Scalar>
  ) {
    check(values.count, coefficients.count, offsets, conjugate)
    var held: Scratch<Scalar>?
    for i in stages.indices {
      let next = i == stages.count - 1 ? nil : Scratch<Scalar>(uninitialized: placesCount(i))
      withExtendedLifetime((held, next)) {
        let source = held.map { UnsafePointer($0.base) } ?? coefficients.baseAddress!
        evaluate(i, source, next?.base ?? values.baseAddress!, offsets, conjugate)
      }
      held = next
    }
  }

  /// The contribution of the places j + ξ to the coefficients of f:
  ///
  ///     û_k = Πᵢ 1/(nᵢ μ′_{kᵢ}) Σ_j f_j Πᵢ φ̄_{kᵢ}((jᵢ+ξᵢ)/nᵢ)
  ///
  /// with μ′ the mean square of φ_k: ½ for sine and cosine, 1 for the constant and for e^{2πikx},
  /// ½ for the standing wave k = n/2. Summed over the offsets of a quadrature rule with weights of
  /// sum 1 it converges to ∫fφ̄_k / ∫|φ_k|². With `conjugate` φ is the conjugate function in the sum,
  /// and μ′ that of φ still.
  public func project(
    _ values: UnsafeBufferPointer<Scalar>, offsets: [Scalar], conjugate: [Bool],
    into coefficients: UnsafeMutableBufferPointer<Scalar>
  ) {
    check(values.count, coefficients.count, offsets, conjugate)
    var held: Scratch<Scalar>?
    for i in stages.indices.reversed() {
      let next = i == 0 ? nil : Scratch<Scalar>(uninitialized: modesCount(i))
      withExtendedLifetime((held, next)) {
        let source = held.map { UnsafePointer($0.base) } ?? values.baseAddress!
        project(i, source, next?.base ?? coefficients.baseAddress!, offsets, conjugate)
      }
      held = next
    }
  }

  /// The axes in the order of evaluation, one a stage.
  var order: [Int] { stages.map(\.axis) }

  /// Scalars before a stage of an evaluation, and after it.
  func modesCount(_ i: Int) -> Int { stages[i].modesCount }
  func placesCount(_ i: Int) -> Int { stages[i].placesCount }

  /// One stage of an evaluation.
  func evaluate(
    _ i: Int, _ source: UnsafePointer<Scalar>, _ target: UnsafeMutablePointer<Scalar>,
    _ offsets: [Scalar], _ conjugate: [Bool]
  ) {
    let axis = stages[i].axis
    switch stages[i].work {
    case .fourier(let pass):
      pass.values(
        of: source, offset: Wide(offsets[axis]), conjugate: conjugate[axis], into: target,
        scratch: scratch)
    case .bounded(let pass):
      let line = line(axis, offsets[axis], conjugate[axis])
      pass.values(of: source, line, into: target, scratch: scratch)
    }
  }

  /// One stage of a projection, which undoes the stage of an evaluation.
  func project(
    _ i: Int, _ source: UnsafePointer<Scalar>, _ target: UnsafeMutablePointer<Scalar>,
    _ offsets: [Scalar], _ conjugate: [Bool]
  ) {
    let axis = stages[i].axis
    switch stages[i].work {
    case .fourier(let pass):
      pass.project(
        source, offset: Wide(offsets[axis]), conjugate: conjugate[axis], into: target,
        scratch: scratch)
    case .bounded(let pass):
      let line = line(axis, offsets[axis], conjugate[axis])
      pass.project(source, line, into: target, scratch: scratch)
    }
  }

  /// The modes of a bounded axis, shifted.
  private func line(_ axis: Int, _ xi: Scalar, _ isConjugate: Bool) -> ShiftedLine<Scalar> {
    let key = LineKey(axis: axis, offset: xi, isConjugate: isConjugate)
    if let known = lines.withLock({ $0[key] }) { return known }
    let made = ShiftedLine<Scalar>(kinds[axis], offset: Wide(xi), conjugate: isConjugate)
    // They are small beside a field, but for one axis alone.
    if spectrumCount >= 16 * kinds[axis].cells {
      lines.withLock { lines in
        if lines.count >= 64 { lines = [:] }
        lines[key] = made
      }
    }
    return made
  }

  private func check(
    _ values: Int, _ coefficients: Int, _ offsets: [Scalar], _ conjugate: [Bool]
  ) {
    precondition(values == count, "\(values) values for \(shape) places")
    precondition(coefficients == spectrumCount, "\(coefficients) scalars for \(spectrumCount)")
    precondition(offsets.count == kinds.count && conjugate.count == kinds.count)
  }
}
