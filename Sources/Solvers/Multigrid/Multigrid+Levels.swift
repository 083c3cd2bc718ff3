import Fields
import Grids
import Transforms

extension Multigrid {
  /// S u on a level, 0 the finest, point by point; over the scale of the coarser levels.
  package func product(level l: Int, _ u: [Double]) -> [Double] {
    switch finest {
    case .given(let edges): edges.withStencil(isPointwise: true) { hierarchy.product($0, l, u) }
    case .rounded(let rounded):
      rounded.edges.withStencil(isPointwise: true) { hierarchy.product($0, l, u) }
    }
  }

  /// The axes of the grid along which lines of the level l are relaxed, in their order; none where points are.
  package func lines(level l: Int) -> [Int] {
    hierarchy.transfers[l].coarsening.lines.map { $0 - (3 - space.grid.rank) }
  }

  /// P u from the level l + 1 to the level l, point by point.
  package func prolongation(level l: Int, _ u: [Double]) -> [Double] {
    let transfer = hierarchy.transfers[l]
    guard l == 0 else { return transfer.prolongation(u, to: hierarchy.matrices[l - 1].stencil) }
    return switch finest {
    case .given(let edges):
      edges.withStencil(isPointwise: true) { transfer.prolongation(u, to: $0) }
    case .rounded(let rounded):
      rounded.edges.withStencil(isPointwise: true) { transfer.prolongation(u, to: $0) }
    }
  }
}

extension MultigridHierarchy {
  /// S u on a level, the finest one given.
  fileprivate func product<Scalar: TransformScalar>(
    _ fine: MultigridStencil<Scalar>, _ l: Int, _ u: [Double]
  ) -> [Double] {
    guard l > 0 else { return fine.product(u).map { $0 / scale } }
    if l <= matrices.count { return matrices[l - 1].stencil.product(u) }
    // The last operator is not kept.
    let last =
      l == 1
      ? MultigridGalerkin(fine, transfers[0]).product(over: scale)
      : MultigridGalerkin(matrices[l - 2].stencil, transfers[l - 1]).product(over: 1)
    return withExtendedLifetime(last) { last.stencil.product(u) }
  }
}

extension MultigridStencil {
  /// The points in their order.
  fileprivate var points: [SIMD4<Int>] {
    (0..<count).map { SIMD4($0 / shape[2] / shape[1], $0 / shape[2] % shape[1], $0 % shape[2], 0) }
  }

  /// Calls `body` with the place of each neighbour of a point, and their link.
  fileprivate func forEachLink(of here: SIMD4<Int>, _ body: (Int, Double) -> Void) {
    for code in 0..<27 where code != 13 && links[max(code, 26 - code)] != nil {
      let o = MultigridOffset.offset(code)
      guard let there = place(here, SIMD4(o[0], o[1], o[2], 0)) else { continue }
      body(row(there[0], there[1]) + there[2], link(code, from: here, to: there))
    }
  }

  fileprivate func product(_ u: [Double]) -> [Double] {
    points.enumerated().map { p, here in
      var sum = excess(at: p) * u[p]
      forEachLink(of: here) { q, k in sum += k * (u[p] - u[q]) }
      return sum
    }
  }
}

extension MultigridTransfer {
  fileprivate func prolongation<Scalar: TransformScalar>(
    _ u: [Double], to fine: MultigridStencil<Scalar>
  ) -> [Double] {
    var result = [Double](repeating: 0, count: fine.count)
    var rest: [(Int, SIMD4<Int>)] = []
    for (p, here) in fine.points.enumerated() {
      let ranks = (0..<3).map { axes[$0].rank(here[$0]) }
      let set = (0..<3).reduce(0) { $0 | (ranks[$1].isLeft ? 1 << $1 : 0) }
      if set == solved {
        rest.append((p, here))
        continue
      }
      for sides in 0..<8 where sides & ~set == 0 {
        let parents = (0..<3).map { a in
          ranks[a].isLeft ? axes[a].parent(ranks[a].rank, side: sides >> a & 1) : ranks[a].rank
        }
        guard let i = parents[0], let j = parents[1], let k = parents[2] else { continue }
        let weight =
          set == 0
          ? 1
          : MultigridTransfer.unit
            * Double(row(set, sides, ranks[0].rank, ranks[1].rank)[ranks[2].rank])
        result[p] += weight * u[coarseRow(i, j) + k]
      }
    }
    for (p, here) in rest {
      var (sum, total) = (0.0, 0.0)
      fine.forEachLink(of: here) { q, k in
        sum += k * result[q]
        total += k
      }
      total += fine.excess(at: p)
      result[p] = total > 0 ? sum / total : 0
    }
    return result
  }
}
