/// S x = b by a band Cholesky factorisation; where constants are the kernel, the pseudo-inverse.
///
///     S = L D Lᵀ;   singular: x = Π S₀⁻¹ Π b, Π the projection to zero mean, S₀ with one point held
///
/// The axes are ordered by length, and points of a circle from both sides, so that the band is narrow.
final class MultigridCoarsest: @unchecked Sendable {
  /// The number of points.
  let count: Int
  private let isSingular: Bool
  /// Entries below the diagonal that a row may have.
  private let band: Int
  /// Where each point of a vector with ghosts stands.
  private let places: [Int]
  /// Rows of L, the inverse of D last.
  private let factor: UnsafeMutablePointer<Double>

  init(_ stencil: MultigridStencil, isSingular: Bool) {
    count = stencil.count
    self.isSingular = isSingular
    let order = MultigridCoarsest.order(stencil)
    let links = MultigridCoarsest.links(stencil)
    band = links.reduce(0) { max($0, abs(order[$1.p] - order[$1.q])) }
    var places = [Int](repeating: 0, count: count)
    var p = 0
    for i in 0..<stencil.shape[0] {
      for j in 0..<stencil.shape[1] {
        for k in 0..<stencil.shape[2] {
          places[order[p]] = stencil.row(i, j) + k
          p += 1
        }
      }
    }
    self.places = places
    let width = band + 1
    factor = .allocate(capacity: count * width)
    factor.initialize(repeating: 0, count: count * width)
    for p in 0..<count { factor[p * width + band] = Double(stencil.excess[places[p]]) }
    for link in links {
      let (p, q) = (max(order[link.p], order[link.q]), min(order[link.p], order[link.q]))
      guard p != q else { continue }
      factor[p * width + band] += link.k
      factor[q * width + band] += link.k
      factor[p * width + band - (p - q)] -= link.k
    }
    factorize()
  }

  deinit { factor.deallocate() }

  /// The place of each point, by row-major index.
  private static func order(_ stencil: MultigridStencil) -> [Int] {
    let shape = stencil.shape
    let axes = (0..<3).sorted { (shape[$0], $1) > (shape[$1], $0) }
    func folded(_ i: Int, _ a: Int) -> Int {
      guard stencil.isPeriodic[a] else { return i }
      return 2 * i < shape[a] ? 2 * i : 2 * (shape[a] - 1 - i) + 1
    }
    var result: [Int] = []
    for i in 0..<shape[0] {
      for j in 0..<shape[1] {
        for k in 0..<shape[2] {
          let place = [i, j, k]
          result.append(axes.reduce(0) { $0 * shape[$1] + folded(place[$1], $1) })
        }
      }
    }
    return result
  }

  /// All links between points, by row-major index.
  private static func links(_ stencil: MultigridStencil) -> [(p: Int, q: Int, k: Double)] {
    let shape = stencil.shape
    var result: [(p: Int, q: Int, k: Double)] = []
    func number(_ p: SIMD4<Int>) -> Int { (p[0] * shape[1] + p[1]) * shape[2] + p[2] }
    for code in 14..<27 {
      guard let values = stencil.links[code] else { continue }
      let o = SIMD4(code / 9 - 1, code / 3 % 3 - 1, code % 3 - 1, 0)
      for i in 0..<shape[0] {
        for j in 0..<shape[1] {
          for k in 0..<shape[2] {
            let here = SIMD4(i, j, k, 0)
            let value = values[stencil.row(i, j) + k]
            guard value != 0, let there = stencil.place(here, o) else { continue }
            result.append((number(here), number(there), Double(value)))
          }
        }
      }
    }
    return result
  }

  private func factorize() {
    let width = band + 1
    for p in 0..<count {
      let row = factor + p * width + band - p
      let first = max(0, p - band)
      let d = row[p]
      // Row p of L D, then of L.
      for q in first..<p {
        let other = factor + q * width + band - q
        var sum = row[q]
        for m in max(first, q - band)..<q { sum -= row[m] * other[m] }
        row[q] = sum
      }
      var pivot = d
      for q in first..<p {
        let scaled = row[q] * factor[q * width + band]
        pivot -= row[q] * scaled
        row[q] = scaled
      }
      // The last pivot of a singular operator is round-off; a point without links has none.
      let isLost = pivot <= d * 0x1p-48 || (isSingular && p == count - 1)
      row[p] = isLost ? 0 : 1 / pivot
    }
  }

  /// x ← S⁻¹ b, of vectors with ghosts, or b in rows of its own.
  func solve(
    _ b: (Int) -> Double, to x: UnsafeMutablePointer<Double>
  ) {
    let width = band + 1
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { y in
      for p in 0..<count { y[p] = b(places[p]) }
      if isSingular { MultigridCoarsest.removeMean(y) }
      for p in 0..<count {
        let row = factor + p * width + band - p
        var sum = y[p]
        for q in max(0, p - band)..<p { sum -= row[q] * y[q] }
        y[p] = sum
      }
      for p in 0..<count { y[p] *= factor[p * width + band] }
      for p in (0..<count).reversed() {
        let row = factor + p * width + band - p
        let value = y[p]
        for q in max(0, p - band)..<p { y[q] -= row[q] * value }
      }
      if isSingular { MultigridCoarsest.removeMean(y) }
      for p in 0..<count { x[places[p]] = y[p] }
    }
  }

  private static func removeMean(_ y: UnsafeMutableBufferPointer<Double>) {
    var sum = 0.0
    for value in y { sum += value }
    let mean = sum / Double(y.count)
    for p in y.indices { y[p] -= mean }
  }
}
