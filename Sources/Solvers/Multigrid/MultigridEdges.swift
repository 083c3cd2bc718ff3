import Transforms

/// Effective conductances from the points left out on one axis to their two parents and to zero.
///
/// In a plane's cell every other point left out is eliminated:
///
///     G_tC = (K⁻¹ B)_tC/(K⁻¹)_tt,   G_t0 = (K⁻¹ e)_t/(K⁻¹)_tt
///
/// K couples the points left out, B joins them to the kept ones, e to zero where it is strong; cells on
/// both sides of t add up. Where two kept lines are neighbours, the kept points of the other one are
/// eliminated, too: no point between them leads what is strong across back to the parents of t.
///
/// Where the operator is smooth the weights G_C/(G_C + G_C′ + G_0) are those of the collapsed stencil;
/// but a point whose strong links lead sideways follows the parent that these reach in the end, or the
/// Dirichlet side, so that no island of high conductance is tied to its neighbour.
final class MultigridEdges<Scalar: TransformScalar> {
  let stencil: MultigridStencil<Scalar>
  let transfer: MultigridTransfer
  /// G to the lower parent, to the upper one and to zero, point by point, for each axis.
  let conductances: [UnsafeMutablePointer<Double>?]

  init(_ stencil: MultigridStencil<Scalar>, _ transfer: MultigridTransfer) {
    self.stencil = stencil
    self.transfer = transfer
    conductances = (0..<3).map { a in
      let size = 3 * transfer.counts[1 << a]
      guard size > 0 else { return nil }
      let p = UnsafeMutablePointer<Double>.allocate(capacity: size)
      p.initialize(repeating: 0, count: size)
      return p
    }
  }

  deinit { for p in conductances { p?.deallocate() } }

  /// From this part of the sum of the links' magnitudes on, an excess counts: a side's does, at the
  /// points beside it.
  ///
  /// A small one, of a reaction, must not: constants are nearly in the kernel then, and weights whose
  /// sums differ from point to point would lose them where a strong link joins the points (Dendy).
  private static var strong: Double { 0.25 }

  /// How a pattern's network is eliminated.
  private struct Network {
    let pattern: MultigridPattern<Scalar>
    /// Links between points that are eliminated: two of these, and which link.
    var inner: [(f: Int, g: Int, link: Int)] = []
    /// Links from such a point to a kept one: its sides.
    var outer: [(f: Int, corner: Int, link: Int)] = []
    /// Points that are eliminated: which point of the pattern, and how much of it belongs to the cell.
    var eliminated: [(f: Int, point: Int, share: Double)] = []
    /// Points left out on one axis: which, the axis, the sides of its other axes, and its point.
    var targets: [(f: Int, axis: Int, sides: Int, slots: [Int])] = []
    var count = 0

    /// The networks of a cell; none without points left out.
    static func all(_ pattern: MultigridPattern<Scalar>) -> [Network] {
      let points = pattern.points
      guard points.contains(where: { $0.set != 0 }) else { return [] }
      let thin = (0..<3).first { a in
        points.contains { $0.slots[a] == 2 } && !points.contains { $0.slots[a] == 1 }
      }
      guard let thin else { return [Network(pattern) { _ in true }] }
      return [0, 2].map { slot in Network(pattern) { $0.slots[thin] == slot } }
    }

    /// - Parameter isOwn: whether a point is of the line whose conductances are wanted, if not all are.
    private init(
      _ pattern: MultigridPattern<Scalar>, _ isOwn: (MultigridPattern<Scalar>.Point) -> Bool
    ) {
      self.pattern = pattern
      var number = [Int](repeating: -1, count: pattern.points.count)
      for (p, point) in pattern.points.enumerated() where point.set != 0 || !isOwn(point) {
        number[p] = count
        eliminated.append((count, p, point.share))
        if point.set.nonzeroBitCount == 1, isOwn(point) {
          targets.append((count, point.set.trailingZeroBitCount, point.sides, point.slots))
        }
        count += 1
      }
      for (l, link) in pattern.links.enumerated() {
        switch (number[link.p], number[link.q]) {
        case (-1, -1): break
        case (-1, let f): outer.append((f, pattern.points[link.p].sides, l))
        case (let f, -1): outer.append((f, pattern.points[link.q].sides, l))
        case (let f, let g): inner.append((f, g, l))
        }
      }
    }
  }

  /// Adds the conductances in the planes of two axes, at the kept points of the third.
  func addPlanes(_ a: Int, _ b: Int) {
    var intervals = transfer.axes.map(\.intervals)
    intervals[3 - a - b] = transfer.axes[3 - a - b].planes
    let cells = MultigridCells(intervals, along: a, isPeriodic: transfer.axes[a].isPeriodic)
    let networks = cells.patterns(of: stencil).mapValues { Network.all($0) }
    // Links, K, B, the sums of magnitudes and e.
    cells.forEach(networks, scratch: 27 + 25 + 40 + 10) {
      (networks, cell, scratch: UnsafeMutablePointer<Double>, places) in
      networks.first?.pattern.locate(cell, stencil, places)
      for network in networks { add(network, cell, places, scratch) }
    }
  }

  /// Adds the conductances of one cell.
  @inline(__always)
  private func add(
    _ network: Network, _ cell: MultigridCell,
    _ places: UnsafeMutablePointer<Int>, _ scratch: UnsafeMutablePointer<Double>
  ) {
    let n = network.count
    let (k, matrix, joint) = (scratch, scratch + 27, scratch + 52)
    let (sizes, e) = (scratch + 92, scratch + 97)
    matrix.update(repeating: 0, count: 25 + 40 + 5)
    let links = network.pattern.links
    for l in links.indices {
      k[l] = links[l].share * Double(links[l].values[places[links[l].p]])
    }
    for (f, g, l) in network.inner {
      matrix[f * n + f] += k[l]
      matrix[g * n + g] += k[l]
      matrix[f * n + g] -= k[l]
      matrix[g * n + f] -= k[l]
      sizes[f] += k[l].magnitude
      sizes[g] += k[l].magnitude
    }
    for (f, corner, l) in network.outer {
      matrix[f * n + f] += k[l]
      joint[f * 8 + corner] += k[l]
      sizes[f] += k[l].magnitude
    }
    for (f, point, share) in network.eliminated {
      let excess = share * stencil.excess(at: places[point])
      e[f] = excess >= MultigridEdges.strong * sizes[f] ? excess : 0
      matrix[f * n + f] += e[f]
    }
    invert(matrix, n)
    for t in network.targets {
      let bit = 1 << t.axis
      var (lower, upper, zero) = (0.0, 0.0, 0.0)
      for f in 0..<n {
        lower += matrix[t.f * n + f] * joint[f * 8 + t.sides]
        upper += matrix[t.f * n + f] * joint[f * 8 + (t.sides | bit)]
        zero += matrix[t.f * n + f] * e[f]
      }
      let scale = 1 / matrix[t.f * n + t.f]
      let place = rank(t.axis, t.slots, cell)
      let g = conductances[t.axis]! + 3 * place
      g[0] += max(0, lower * scale)
      g[1] += max(0, upper * scale)
      g[2] += max(0, zero * scale)
    }
  }

  /// The place of a cell's point among those left out on one axis.
  @inline(__always)
  private func rank(
    _ axis: Int, _ slots: [Int], _ cell: MultigridCell
  ) -> Int {
    let shape = transfer.shapes[1 << axis]
    let i = axis == 0 ? cell.0.left : cell.0.kept[slots[0] / 2]
    let j = axis == 1 ? cell.1.left : cell.1.kept[slots[1] / 2]
    let k = axis == 2 ? cell.2.left : cell.2.kept[slots[2] / 2]
    return (i * shape[1] + j) * shape[2] + k
  }

  /// A ← A⁻¹ for a small symmetric positive matrix, by Gauss and Jordan. A pivot that Galerkin's
  /// negative conductances have lost, or of a point without a link, is replaced by its diagonal.
  @inline(__always)
  private func invert(_ a: UnsafeMutablePointer<Double>, _ n: Int) {
    var diagonal = SIMD8<Double>(repeating: 1)
    for p in 0..<n where a[p * n + p] > 0 { diagonal[p] = a[p * n + p] }
    for p in 0..<n {
      let d = a[p * n + p]
      let pivot = 1 / (d > 0x1p-40 * diagonal[p] ? d : diagonal[p])
      a[p * n + p] = 1
      for j in 0..<n { a[p * n + j] *= pivot }
      for i in 0..<n where i != p {
        let c = a[i * n + p]
        a[i * n + p] = 0
        for j in 0..<n { a[i * n + j] -= c * a[p * n + j] }
      }
    }
  }
}
