/// A symmetric operator S on a box of points, by the conductances between neighbours:
///
///     (S u, u) = Σ k_pq (u_p − u_q)² + Σ e_p u_p²,    q = p + o,   o ∈ {−1, 0, 1}³
///
/// Conductances and excesses are stored, not the diagonal d_p = Σ_q k_pq + e_p: rounding them, even
/// to `Float`, changes S by that factor at most, whatever the contrast, and keeps its kernel.
///
/// Rows of the last axis have a ghost at each end, on a periodic axis a copy of the other end.
/// Missing axes come first and have one point.
final class MultigridStencil: @unchecked Sendable {
  /// Points along the three axes.
  let shape: [Int]
  /// Which axes are circles.
  let isPeriodic: [Bool]
  /// From one row of the last axis to the next.
  let stride: Int
  /// k between p and p + o, at p, by the code of o; nil where there is none.
  let links: [UnsafeMutablePointer<Float>?]
  /// e
  let excess: UnsafeMutablePointer<Float>
  /// The links to other rows, by those rows.
  let rowLinks: [RowLinks]

  /// The links from a row to the one that is (slow, middle) further.
  struct RowLinks {
    let slow: Int
    let middle: Int
    /// To the points one before, at and one after.
    var before: UnsafeMutablePointer<Float>?
    var at: UnsafeMutablePointer<Float>?
    var after: UnsafeMutablePointer<Float>?
  }

  /// The place of an offset among 27; one further in the order of rows has a code above 13.
  static func code(_ o: [Int]) -> Int { (o[0] + 1) * 9 + (o[1] + 1) * 3 + o[2] + 1 }
  /// The links along the last axis.
  static let alongRow = 14

  /// Zeros, with room for the links whose codes are given.
  init(shape: [Int], isPeriodic: [Bool], codes: [Int]) {
    self.shape = shape
    self.isPeriodic = isPeriodic
    stride = shape[2] + 2
    let size = shape[0] * shape[1] * stride
    func zeros() -> UnsafeMutablePointer<Float> {
      let p = UnsafeMutablePointer<Float>.allocate(capacity: size)
      p.initialize(repeating: 0, count: size)
      return p
    }
    excess = zeros()
    // The links along the row are always there, so that loops need not ask.
    let present = Set(codes + [MultigridStencil.alongRow])
    let links = (0..<27).map { present.contains($0) ? zeros() : nil }
    self.links = links
    rowLinks = (5..<9).compactMap { row in
      let (before, at, after) = (links[3 * row], links[3 * row + 1], links[3 * row + 2])
      guard before != nil || at != nil || after != nil else { return nil }
      return RowLinks(slow: row / 3 - 1, middle: row % 3 - 1, before: before, at: at, after: after)
    }
  }

  deinit {
    for p in links { p?.deallocate() }
    excess.deallocate()
  }

  /// The codes of the links of every neighbour along axes that have more than one point; those of
  /// the axes themselves if `isStar`.
  static func codes(shape: [Int], isStar: Bool) -> [Int] {
    (14..<27).filter { code in
      let o = [code / 9 - 1, code / 3 % 3 - 1, code % 3 - 1]
      let moved = o.filter { $0 != 0 }.count
      return zip(o, shape).allSatisfy { $0 == 0 || $1 > 1 } && (!isStar || moved == 1)
    }
  }

  /// The number of points.
  var count: Int { shape.reduce(1, *) }
  /// The length of a vector with ghosts.
  var size: Int { shape[0] * shape[1] * stride }
  /// Whether links lead along axes only.
  var isStar: Bool { links.indices.allSatisfy { links[$0] == nil || [14, 16, 22].contains($0) } }

  /// The place of a row's first point.
  @inline(__always)
  func row(_ i: Int, _ j: Int) -> Int { (i * shape[1] + j) * stride + 1 }

  /// The row that is (slow, middle) away; nil beyond an end.
  @inline(__always)
  func neighbour(_ i: Int, _ j: Int, _ slow: Int, _ middle: Int) -> Int? {
    var (i, j) = (i + slow, j + middle)
    if i < 0 || i >= shape[0] {
      guard isPeriodic[0] else { return nil }
      i = i < 0 ? i + shape[0] : i - shape[0]
    }
    if j < 0 || j >= shape[1] {
      guard isPeriodic[1] else { return nil }
      j = j < 0 ? j + shape[1] : j - shape[1]
    }
    return row(i, j)
  }

  /// The point o further; nil beyond an end.
  @inline(__always)
  func place(_ here: SIMD4<Int>, _ o: SIMD4<Int>) -> SIMD4<Int>? {
    var there = here &+ o
    for a in 0..<3 where there[a] < 0 || there[a] >= shape[a] {
      guard isPeriodic[a] else { return nil }
      there[a] += there[a] < 0 ? shape[a] : -shape[a]
    }
    return there
  }

  /// Copies the ends of periodic rows to their ghosts.
  func closeRows() {
    guard isPeriodic[2] else { return }
    for p in links + [excess] {
      guard let p else { continue }
      for row in 0..<shape[0] * shape[1] {
        p[row * stride] = p[row * stride + shape[2]]
        p[row * stride + shape[2] + 1] = p[row * stride + 1]
      }
    }
  }
}
