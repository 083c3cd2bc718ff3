import Fields
import Transforms

/// A symmetric operator S on a box of points, by the conductances between neighbours:
///
///     (S u, u) = Σ k_pq (u_p − u_q)² + Σ e_p u_p²,    q = p + o,   o ∈ {−1, 0, 1}³
///
/// Conductances and excesses are stored, not the diagonal d_p = Σ_q k_pq + e_p: rounding them, even
/// to `Float`, changes S by that factor at most, whatever the contrast, and keeps its kernel.
///
/// The memory is another's: the finest operator is the form that is solved, a coarser one a
/// ``MultigridMatrix``. Missing axes come first and have one point.
struct MultigridStencil<Scalar: TransformScalar>: @unchecked Sendable {
  /// Points along the three axes.
  let shape: [Int]
  /// Which axes are circles.
  let isPeriodic: [Bool]
  /// k between p and p + o, at p, by the code of o; nil where there is none.
  let links: [UnsafeMutablePointer<Scalar>?]
  /// e; nil where ``rows`` has it.
  let excess: UnsafeMutablePointer<Scalar>?
  private let rows: EdgeDiagonal<Scalar>?
  /// The links to other rows, by those rows.
  let rowLinks: [RowLinks]

  /// The links from a row to the one that is (slow, middle) further.
  struct RowLinks {
    let slow: Int
    let middle: Int
    /// To the points one before, at and one after.
    var before: UnsafeMutablePointer<Scalar>?
    var at: UnsafeMutablePointer<Scalar>?
    var after: UnsafeMutablePointer<Scalar>?
  }

  /// - Parameter links: those along axes of one point do not count: of differences they lead from a point
  ///   to itself, and elements have none.
  init(
    shape: [Int], isPeriodic: [Bool], excess: UnsafeMutablePointer<Scalar>?,
    rows: EdgeDiagonal<Scalar>? = nil, links: [UnsafeMutablePointer<Scalar>?]
  ) {
    self.shape = shape
    self.isPeriodic = isPeriodic
    self.excess = excess
    self.rows = rows
    let links = links.enumerated().map { code, values in
      zip(MultigridOffset.offset(code), shape).allSatisfy { $0 == 0 || $1 > 1 } ? values : nil
    }
    self.links = links
    rowLinks = (5..<9).compactMap { row in
      let (before, at, after) = (links[3 * row], links[3 * row + 1], links[3 * row + 2])
      guard before != nil || at != nil || after != nil else { return nil }
      return RowLinks(slow: row / 3 - 1, middle: row % 3 - 1, before: before, at: at, after: after)
    }
  }

  /// The number of points.
  var count: Int { shape.reduce(1, *) }
  /// The points of a row along the last axis.
  @inline(__always) var length: Int { shape[2] }

  /// The place of a row's first point.
  @inline(__always)
  func row(_ i: Int, _ j: Int) -> Int { (i * shape[1] + j) * shape[2] }

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

  /// e at a point.
  @inline(__always)
  func excess(at place: Int) -> Double { Double(excess?[place] ?? rows![place]) }

  /// d ← e on some columns of the row (i, j).
  @inline(__always)
  func writeExcess(
    _ i: Int, _ j: Int, _ columns: Range<Int>, to d: UnsafeMutablePointer<Double>
  ) {
    let here = row(i, j)
    if let excess {
      let e = excess + here
      for m in columns { d[m] = Double(e[m]) }
    } else if let ends = rows!.ends(ofRow: i * shape[1] + j) {
      for m in columns { d[m] = Double(ends.inner) }
      if columns.lowerBound == 0 { d[0] = Double(ends.first) }
      if columns.upperBound == length { d[length - 1] = Double(ends.last) }
    } else {
      for m in columns { d[m] = Double(rows![here + m]) }
    }
  }

  /// k between a point and the one that is the code's offset further, in either direction.
  @inline(__always)
  func link(_ code: Int, from here: SIMD4<Int>, to there: SIMD4<Int>) -> Double {
    let p = code > 13 ? here : there
    return Double(links[max(code, 26 - code)]![row(p[0], p[1]) + p[2]])
  }
}

/// The 27 offsets o ∈ {−1, 0, 1}³ by numbers.
enum MultigridOffset {
  /// The number of an offset; one further in the order of points is above 13.
  static func code(_ o: [Int]) -> Int { (o[0] + 1) * 9 + (o[1] + 1) * 3 + o[2] + 1 }
  static func offset(_ code: Int) -> [Int] { [code / 9 - 1, code / 3 % 3 - 1, code % 3 - 1] }
  /// The axes along which it leads.
  static func axes(_ code: Int) -> [Int] {
    let o = offset(code)
    return (0..<3).filter { o[$0] != 0 }
  }
  /// The link to the next point along each axis.
  static let straight = [22, 16, 14]
  /// That along the last axis.
  static let alongRow = 14

  /// The codes of the links to every neighbour along axes that have more than one point.
  static func links(_ shape: [Int]) -> [Int] {
    (14..<27).filter { zip(offset($0), shape).allSatisfy { $0 == 0 || $1 > 1 } }
  }
}
