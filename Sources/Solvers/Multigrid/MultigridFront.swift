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
  ///   - columns: those of L below the diagonal, packed, over their units.
  ///   - units: one a column.
  func eliminate(
    inverse: UnsafeMutablePointer<Double>, columns: UnsafeMutablePointer<Int16>,
    units: UnsafeMutablePointer<Float>
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
        units[j] = MultigridFront.round(column + j + 1, inverse[j], size - j - 1, to: to)
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

  /// Rounds the column x/D of L to whole multiples of a unit, which is returned.
  ///
  /// The unit is such that the sum is that of x/D: the column still takes constants to what it took
  /// them to, to single precision.
  private static func round(
    _ x: UnsafePointer<Double>, _ inverse: Double, _ n: Int, to q: UnsafeMutablePointer<Int16>
  ) -> Float {
    var (largest, exact) = (0.0, 0.0)
    for i in 0..<n {
      largest = max(largest, x[i].magnitude)
      exact += x[i]
    }
    guard largest * inverse > 0, (largest * inverse).isFinite, exact.isFinite,
      (32767 / largest).isFinite
    else {
      q.update(repeating: 0, count: n)
      return 0
    }
    let count = 32767 / largest
    var sum = 0.0
    for i in 0..<n {
      let value = (x[i] * count).rounded()
      q[i] = Int16(value)
      sum += value
    }
    let unit = sum != 0 && (exact * count / sum - 1).magnitude < 0.01 ? exact / sum : 1 / count
    return Float(unit * inverse)
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
