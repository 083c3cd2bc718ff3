extension MultigridHierarchy {
  /// x ← M⁻¹ b on the finest points, x with ghosts: one cycle from 0.
  func cycle(_ vectors: MultigridVectors, _ b: MultigridRows) {
    cycle(0, vectors, b, isFromZero: true)
  }

  /// Sweeps, the next level's correction, and the adjoint sweeps: the error is multiplied by
  ///
  ///     (1 − B*S)^ν (1 − P M_H⁻¹ Pᵀ S)(1 − B S)^ν,
  ///
  /// whence M⁻¹ is symmetric, and positive as sweeps and corrections reduce the energy. From the
  /// second level on it visits the next one twice, a W: where jumps lie closer than the points of a
  /// level it halves the iterations and more, at the cost of one half of a cycle. For the same reason
  /// ν = max(1, l) on level l: in the plane the sweeps beyond the first have together
  /// Σ_{l≥2} (l − 1) 2^{l−1} 4^{−l} = ½ of the finest points.
  private func cycle(
    _ l: Int, _ vectors: MultigridVectors, _ b: MultigridRows, isFromZero: Bool
  ) {
    let x = vectors.solutions[l]
    guard l < levels.count else {
      coarsest.solve(
        { [stride = last.stride] place in
          b.first[place / stride * b.stride + place % stride - 1]
        }, to: x)
      return close(x, last)
    }
    let (stencil, transfer) = (levels[l].stencil, levels[l].transfer)
    let coarse = l + 1 < levels.count ? levels[l + 1].stencil : last
    if isFromZero { x.update(repeating: 0, count: stencil.size) }
    let sweeps = max(1, l)
    for _ in 0..<sweeps { stencil.relax(x, b, isReversed: false) }
    let right = vectors.sources[l]
    transfer.restrict(residualOf: x, b, on: stencil, to: right, on: coarse)
    let rows = MultigridRows(first: right + 1, stride: coarse.stride)
    cycle(l + 1, vectors, rows, isFromZero: true)
    if l > 0, l + 1 < levels.count { cycle(l + 1, vectors, rows, isFromZero: false) }
    transfer.prolong(vectors.solutions[l + 1], on: coarse, to: x, on: stencil)
    for _ in 0..<sweeps { stencil.relax(x, b, isReversed: true) }
  }

  /// Copies the ends of periodic rows to their ghosts.
  private func close(_ x: UnsafeMutablePointer<Double>, _ stencil: MultigridStencil) {
    guard stencil.isPeriodic[2] else { return }
    let n = stencil.shape[2]
    for row in 0..<stencil.shape[0] * stencil.shape[1] {
      let y = x + row * stencil.stride + 1
      y[-1] = y[n - 1]
      y[n] = y[0]
    }
  }
}
