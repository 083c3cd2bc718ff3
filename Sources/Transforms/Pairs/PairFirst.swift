/// Sines and cosines on nodes,
///
///     X_k = 2 Σ_{0<j<n} y_j sin πkj/n   or   X_k = y_0 + (−1)^k y_n + 2 Σ_{0<j<n} y_j cos πkj/n
///
/// by halving: folded at n/2, the even modes are the same transform of half the length, and the odd
/// ones a cosine series on cells, one complex transform of length n/2. What is odd or short in the
/// end is reflected to twice its length. The sums over modes of the classical trick with one transform of
/// length n lose digits like √n ε and more; this loses none.
///
/// The matrix is symmetric but for the weights of the ends, so that there are two ways to apply it:
/// by the steps in order, which leaves the modes out of order, or by their transposes from the last to
/// the first, which takes modes out of order. Forward by one and back by the other nothing is ever
/// put in order.
struct PairFirst<Scalar: TransformScalar>: PairTransform {
  let load: Placing<Scalar>
  let store: Placing<Scalar>
  private let pitch: Int
  private let isSine: Bool
  private let isTransposed: Bool
  private let cells: Int
  private let count: Int
  private let levels: [Level]
  private let steps: any Halving<Scalar> = halving()
  /// The length that is not halved any more, and its transform, of twice the length.
  private let last: Int
  private let reflected: PairRows<Scalar>

  /// The transform of the odd modes of one length.
  private struct Level: Sendable {
    let rows: PairRows<Scalar>
    let twiddles: [Scalar]
    /// Where in a row their amplitudes stand.
    let place: Int
  }

  /// From values in order to modes out of order, or from modes out of order to values `.inverse`ly.
  init(
    isSine: Bool, cells: Int, rows: Int, pitch: Int, direction: Direction, effort: PlanningEffort
  ) {
    self.isSine = isSine
    self.cells = cells
    self.pitch = pitch
    count = rows
    isTransposed = direction == .inverse
    var last = cells
    var lengths: [Int] = []
    // Halves are even: their amplitudes begin on aligned places, also those of `Float`.
    while last % 4 == 0, last > 64 {
      last /= 2
      lengths.append(last)
    }
    self.last = last
    let seriesPitch = Tiling.pitch(max(cells / 2, 2 * last))
    let isTransposed = isTransposed
    levels = lengths.map { length in
      Level(
        rows: PairRows(
          .complexBackward, length: length, rows: rows, pitch: isTransposed ? pitch : seriesPitch,
          resultPitch: isTransposed ? seriesPitch : pitch, effort: effort),
        twiddles: quarterTwiddles(length, halfShifted: false), place: length + (isSine ? 0 : 2))
    }
    reflected = PairRows(
      .complexForward, length: 2 * last, rows: rows, pitch: seriesPitch, effort: effort)
    let values = Placing<Scalar>.inOrder(isSine ? cells - 1 : cells + 1).moved(by: 1)
    let modes = PairFirst.modes(isSine: isSine, cells: cells, levels)
    load = isTransposed ? modes : values
    store = isTransposed ? values : modes
  }

  /// Mode k = (2m + 1) 2^l is the m-th of the folded amplitudes of level l; the others are the last's.
  private static func modes(isSine: Bool, cells: Int, _ levels: [Level]) -> Placing<Scalar> {
    var (positions, factors) = ([Int](), [Scalar]())
    for k in isSine ? 1...cells - 1 : 0...cells {
      let l = k == 0 ? levels.count : min(k.trailingZeroBitCount, levels.count)
      guard l < levels.count else {
        positions.append((isSine ? 0 : 1) + (k >> l))
        factors.append(1)
        continue
      }
      let m = k >> (l + 1)
      let length = levels[l].rows.length
      positions.append(levels[l].place + (m % 2 == 0 ? m / 2 : length - 1 - m / 2))
      factors.append(isSine && m % 2 == 1 ? -1 : 1)
    }
    return Placing(positions: positions, factors: factors)
  }

  private var seriesPitch: Int { reflected.pitch }
  var scratchCount: Int { 2 * reflected.size }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(_ rows: UnsafeMutablePointer<Scalar>, scratch series: UnsafeMutablePointer<Scalar>) {
    if isTransposed {
      transformLast(rows, series)
      for level in levels.reversed() {
        level.rows.plan.execute(rows + 2 * level.place, series)
        forEachRow(rows, series) {
          steps.unite($0, length: 2 * level.rows.length, isSine: isSine, level.twiddles, with: $1)
        }
      }
    } else {
      for level in levels {
        forEachRow(rows, series) {
          steps.halve($0, length: 2 * level.rows.length, isSine: isSine, level.twiddles, into: $1)
        }
        level.rows.plan.execute(series, rows + 2 * level.place)
      }
      transformLast(rows, series)
    }
  }

  private func transformLast(
    _ rows: UnsafeMutablePointer<Scalar>, _ series: UnsafeMutablePointer<Scalar>
  ) {
    let results = series + reflected.size
    forEachRow(rows, series) { reflect($0, length: last, isSine: isSine, into: $1) }
    reflected.plan.execute(series, results)
    forEachRow(rows, results) { row, result in
      if isSine {
        (row + 2).update(from: result + 2, count: 2 * (last - 1))
      } else {
        (row + 2).update(from: result, count: 2 * (last + 1))
      }
    }
  }

  @inline(__always)
  private func forEachRow(
    _ rows: UnsafeMutablePointer<Scalar>, _ series: UnsafeMutablePointer<Scalar>,
    _ body: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>) -> Void
  ) {
    for r in 0..<count { body(rows + 2 * r * pitch, series + 2 * r * seriesPitch) }
  }
}
