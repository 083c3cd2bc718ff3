import RealModule
import Transforms

/// The walk of an ``EdgeForm`` over its rows: slabs across the first axis, rows along the last.
///
/// The form's numbers may have fewer digits than those of the vectors that it is applied to.
struct EdgeRows<Scalar: TransformScalar, Weight: TransformScalar> {
  /// Slabs, rows of a slab, length of a row.
  let extent: (Int, Int, Int)
  /// Points of a slab.
  let slab: Int
  /// What the slabs are cut into for the threads; their number may change meanwhile.
  let pieces: Int
  private let wraps: (Bool, Bool, Bool)
  /// The offset along a row, that to the next slab, and the others.
  private let along: Int?
  private let across: Int?
  private let others: [(block: Int, d: (Int, Int, Int), isShared: Bool)]
  private let count: Int
  private let diagonal: EdgeDiagonal<Weight>?

  init(_ form: EdgeForm<Weight>) {
    func padded<T>(_ list: [T], _ filler: T) -> (T, T, T) {
      switch list.count {
      case 1: (filler, filler, list[0])
      case 2: (list[0], filler, list[1])
      default: (list[0], list[1], list[2])
      }
    }
    extent = padded(form.shape, 1)
    wraps = padded(form.isPeriodic, false)
    slab = extent.1 * extent.2
    pieces = Threads.pieces(count: extent.0, minimum: max(16, 65536 / slab + 1))
    count = form.count
    let offsets = form.offsets.map { padded($0, 0) }
    diagonal = form.rows
    along = offsets.firstIndex { $0 == (0, 0, 1) }.map { $0 + 1 }
    across = offsets.firstIndex { $0 == (1, 0, 0) }.map { $0 + 1 }
    let own = offsets.enumerated().filter { $1 != (0, 0, 1) && $1 != (1, 0, 0) }
      .map { (block: $0 + 1, d: $1, isShared: false) }
    others =
      own
      + (form.sharesDiagonals
        ? form.offsets.enumerated().flatMap { k, offset in
          EdgeForm<Weight>.mirrored(offset).map {
            (block: k + 1, d: padded($0, 0), isShared: true)
          }
        } : [])
  }

  /// A slab's number around a circle; of a bounded axis's neighbour beyond an end, the end's: edges
  /// have no weight there.
  func wrapped(_ i: Int) -> Int {
    if i < 0 { return wraps.0 ? extent.0 - 1 : 0 }
    return i < extent.0 ? i : wraps.0 ? 0 : extent.0 - 1
  }

  /// A p on one slab, from its p and its neighbours'.
  ///
  /// - Parameters:
  ///   - given: s of the slab; nil where it is the form's own.
  ///   - scratch: room for a row of s.
  @inline(__always)
  func apply(
    slab i: Int, _ w: UnsafePointer<Weight>, diagonal given: UnsafePointer<Weight>?,
    scratch: UnsafeMutablePointer<Weight>, _ p: UnsafePointer<Scalar>,
    below: UnsafePointer<Scalar>, above: UnsafePointer<Scalar>, to q: UnsafeMutablePointer<Scalar>,
    sums: UnsafeMutablePointer<Scalar>
  ) {
    let n = extent.2
    for j in 0..<extent.1 {
      let own = i * slab + j * n
      let row = p + j * n
      let out = q + j * n
      var s = w + own
      if let given {
        s = given + j * n
      } else if let diagonal {
        diagonal.write(row: i * extent.1 + j, to: scratch)
        s = UnsafePointer(scratch)
      }
      if let across {
        let upper = w + across * count
        addRow(
          out, row, s, along.map { w + $0 * count + own }, upper + own, above + j * n,
          upper + wrapped(i - 1) * slab + j * n, below + j * n, n, wraps.2,
          hasUpper: wraps.0 || i + 1 < extent.0, hasLower: wraps.0 || i > 0)
      } else {
        addRow(
          out, row, s, along.map { w + $0 * count + own }, s, row, s, row, n,
          wraps.2, hasUpper: false, hasLower: false)
      }
      for edge in others {
        let d = edge.d
        let weights = w + edge.block * count
        for sign in [1, -1] {
          let (k, l) = (i + sign * d.0, j + sign * d.1)
          guard wraps.0 || (0..<extent.0).contains(k), wraps.1 || (0..<extent.1).contains(l)
          else { continue }
          let m = (l + extent.1) % extent.1
          let source = d.0 == 0 ? p : sign > 0 ? above : below
          // A shared weight stands at the first corner of its cell.
          let corner = edge.isShared ? (min(0, d.1), min(0, d.2)) : (0, 0)
          let first = (sign > 0 ? own : wrapped(k) * slab + m * n) + corner.0 * n
          let shift = sign > 0 ? 0 : -d.2
          addEdges(
            out, row, weights + first, source + m * n, shift: sign * d.2,
            weightShift: shift + corner.1, n, wraps.2)
        }
      }
      sums[i * extent.1 + j] = dot(
        UnsafeBufferPointer(start: row, count: n),
        UnsafeBufferPointer(start: UnsafePointer(out), count: n))
    }
  }
}

/// q ← s p and the edges along a row and to the rows above and below.
@specialized(where Scalar == Double, Weight == Double)
@specialized(where Scalar == Float, Weight == Float)
@specialized(where Scalar == Float80, Weight == Float80)
@specialized(where Scalar == Double, Weight == Float)
@specialized(where Scalar == Float80, Weight == Float)
private func addRow<Scalar: TransformScalar, Weight: TransformScalar>(
  _ q: UnsafeMutablePointer<Scalar>, _ p: UnsafePointer<Scalar>, _ s: UnsafePointer<Weight>,
  _ along: UnsafePointer<Weight>?, _ upper: UnsafePointer<Weight>, _ above: UnsafePointer<Scalar>,
  _ lower: UnsafePointer<Weight>, _ below: UnsafePointer<Scalar>, _ n: Int, _ wraps: Bool,
  hasUpper: Bool, hasLower: Bool
) {
  // Beyond an end a row is its own neighbour.
  let above = hasUpper ? above : p
  let below = hasLower ? below : p
  guard let along else {
    for j in 0..<n {
      q[j] =
        Scalar(s[j]) * p[j] + Scalar(upper[j]) * (p[j] - above[j])
        + Scalar(lower[j]) * (p[j] - below[j])
    }
    return
  }
  func end(_ j: Int, _ before: Int?, _ after: Int?) {
    var sum =
      Scalar(s[j]) * p[j] + Scalar(upper[j]) * (p[j] - above[j])
      + Scalar(lower[j]) * (p[j] - below[j])
    if let after { sum += Scalar(along[j]) * (p[j] - p[after]) }
    if let before { sum += Scalar(along[before]) * (p[j] - p[before]) }
    q[j] = sum
  }
  end(0, wraps ? n - 1 : nil, n > 1 ? 1 : wraps ? 0 : nil)
  guard n > 1 else { return }
  end(n - 1, n - 2, wraps ? 0 : nil)
  for j in 1..<max(1, n - 1) {
    let u = p[j]
    q[j] =
      Scalar(s[j]) * u + Scalar(upper[j]) * (u - above[j]) + Scalar(lower[j]) * (u - below[j])
      + Scalar(along[j]) * (u - p[j + 1]) + Scalar(along[j - 1]) * (u - p[j - 1])
  }
}

/// q_j ← q_j + w_{j + t} (p_j − r_{j + shift}), t the weights' shift.
@specialized(where Scalar == Double, Weight == Double)
@specialized(where Scalar == Float, Weight == Float)
@specialized(where Scalar == Float80, Weight == Float80)
@specialized(where Scalar == Double, Weight == Float)
@specialized(where Scalar == Float80, Weight == Float)
private func addEdges<Scalar: TransformScalar, Weight: TransformScalar>(
  _ q: UnsafeMutablePointer<Scalar>, _ p: UnsafePointer<Scalar>, _ w: UnsafePointer<Weight>,
  _ r: UnsafePointer<Scalar>, shift: Int, weightShift t: Int, _ n: Int, _ wraps: Bool
) {
  let first = max(0, -shift)
  let last = min(n, n - shift)
  for j in first..<max(first, last) { q[j] += Scalar(w[j + t]) * (p[j] - r[j + shift]) }
  guard wraps, shift != 0 else { return }
  let j = shift > 0 ? n - 1 : 0
  let k = shift > 0 ? 0 : n - 1
  q[j] += Scalar(w[t == 0 ? j : k]) * (p[j] - r[k])
}
