import RealModule

/// Evaluates the modes of a periodic axis at shifted places, or projects on them.
struct ShiftedFourier<Scalar: TransformScalar>: Sendable {
  let kind: TransformKind
  private let ahead: ColumnPass<Scalar>
  private let back: ColumnPass<Scalar>
  private let modes: Int
  private let ones: Weights<Scalar>

  /// `isHalf` for the axis whose spectrum is stored by half.
  init(_ kind: TransformKind, isHalf: Bool, outer: Int, inner: Int, effort: PlanningEffort) {
    self.kind = kind
    modes = isHalf ? kind.cells / 2 + 1 : kind.cells
    ones = .uniform(1, count: kind.cells)
    let plain = TransformKind(.fourier, cells: kind.cells, onCells: false)
    func pass(_ direction: Direction) -> ColumnPass<Scalar> {
      let line: LineTransform<Scalar> =
        isHalf ? .half(plain, direction, scale: 1) : .full(plain, direction, scale: 1)
      return ColumnPass(line, outer: outer, inner: inner, effort: effort)
    }
    ahead = pass(.forward)
    back = pass(.inverse)
  }

  var scratchCount: Int { max(ahead.scratchCount, back.scratchCount) }

  func values(
    of source: UnsafePointer<Scalar>, offset xi: Wide, conjugate: Bool,
    into target: UnsafeMutablePointer<Scalar>, scratch: ScratchPool<Scalar>
  ) {
    let phases = factors(xi, conjugate).flatMap { [Scalar($0.re), Scalar($0.im)] }
    back.run(from: source, to: target, scratch: scratch, load: .complex(phases), store: ones)
  }

  func project(
    _ source: UnsafePointer<Scalar>, offset xi: Wide, conjugate: Bool,
    into target: UnsafeMutablePointer<Scalar>, scratch: ScratchPool<Scalar>
  ) {
    let n = Wide(kind.cells)
    let phases = factors(xi, conjugate).enumerated().flatMap { i, factor in
      let scale = (2 * i == kind.cells ? 2 : 1) / n
      return [Scalar(factor.re * scale), Scalar(-factor.im * scale)]
    }
    ahead.run(from: source, to: target, scratch: scratch, load: ones, store: .complex(phases))
  }

  /// φ_k((j+ξ)/n) / e^{2πikj/n}. The last mode k = n/2 is a standing wave: cos πnx on nodes and
  /// i sin πnx on cells, the other of the two if `conjugate`.
  private func factors(_ xi: Wide, _ conjugate: Bool) -> [(re: Wide, im: Wide)] {
    (0..<modes).map { i in
      let angle = 2 * Wide.pi * Wide(kind.waveNumber(i)) * xi / Wide(kind.cells)
      guard 2 * i == kind.cells else { return (.cos(angle), .sin(angle)) }
      return kind.onCells == conjugate ? (.cos(angle), 0) : (0, .sin(angle))
    }
  }
}
