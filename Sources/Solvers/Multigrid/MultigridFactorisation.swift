import Transforms

/// S = L D Lᵀ part by part, each in a ``MultigridFront``.
///
/// - Source: I. S. Duff and J. K. Reid, *The multifrontal solution of indefinite sparse symmetric
///   linear equations*, ACM Trans. Math. Softw. 9 (1983) 302–325.
struct MultigridFactorisation<Scalar: TransformScalar> {
  private let stencil: MultigridStencil<Scalar>
  private let dissection: MultigridDissection
  /// The points by row-major index, in order.
  private let points: [Int32]
  /// Where the columns of each part begin.
  private let offsets: [Int]

  init(_ stencil: MultigridStencil<Scalar>, _ dissection: MultigridDissection) {
    self.stencil = stencil
    self.dissection = dissection
    var points = [Int32](repeating: 0, count: stencil.count)
    for (p, q) in dissection.order.enumerated() { points[Int(q)] = Int32(p) }
    self.points = points
    var offset = 0
    offsets = dissection.parts.map { part in
      offset += part.entries
      return offset - part.entries
    }
  }

  /// Fills 1/D, the columns of L and their units.
  func run(
    inverse: UnsafeMutablePointer<Double>, columns: UnsafeMutablePointer<Int16>,
    units: UnsafeMutablePointer<Float>
  ) {
    let parts = dissection.parts
    withUnsafeTemporaryAllocation(of: MultigridFront?.self, capacity: parts.count) { fronts in
      // Every part has a place of its own.
      nonisolated(unsafe) let fronts = fronts
      func eliminate(_ p: Int) {
        let front = assemble(p, fronts, inverse)
        let first = parts[p].own.lowerBound
        front.eliminate(
          inverse: inverse + first, columns: columns + offsets[p], units: units + first)
        (fronts.baseAddress! + p).initialize(to: front)
      }
      let (below, above) = dissection.subtrees(ofAtMost: max(stencil.count / 8, 256))
      Threads.forEachChunk(count: below.count) { chunk in
        for parts in below[chunk] {
          for p in parts { eliminate(p) }
        }
      }
      for p in above { eliminate(p) }
      if let last = parts.indices.last { fronts[last]?.deallocate() }
    }
  }

  /// The front of a part: its own links and what its halves have left, which are lost; d of its points
  /// at their inverse pivots' places.
  private func assemble(
    _ p: Int, _ fronts: UnsafeMutableBufferPointer<MultigridFront?>,
    _ diagonals: UnsafeMutablePointer<Double>
  ) -> MultigridFront {
    let part = dissection.parts[p]
    let ring = dissection.rings[part.ring]
    let front = MultigridFront(own: part.own.count, ring: ring.count)
    for q in part.own { diagonals[q] = addLinks(q, part, ring, front) }
    for half in dissection.halves(p) {
      let other = fronts[half]!
      let places = dissection.rings[dissection.parts[half].ring].map { place(Int($0), part, ring) }
      front.add(other, at: places)
      other.deallocate()
      fronts[half] = nil
    }
    return front
  }

  /// The row of a point in a front.
  @inline(__always)
  private func place(
    _ q: Int, _ part: MultigridDissection.Part, _ ring: ArraySlice<Int32>
  ) -> Int {
    if q < part.own.upperBound { return q - part.own.lowerBound }
    var (low, high) = (ring.startIndex, ring.endIndex)
    while low + 1 < high {
      let middle = (low + high) / 2
      if ring[middle] <= q { low = middle } else { high = middle }
    }
    return part.own.count + low - ring.startIndex
  }

  /// Adds e and the links of a point to those that come later in the order; returns d, all of them.
  private func addLinks(
    _ q: Int, _ part: MultigridDissection.Part, _ ring: ArraySlice<Int32>, _ front: MultigridFront
  ) -> Double {
    let shape = stencil.shape
    let p = Int(points[q])
    let here = SIMD4(p / (shape[1] * shape[2]), p / shape[2] % shape[1], p % shape[2], 0)
    let at = stencil.row(here[0], here[1]) + here[2]
    let j = q - part.own.lowerBound
    var d = stencil.excess(at: at)
    for code in 0..<27 where code != 13 && stencil.links[max(code, 26 - code)] != nil {
      let o = SIMD4(code / 9 - 1, code / 3 % 3 - 1, code % 3 - 1, 0)
      guard let there = stencil.place(here, o) else { continue }
      let k = stencil.link(code, from: here, to: there)
      let other = Int(dissection.order[(there[0] * shape[1] + there[1]) * shape[2] + there[2]])
      // A point may be its own neighbour on a circle of one.
      guard k != 0, other != q else { continue }
      d += k
      if other > q { front.add(-k, place(other, part, ring), j) }
    }
    front.add(d, j, j)
    return d
  }
}
