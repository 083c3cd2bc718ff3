import Transforms

/// S_H = Pᵀ S P, cell by cell: P of a cell's points reaches its own corners only.
///
///     k_CC′ = −Σ k_pq (P_pC − P_qC)(P_pC′ − P_qC′) − Σ e_p P_pC P_pC′
///     e_C = Σ k_pq (P_pC − P_qC)(σ_p − σ_q) + Σ e_p P_pC σ_p,     σ = P 1
///
/// Differences are taken before sums: where P reproduces constants nothing is added to e.
struct MultigridGalerkin {
  let fine: MultigridStencil
  let transfer: MultigridTransfer
  let coarse: MultigridStencil
  /// The axes with more than one point: corners are numbered by these.
  private let axes: [Int]

  init(_ fine: MultigridStencil, _ transfer: MultigridTransfer) {
    self.fine = fine
    self.transfer = transfer
    let shape = transfer.axes.map(\.kept)
    coarse = MultigridStencil(
      shape: shape, isPeriodic: fine.isPeriodic,
      codes: MultigridStencil.codes(shape: shape, isStar: false))
    axes = (0..<3).filter { fine.shape[$0] > 1 }
  }

  /// The coarse operator.
  func product() -> MultigridStencil {
    if axes.count < 3 { add(SIMD4<Double>.self) } else { add(SIMD8<Double>.self) }
    coarse.closeRows()
    return coarse
  }

  /// What does not change from cell to cell of a kind.
  private struct Plan {
    let pattern: MultigridPattern
    /// For each point its weights: the corner, the set and the sides of the parent.
    var weights: [(point: Int, corner: Int, set: Int, sides: Int)] = []
    /// Pairs of corners: where their link is stored.
    var pairs: [(c: Int, d: Int, at: Int, code: Int)] = []
    /// The corners that are there.
    var corners: [Int] = []
  }

  /// The sides of a corner by its number.
  private func sides(_ corner: Int) -> Int {
    axes.indices.reduce(0) { $0 | (corner >> $1 & 1) << axes[$1] }
  }

  private func plan(_ pattern: MultigridPattern) -> Plan {
    var plan = Plan(pattern: pattern)
    let count = 1 << axes.count
    for c in 0..<count {
      let sides = sides(c)
      let isThere = pattern.points.contains { $0.set == 0 && $0.sides == sides }
      if isThere { plan.corners.append(c) }
      for (p, point) in pattern.points.enumerated() where isThere {
        // On axes where the point is kept the parent is itself.
        guard sides & ~point.set == point.sides else { continue }
        plan.weights.append((p, c, point.set, sides & point.set))
      }
    }
    for c in plan.corners {
      for d in plan.corners where c < d {
        let o = (0..<3).map { a in
          coarse.shape[a] == 1 ? 0 : (sides(d) >> a & 1) - (sides(c) >> a & 1)
        }
        let code = MultigridStencil.code(o)
        if code == 13 { continue }
        plan.pairs.append((c, d, code > 13 ? c : d, max(code, 26 - code)))
      }
    }
    return plan
  }

  private func add<V: SIMD>(_: V.Type) where V.Scalar == Double {
    let intervals = transfer.axes.map(\.intervals)
    let plans = MultigridPattern.all(intervals, of: fine).mapValues { plan($0) }
    let a = axes.first ?? 2
    for colour in MultigridColour.all(intervals[a].count, isPeriodic: fine.isPeriodic[a]) {
      Threads.forEachChunk(count: colour.count, minimum: 8) { chunk in
        withUnsafeTemporaryAllocation(of: V.self, capacity: 27 + 9) { vectors in
          withUnsafeTemporaryAllocation(of: Int.self, capacity: 27) { places in
            var ranges = intervals.map { 0..<$0.count }
            for c in chunk {
              ranges[a] = colour.start + 2 * c..<colour.start + 2 * c + 1
              for i in ranges[0] {
                for j in ranges[1] {
                  var number = -1
                  var plan: Plan?
                  for k in ranges[2] {
                    let cell = (intervals[0][i], intervals[1][j], intervals[2][k])
                    let found = MultigridPattern.number(cell.0, cell.1, cell.2)
                    if found != number {
                      number = found
                      plan = plans[found]!
                    }
                    add(plan!, cell, vectors.baseAddress!, places.baseAddress!)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Adds one cell.
  @inline(__always)
  private func add<V: SIMD>(
    _ plan: Plan, _ cell: (MultigridInterval, MultigridInterval, MultigridInterval),
    _ vectors: UnsafeMutablePointer<V>, _ places: UnsafeMutablePointer<Int>
  ) where V.Scalar == Double {
    let (p, rows) = (vectors, vectors + 27)
    let points = plan.pattern.points
    plan.pattern.locate(cell.0, cell.1, cell.2, fine, places)
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
        weight = Double(transfer.row(w.set, w.sides, i, j)[k])
      }
      p[w.point][w.corner] = weight
    }
    for c in 0..<9 { rows[c] = V() }
    for link in plan.pattern.links {
      let k = link.share * Double(link.values[places[link.p]])
      let v = p[link.p] - p[link.q]
      let kv = k * v
      for c in plan.corners { rows[c] += v[c] * kv }
      rows[8] += (p[link.p].sum() - p[link.q].sum()) * kv
    }
    for (i, point) in points.enumerated() {
      let e = point.share * Double(fine.excess[places[i]])
      guard e != 0 else { continue }
      let ep = e * p[i]
      for c in plan.corners { rows[c] += p[i][c] * ep }
      rows[8] += p[i].sum() * ep
    }
    for c in plan.corners {
      coarse.excess[place(c, cell)] += Float(rows[8][c])
    }
    for pair in plan.pairs {
      coarse.links[pair.code]![place(pair.at, cell)] -= Float(rows[pair.c][pair.d])
    }
  }

  /// The coarse place of a cell's corner.
  @inline(__always)
  private func place(
    _ corner: Int, _ cell: (MultigridInterval, MultigridInterval, MultigridInterval)
  ) -> Int {
    let s = sides(corner)
    return coarse.row(cell.0.kept[s & 1], cell.1.kept[s >> 1 & 1]) + cell.2.kept[s >> 2]
  }
}
