/// The dense matrix in which the points of one part are eliminated: these, then the ring.
///
/// By columns, its lower half only; after the elimination the columns of the ring hold what it adds
/// to the parts that follow.
struct MultigridFront {
  /// The part's points.
  let own: Int
  /// Those and the ring's.
  let size: Int
  private let entries: UnsafeMutablePointer<Double>

  /// Zeros.
  init(own: Int, ring: Int) {
    self.own = own
    size = own + ring
    entries = .allocate(capacity: size * size)
    entries.initialize(repeating: 0, count: size * size)
  }

  func deallocate() { entries.deallocate() }

  /// Adds to the entry of row i ≥ j.
  @inline(__always)
  func add(_ value: Double, _ i: Int, _ j: Int) { entries[j * size + i] += value }

  /// Adds what a front before this one has left, whose ring is at the rows `places` here.
  func add(_ other: MultigridFront, at places: UnsafePointer<Int>) {
    for b in 0..<other.size - other.own {
      let from = other.entries + (other.own + b) * other.size + other.own
      let to = entries + places[b] * size
      for a in b..<other.size - other.own { to[places[a]] += from[a] }
    }
  }

  /// Eliminates the part's points: A = L D Lᵀ on them.
  ///
  /// - Parameters:
  ///   - inverse: the diagonal of S, then 1/D. A pivot that has lost all digits of the diagonal is one
  ///     of the kernel, or of a point without links, and left out.
  ///   - columns: those of L below the diagonal, packed.
  func eliminate(
    inverse: UnsafeMutablePointer<Double>, columns: UnsafeMutablePointer<Float>
  ) {
    var to = columns
    for first in stride(from: 0, to: own, by: 4) {
      let end = min(first + 4, own)
      for j in first..<end {
        let column = entries + j * size
        for k in first..<j {
          let other = entries + k * size
          subtract(other[j] * inverse[k], other, from: column, j..<size)
        }
        inverse[j] = column[j] <= inverse[j] * 0x1p-48 ? 0 : 1 / column[j]
        for i in j + 1..<size { to[i - j - 1] = Float(column[i] * inverse[j]) }
        to += size - j - 1
      }
      if end == first + 4 {
        subtractFour(first, inverse + first)
      } else {
        for k in first..<end {
          let other = entries + k * size
          for t in end..<size {
            subtract(other[t] * inverse[k], other, from: entries + t * size, t..<size)
          }
        }
      }
    }
  }

  @inline(__always)
  private func subtract(
    _ factor: Double, _ x: UnsafePointer<Double>, from y: UnsafeMutablePointer<Double>,
    _ rows: Range<Int>
  ) {
    for i in rows { y[i] -= factor * x[i] }
  }

  /// Subtracts four columns' products from those that follow: one pass for the four.
  @inline(__always)
  private func subtractFour(_ first: Int, _ inverse: UnsafePointer<Double>) {
    let x = entries + first * size
    let (x0, x1, x2, x3) = (x, x + size, x + 2 * size, x + 3 * size)
    for t in first + 4..<size {
      let y = entries + t * size
      let (c0, c1) = (x0[t] * inverse[0], x1[t] * inverse[1])
      let (c2, c3) = (x2[t] * inverse[2], x3[t] * inverse[3])
      for i in t..<size { y[i] -= (c0 * x0[i] + c1 * x1[i]) + (c2 * x2[i] + c3 * x3[i]) }
    }
  }
}
