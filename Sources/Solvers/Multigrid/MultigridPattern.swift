import Transforms

/// The fine points of a coarse cell and the links between them, as they are in all cells of a kind.
///
/// A cell is a product of three ``MultigridInterval``s, a point of it three slots: the lower kept
/// point, the one left out, the upper kept one. A link or a point on the border belongs in equal
/// parts to the cells around it.
final class MultigridPattern<Scalar: TransformScalar> {
  /// A point.
  struct Point {
    /// Its slots on the three axes.
    let slots: [Int]
    /// How much of it belongs to the cell.
    let share: Double
    /// The axes on which it is left out, a bit each.
    var set: Int { slots.indices.reduce(0) { $0 | (slots[$1] == 1 ? 1 << $1 : 0) } }
    /// The axes on which it is an upper kept point, a bit each.
    var sides: Int { slots.indices.reduce(0) { $0 | (slots[$1] == 2 ? 1 << $1 : 0) } }
  }

  /// k between the points p and q, stored at p.
  struct Link {
    let p: Int
    let q: Int
    let values: UnsafeMutablePointer<Scalar>
    let share: Double
  }

  let points: [Point]
  let links: [Link]
  private let slots: [SIMD4<Int>]

  init(_ cell: [MultigridInterval], of stencil: MultigridStencil<Scalar>) {
    let there = cell.map { interval in (0..<3).filter { interval.fine[$0] >= 0 } }
    var points: [Point] = []
    for i in there[0] {
      for j in there[1] {
        for k in there[2] {
          points.append(
            Point(
              slots: [i, j, k],
              share: cell[0].shares[i] * cell[1].shares[j] * cell[2].shares[k]))
        }
      }
    }
    self.points = points
    slots = points.map { SIMD4($0.slots[0], $0.slots[1], $0.slots[2], 0) }
    var links: [Link] = []
    for (p, point) in points.enumerated() {
      for code in 14..<27 {
        guard let values = stencil.links[code] else { continue }
        let o = MultigridOffset.offset(code)
        var next: [Int] = []
        var share = 1.0
        for a in 0..<3 {
          let place = there[a].firstIndex(of: point.slots[a])! + o[a]
          guard there[a].indices.contains(place) else { break }
          next.append(there[a][place])
          if o[a] == 0 { share *= cell[a].shares[point.slots[a]] }
        }
        guard next.count == 3 else { continue }
        let q = points.firstIndex { $0.slots == next }!
        links.append(Link(p: p, q: q, values: values, share: share))
      }
    }
    self.links = links
  }

  /// The places of the points of one cell of this kind.
  @inline(__always)
  func locate(
    _ cell: MultigridCell, _ stencil: MultigridStencil<Scalar>, _ places: UnsafeMutablePointer<Int>
  ) {
    for p in slots.indices {
      let s = slots[p]
      places[p] = stencil.row(cell.0.fine[s[0]], cell.1.fine[s[1]]) + cell.2.fine[s[2]]
    }
  }
}
