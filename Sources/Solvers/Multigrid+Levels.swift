extension Multigrid {
  /// S u on a level, 0 the finest, without ghosts.
  package func product(level l: Int, _ u: [Double]) -> [Double] {
    let stencil = l < hierarchy.levels.count ? hierarchy.levels[l].stencil : hierarchy.last
    let n = stencil.shape[2]
    let zeros = [Double](repeating: 0, count: n)
    let x = stencil.withGhosts(u)
    var result: [Double] = []
    for i in 0..<stencil.shape[0] {
      for j in 0..<stencil.shape[1] {
        var (r, d) = (zeros, zeros)
        stencil.residual(i, j, x, zeros, &r, &d)
        result += r.map { -$0 }
      }
    }
    return result
  }

  /// P u from the level l + 1 to the level l, without ghosts.
  package func prolongation(level l: Int, _ u: [Double]) -> [Double] {
    let fine = hierarchy.levels[l]
    let coarse = l + 1 < hierarchy.levels.count ? hierarchy.levels[l + 1].stencil : hierarchy.last
    var x = [Double](repeating: 0, count: fine.stencil.size)
    fine.transfer.prolong(coarse.withGhosts(u), on: coarse, to: &x, on: fine.stencil)
    let n = fine.stencil.shape[2]
    return (0..<fine.stencil.shape[0] * fine.stencil.shape[1]).flatMap {
      x[$0 * fine.stencil.stride + 1..<$0 * fine.stencil.stride + 1 + n]
    }
  }
}

extension MultigridStencil {
  /// Rows with ghosts.
  fileprivate func withGhosts(_ u: [Double]) -> [Double] {
    let n = shape[2]
    return (0..<shape[0] * shape[1]).flatMap { row -> [Double] in
      let line = Array(u[row * n..<row * n + n])
      return isPeriodic[2] ? [line[n - 1]] + line + [line[0]] : [0] + line + [0]
    }
  }
}
