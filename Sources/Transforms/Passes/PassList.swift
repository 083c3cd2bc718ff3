/// The passes of a transform, forward and back, with their plans and scratch memory.
final class PassList<Scalar: TransformScalar>: Sendable {
  let forward: [any Pass<Scalar>]
  let inverse: [any Pass<Scalar>]
  let scratch: ScratchPool<Scalar>
  /// Copies of a spectrum, for inverses that must keep theirs.
  let spectra: ScratchPool<Scalar>

  init(_ kinds: [TransformKind], effort: PlanningEffort) {
    forward = PassList.passes(kinds, .forward, effort)
    inverse = PassList.passes(kinds, .inverse, effort)
    scratch = ScratchPool(count: (forward + inverse).map(\.scratchCount).max() ?? 0)
    spectra = ScratchPool(
      count: kinds.spectrumShape.reduce(kinds.halfAxis == nil ? 1 : 2, *))
  }

  /// Forward, the last periodic axis is first, from real values to the half spectrum, where the
  /// others then work in place; backward it is last. Without a periodic axis the last axis is first
  /// both ways. The scale of all axes goes to the one pass at the complex end, which copies.
  private static func passes(
    _ kinds: [TransformKind], _ direction: Direction, _ effort: PlanningEffort
  ) -> [any Pass<Scalar>] {
    var order = Array(kinds.indices.reversed())
    if let half = kinds.halfAxis {
      order.removeAll { $0 == half }
      order.insert(half, at: direction == .forward ? 0 : order.count)
    }
    let scaled = direction == .forward ? order.last! : order.first!
    let scale = kinds.reduce(1) { $0 * $1.scale(direction) }
    return order.map { axis in
      pass(axis, of: kinds, direction, scale: axis == scaled ? scale : 1, effort)
    }
  }

  private static func pass(
    _ axis: Int, of kinds: [TransformKind], _ direction: Direction, scale: Wide,
    _ effort: PlanningEffort
  ) -> any Pass<Scalar> {
    let kind = kinds[axis]
    let shape = axis == kinds.halfAxis ? kinds.map(\.count) : kinds.spectrumShape
    let outer = shape[..<axis].reduce(1, *)
    var inner = shape[(axis + 1)...].reduce(1, *)
    let line: LineTransform<Scalar>
    if axis == kinds.halfAxis {
      line = .half(kind, direction, scale: scale)
    } else if kind.family == .fourier {
      line = .full(kind, direction, scale: scale)
    } else {
      line = .real(kind, direction, scale: scale)
      // Real and imaginary parts are columns of their own.
      if kinds.halfAxis != nil { inner *= 2 }
    }
    if case .real(let real) = line.transform, outer * inner > 1 {
      return PairPass(real, line, outer: outer, inner: inner, direction, effort: effort)
    }
    if inner == 1 { return RowPass(line, rows: outer, effort: effort) }
    return ColumnPass(line, outer: outer, inner: inner, effort: effort)
  }
}
