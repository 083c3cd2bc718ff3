import Transforms

extension MultigridHierarchy {
  /// x ← M⁻¹ b on the finest points: one cycle from 0.
  ///
  /// The coarse levels see b over its size, by a power of two: they are in single precision, whose
  /// range is small.
  ///
  /// - Parameter sweeps: ν on the finest level.
  func cycle<Vector: TransformScalar, Weight: TransformScalar>(
    _ stencil: MultigridStencil<Weight>, _ b: UnsafePointer<Vector>,
    to x: UnsafeMutablePointer<Vector>, sweeps: Int
  ) {
    let ends = extremes(UnsafeBufferPointer(start: b, count: stencil.count))
    let size = Double(max(ends.lower.magnitude, ends.upper.magnitude)) / scale
    let unit = size.isNormal ? 1 / size.binade : 1
    withVectors { cycle(0, stencil, b, x, unit, $0, sweeps, isFromZero: true) }
  }

  /// Sweeps, the next level's correction, and the adjoint sweeps: the error is multiplied by
  ///
  ///     (1 − B*S)^ν (1 − P M_H⁻¹ Pᵀ S)(1 − B S)^ν,
  ///
  /// whence M⁻¹ is symmetric, and positive as sweeps and corrections reduce the energy. From the
  /// second level on it visits the next one twice, a W: where jumps lie closer than the points of a
  /// level it halves the iterations and more, at the cost of one half of a cycle. For the same reason
  /// ν = l on level l after the finest: in the plane the sweeps beyond the first have together
  /// Σ_{l≥2} (l − 1) 2^{l−1} 4^{−l} = ½ of the finest points.
  private func cycle<Vector: TransformScalar, Weight: TransformScalar>(
    _ l: Int, _ stencil: MultigridStencil<Weight>, _ b: UnsafePointer<Vector>,
    _ x: UnsafeMutablePointer<Vector>, _ unit: Double, _ vectors: MultigridVectors,
    _ sweeps: Int, isFromZero: Bool
  ) {
    guard l < transfers.count else { return coarsest.solve(b, to: x) }
    let transfer = transfers[l]
    if isFromZero { x.update(repeating: 0, count: stencil.count) }
    for _ in 0..<sweeps { stencil.relax(x, b, transfer, isReversed: false) }
    let (right, y) = (vectors.sources[l], vectors.solutions[l])
    transfer.restrict(residualOf: x, b, on: stencil, times: l == 0 ? unit / scale : 1, to: right)
    if l + 1 < transfers.count {
      let coarse = matrices[l].stencil
      for visit in 0...min(l, 1) {
        cycle(l + 1, coarse, right, y, 1, vectors, l + 1, isFromZero: visit == 0)
      }
    } else {
      coarsest.solve(right, to: y)
    }
    transfer.prolong(y, times: 1 / unit, to: x)
    for _ in 0..<sweeps { stencil.relax(x, b, transfer, isReversed: true) }
  }
}

/// Solutions and right-hand sides on all levels but the finest.
///
/// In single precision: a solution is changed by what rough errors of ε of it are, which the sweeps
/// that follow take away.
final class MultigridVectors: @unchecked Sendable {
  /// x
  let solutions: [UnsafeMutablePointer<Float>]
  /// b; on the last level, where it is not needed any more, in the place of x
  let sources: [UnsafeMutablePointer<Float>]

  init(_ hierarchy: MultigridHierarchy) {
    func zeros(_ shape: [Int]) -> UnsafeMutablePointer<Float> {
      let count = shape.reduce(1, *)
      let p = UnsafeMutablePointer<Float>.allocate(capacity: count)
      p.initialize(repeating: 0, count: count)
      return p
    }
    solutions = hierarchy.shapes.dropFirst().map(zeros)
    sources = hierarchy.shapes.dropFirst().dropLast().map(zeros) + solutions.suffix(1)
  }

  deinit { for p in solutions + sources.dropLast() { p.deallocate() } }
}
