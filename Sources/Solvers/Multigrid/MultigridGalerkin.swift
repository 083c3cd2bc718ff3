import Transforms

/// S_H = Pᵀ S P, cell by cell: P of a cell's points reaches its own corners only.
///
///     k_CC′ = −Σ k_pq (P_pC − P_qC)(P_pC′ − P_qC′) − Σ e_p P_pC P_pC′
///     e_C = Σ k_pq (P_pC − P_qC)(σ_p − σ_q) + Σ e_p P_pC σ_p,     σ = P 1
///
/// Differences are taken before sums: where P reproduces constants nothing is added to e.
///
/// A link along an axis that waits is lumped, where that axis has no other links. With C′ beside C along the axis
/// and Δ_C = P_pC − P_qC′
///
///     k (Σ P_pC u_C − Σ P_qC′ u_C′)²   becomes
///     k Σ ½(P_pC + P_qC′)(u_C − u_C′)² + ½ k (Σ Δ_C u_C)² + ½ k (Σ Δ_C u_C′)².
///
/// No term is negative, and where P reproduces constants they have no energy. As Σ P ≤ 1 (Jensen), and
/// (a + b)² ≤ 2 (a² + b²), the product is at most twice this; where P does not change along the axis it is no more
/// than this, and equal where u_C − u_C′ is the same for all C.
struct MultigridGalerkin<Scalar: TransformScalar> {
  private let fine: MultigridStencil<Scalar>
  private let transfer: MultigridTransfer
  private let matrix: MultigridMatrix
  private let coarse: MultigridStencil<Float>
  /// The axes with more than one point: corners are numbered by these.
  private let axes: [Int]

  init(_ fine: MultigridStencil<Scalar>, _ transfer: MultigridTransfer) {
    self.fine = fine
    self.transfer = transfer
    matrix = MultigridMatrix(transfer.coarsening, isPeriodic: fine.isPeriodic)
    coarse = matrix.stencil
    axes = (0..<3).filter { fine.shape[$0] > 1 }
  }

  /// The coarse operator, divided.
  func product(over scale: Double) -> MultigridMatrix {
    if axes.count < 3 {
      add(SIMD4<Double>.self, 1 / scale)
    } else {
      add(SIMD8<Double>.self, 1 / scale)
    }
    return matrix
  }

  /// What does not change from cell to cell of a kind.
  private struct Plan {
    let pattern: MultigridPattern<Scalar>
    /// For each point its weights: the corner, the set and the sides of the parent.
    var weights: [(point: Int, corner: Int, set: Int, sides: Int)] = []
    /// The point that satisfies its own equation, and its links to the others.
    var solved: (point: Int, links: [(other: Int, link: Int)])?
    /// The links that are not lumped.
    var links: [MultigridPattern<Scalar>.Link] = []
    /// Those that are, and their edges among the following.
    var lumped: [(link: MultigridPattern<Scalar>.Link, edges: Range<Int>)] = []
    /// Corners beside each other along an axis that waits: where their link is stored.
    var edges: [(c: Int, d: Int, at: Int, code: Int)] = []
    /// Pairs of corners: where their link is stored.
    var pairs: [(c: Int, d: Int, at: Int, code: Int)] = []
    /// The corners that are there.
    var corners: [Int] = []
  }

  /// The sides of a corner by its number.
  private func sides(_ corner: Int) -> Int {
    axes.indices.reduce(0) { $0 | (corner >> $1 & 1) << axes[$1] }
  }

  private func plan(_ pattern: MultigridPattern<Scalar>) -> Plan {
    var plan = Plan(pattern: pattern)
    if let p = pattern.points.firstIndex(where: { $0.set == transfer.solved }) {
      plan.solved = (
        p,
        pattern.links.enumerated().compactMap { l, link in
          link.p == p ? (link.q, l) : link.q == p ? (link.p, l) : nil
        }
      )
    }
    let count = 1 << axes.count
    for c in 0..<count {
      let sides = sides(c)
      let isThere = pattern.points.contains { $0.set == 0 && $0.sides == sides }
      if isThere { plan.corners.append(c) }
      for (p, point) in pattern.points.enumerated()
      where isThere && point.set != transfer.solved {
        // On axes where the point is kept the parent is itself.
        guard sides & ~point.set == point.sides else { continue }
        plan.weights.append((p, c, point.set, sides & point.set))
      }
    }
    for c in plan.corners {
      for d in plan.corners where c < d {
        guard let (at, code) = link(c, d), coarse.links[code] != nil else { continue }
        plan.pairs.append((c, d, at, code))
      }
    }
    for link in pattern.links {
      let along = axes.firstIndex { a in
        transfer.coarsening.isLumped[a]
          && pattern.points[link.p].slots[a] != pattern.points[link.q].slots[a]
      }
      guard let along else {
        plan.links.append(link)
        continue
      }
      let first = plan.edges.count
      for c in plan.corners where c >> along & 1 == pattern.points[link.p].sides >> axes[along] & 1
      {
        let d = c ^ 1 << along
        if let (at, code) = self.link(c, d) { plan.edges.append((c, d, at, code)) }
      }
      plan.lumped.append((link, first..<plan.edges.count))
    }
    return plan
  }

  /// Where the link between two corners is stored, and its code; nil of a point with itself.
  private func link(_ c: Int, _ d: Int) -> (at: Int, code: Int)? {
    let o = (0..<3).map { a in
      coarse.shape[a] == 1 ? 0 : (sides(d) >> a & 1) - (sides(c) >> a & 1)
    }
    let code = MultigridOffset.code(o)
    return code == 13 ? nil : (code > 13 ? c : d, max(code, 26 - code))
  }

  private func add<V: SIMD>(_: V.Type, _ factor: Double) where V.Scalar == Double {
    let a = axes.first ?? 2
    let cells = MultigridCells(
      transfer.axes.map(\.intervals), along: a, isPeriodic: fine.isPeriodic[a])
    let plans = cells.patterns(of: fine).mapValues { plan($0) }
    // P of every point, and the rows of the product.
    cells.forEach(plans, scratch: 27 + 9) {
      (plan, cell, vectors: UnsafeMutablePointer<V>, places) in
      add(plan, cell, vectors, places, factor)
    }
  }

  /// Adds one cell.
  @inline(__always)
  private func add<V: SIMD>(
    _ plan: Plan, _ cell: MultigridCell, _ vectors: UnsafeMutablePointer<V>,
    _ places: UnsafeMutablePointer<Int>, _ factor: Double
  ) where V.Scalar == Double {
    let (p, rows) = (vectors, vectors + 27)
    let points = plan.pattern.points
    plan.pattern.locate(cell, fine, places)
    for i in points.indices { p[i] = V() }
    for w in plan.weights {
      let weight: Double
      if w.set == 0 {
        weight = 1
      } else {
        let slots = points[w.point].slots
        let i = slots[0] == 1 ? cell.0.left : cell.0.kept[slots[0] / 2]
        let j = slots[1] == 1 ? cell.1.left : cell.1.kept[slots[1] / 2]
        let k = slots[2] == 1 ? cell.2.left : cell.2.kept[slots[2] / 2]
        weight = MultigridTransfer.unit * Double(transfer.row(w.set, w.sides, i, j)[k])
      }
      p[w.point][w.corner] = weight
    }
    if let solved = plan.solved {
      var (mean, sum) = (V(), fine.excess(at: places[solved.point]))
      for (other, l) in solved.links {
        let link = plan.pattern.links[l]
        let k = Double(link.values[places[link.p]])
        mean += k * p[other]
        sum += k
      }
      if sum > 0 { p[solved.point] = mean / sum }
    }
    for c in 0..<9 { rows[c] = V() }
    for link in plan.links {
      let k = link.share * Double(link.values[places[link.p]])
      let v = p[link.p] - p[link.q]
      let kv = k * v
      for c in plan.corners { rows[c] += v[c] * kv }
      rows[8] += (p[link.p].sum() - p[link.q].sum()) * kv
    }
    for (link, edges) in plan.lumped {
      let k = 0.5 * link.share * Double(link.values[places[link.p]])
      var (here, beside) = (V(), V())
      for edge in plan.edges[edges] {
        let (w, v) = (p[link.p][edge.c], p[link.q][edge.d])
        (here[edge.c], beside[edge.d]) = (w - v, w - v)
        coarse.links[edge.code]![place(edge.at, cell)] += Float(factor * k * (w + v))
      }
      for edge in plan.edges[edges] {
        rows[edge.c] += k * here[edge.c] * here
        rows[edge.d] += k * beside[edge.d] * beside
      }
      rows[8] += k * (here.sum() * here + beside.sum() * beside)
    }
    for (i, point) in points.enumerated() {
      let e = point.share * fine.excess(at: places[i])
      guard e != 0 else { continue }
      let ep = e * p[i]
      for c in plan.corners { rows[c] += p[i][c] * ep }
      rows[8] += p[i].sum() * ep
    }
    for c in plan.corners {
      coarse.excess![place(c, cell)] += Float(factor * rows[8][c])
    }
    for pair in plan.pairs {
      coarse.links[pair.code]![place(pair.at, cell)] -= Float(factor * rows[pair.c][pair.d])
    }
  }

  /// The coarse place of a cell's corner.
  @inline(__always)
  private func place(_ corner: Int, _ cell: MultigridCell) -> Int {
    let s = sides(corner)
    return coarse.row(cell.0.kept[s & 1], cell.1.kept[s >> 1 & 1]) + cell.2.kept[s >> 2]
  }
}
