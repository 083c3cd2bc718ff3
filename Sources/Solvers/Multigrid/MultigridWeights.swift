import RealModule
import Transforms

extension MultigridTransfer {
  /// Sets all weights for the operator.
  func weigh<Scalar: TransformScalar>(_ stencil: MultigridStencil<Scalar>) {
    let axes = (0..<3).filter { stencil.shape[$0] > 1 }
    let edges = MultigridEdges(stencil, self)
    for (n, a) in axes.enumerated() {
      for b in axes[(n + 1)...] { edges.addPlanes(a, b) }
    }
    for a in axes where weights[1 << a] != nil { weighEdges(a, edges) }
    for size in 2...3 {
      for set in 1..<8 where set.nonzeroBitCount == size && weights[set] != nil {
        weighCollapsed(set, stencil)
      }
    }
  }

  /// The fine indices of a point of a set by its ranks.
  @inline(__always)
  func place(_ set: Int, _ ranks: SIMD4<Int>) -> SIMD4<Int> {
    var place = SIMD4<Int>(repeating: 0)
    for a in 0..<3 {
      place[a] = set >> a & 1 == 1 ? axes[a].place(left: ranks[a]) : axes[a].place(kept: ranks[a])
    }
    return place
  }

  /// w_C = G_C/(G_C + G_C′ + G_0); a parent that is not there has no conductance.
  private func weighEdges<Scalar: TransformScalar>(_ a: Int, _ edges: MultigridEdges<Scalar>) {
    let n = counts[1 << a]
    let inner = shapes[1 << a][(a + 1)...].reduce(1, *)
    let w = weights[1 << a]!
    let g = edges.conductances[a]!
    for r in 0..<n {
      let (lower, upper) = (g[3 * r], g[3 * r + 1])
      let sum = lower + upper + g[3 * r + 2]
      if sum > 0 {
        // Exactly 1 where nothing leads to zero.
        let all = MultigridTransfer.rounded((lower + upper) / sum)
        let first = MultigridTransfer.rounded(lower / sum)
        w[r] = first
        w[n + r] = all - first
      } else {
        let m = r / inner % axes[a].left
        let hasLower = axes[a].parent(m, side: 0) != nil
        let hasUpper = axes[a].parent(m, side: 1) != nil
        let all = MultigridTransfer.rounded(1)
        w[r] = hasLower ? (hasUpper ? all / 2 : all) : 0
        w[n + r] = all - w[r]
      }
    }
  }

  /// The nearest multiple of the unit; negative conductances may lead beyond what there is room for.
  static func rounded(_ w: Double) -> Int16 {
    w.isNaN ? 0 : Int16(min(max((w / unit).rounded(), -0x7fff), 0x7fff))
  }

  /// u_p = Σ κ_q u_q/(Σ κ_q + e_p) over the neighbours q in the plane of the axes of the set, or in
  /// the box; κ_q is the sum of the links to q and to its neighbours across the plane.
  private func weighCollapsed<Scalar: TransformScalar>(
    _ set: Int, _ stencil: MultigridStencil<Scalar>
  ) {
    let (n, shape, total) = (counts[set], shapes[set], 1 << set.nonzeroBitCount)
    let offsets = (0..<27).filter { code in
      guard code != 13, stencil.links[max(code, 26 - code)] != nil else { return false }
      return MultigridOffset.offset(code).enumerated()
        .contains { $1 != 0 && set >> $0 & 1 == 1 }
    }
    let w = weights[set]!
    Threads.forEachChunk(count: shape[0] * shape[1], minimum: 1024 / shape[2] + 1) { chunk in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 8) { sums in
        for r in chunk.lowerBound * shape[2]..<chunk.upperBound * shape[2] {
          sums.update(repeating: 0)
          let row = r / shape[2]
          let here = place(set, SIMD4(row / shape[1], row % shape[1], r % shape[2], 0))
          let at = stencil.row(here[0], here[1]) + here[2]
          var sum = stencil.excess(at: at)
          var isWhole = sum == 0
          for code in offsets {
            let o = SIMD4(code / 9 - 1, code / 3 % 3 - 1, code % 3 - 1, 0)
            guard let there = stencil.place(here, o) else { continue }
            let c = stencil.link(code, from: here, to: there)
            guard c != 0 else { continue }
            sum += c
            if !addParents(of: here, set, o, c, sums.baseAddress!) { isWhole = false }
          }
          normalize(sums.baseAddress!, total, sum, isWhole, to: w + r, n)
        }
      }
    }
  }

  /// Adds κ times the weights of the neighbour at the offset o; whether these sum to 1.
  @inline(__always)
  private func addParents(
    of here: SIMD4<Int>, _ set: Int, _ o: SIMD4<Int>, _ c: Double,
    _ sums: UnsafeMutablePointer<Double>
  ) -> Bool {
    var (rest, sides) = (set, 0)
    var ranks = SIMD4<Int>(repeating: 0)
    for a in 0..<3 {
      let rank = axes[a].rank(here[a]).rank
      ranks[a] = rank
      guard set >> a & 1 == 1, o[a] != 0 else { continue }
      rest &= ~(1 << a)
      if o[a] > 0 { sides |= 1 << a }
      guard let parent = axes[a].parent(rank, side: o[a] > 0 ? 1 : 0) else { return true }
      ranks[a] = parent
    }
    if rest == 0 {
      sums[slot(set, sides)] += c
      return true
    }
    var whole = 0
    for more in 0..<8 where more & ~rest == 0 {
      let weight = row(rest, more, ranks[0], ranks[1])[ranks[2]]
      whole += Int(weight)
      sums[slot(set, sides | more)] += c * MultigridTransfer.unit * Double(weight)
    }
    return whole == Int(MultigridTransfer.rounded(1))
  }

  /// Divides by the sum and rounds, the largest weight last, so that a sum of 1 remains exact.
  @inline(__always)
  private func normalize(
    _ sums: UnsafeMutablePointer<Double>, _ total: Int, _ sum: Double, _ isWhole: Bool,
    to w: UnsafeMutablePointer<Int16>, _ n: Int
  ) {
    let one = MultigridTransfer.rounded(1)
    guard sum > 0 else {
      for t in 0..<total { w[t * n] = one / Int16(total) }
      return
    }
    var (all, rest, largest) = (0.0, 0, 0)
    for t in 0..<total {
      let weight = sums[t] / sum
      all += weight
      w[t * n] = MultigridTransfer.rounded(weight)
      rest += Int(w[t * n])
      if weight > sums[largest] / sum { largest = t }
    }
    let target = Int(isWhole ? one : MultigridTransfer.rounded(all))
    w[largest * n] = Int16(clamping: Int(w[largest * n]) + target - rest)
  }
}
