/// Sines and cosines on nodes,
///
///     X_k = 2 Σ_{0<j<n} y_j sin πkj/n   or   X_k = y_0 + (−1)^k y_n + 2 Σ_{0<j<n} y_j cos πkj/n
///
/// by halving: folded at n/2, the even modes are the same transform of half the length, and the odd
/// ones a cosine series on cells, one complex transform of length n/2. An odd length is reflected to
/// 2n. The sums over modes of the classical trick with one transform of length n lose digits like
/// n ε; this loses none.
struct PairFirst<Scalar: TransformScalar>: PairTransform {
  let load: Placing<Scalar>
  let store: Placing<Scalar>
  private let pitch: Int
  private let isSine: Bool
  private let cells: Int
  private let count: Int
  private let levels: [Level]
  /// The length that is not halved any more, and its transform, of twice the length.
  private let last: Int
  private let reflected: Level
  /// Where the modes stand among the results of all levels.
  private let results: Placing<Scalar>

  /// The transforms of a length, and where in a row their results stand.
  private struct Level: Sendable {
    let rows: PairRows<Scalar>
    let twiddles: [Scalar]
    let place: Int
  }

  init(isSine: Bool, cells: Int, rows: Int, pitch: Int, effort: PlanningEffort) {
    self.isSine = isSine
    self.cells = cells
    count = rows
    var last = cells
    var lengths: [Int] = []
    while last % 2 == 0, last > 16 {
      last /= 2
      lengths.append(last)
    }
    self.last = last
    self.pitch = pitch
    let seriesPitch = Tiling.pitch(max(cells + 1, 2 * last))
    // Each length's results begin on an aligned place.
    let places = (lengths + [2 * last]).reduce(into: [0]) { $0.append($0.last! + ($1 + 7) / 8 * 8) }
    let resultPitch = Tiling.pitch(places.last!)
    func level(_ length: Int, at place: Int, _ transform: PlanProblem.Transform) -> Level {
      Level(
        rows: PairRows(
          transform, length: length, rows: rows, pitch: seriesPitch, resultPitch: resultPitch,
          effort: effort),
        twiddles: quarterTwiddles(length, halfShifted: false), place: place)
    }
    levels = zip(lengths, places).map { level($0, at: $1, .complexBackward) }
    reflected = level(2 * last, at: places[lengths.count], .complexForward)
    load = .inOrder(isSine ? cells - 1 : cells + 1).moved(by: isSine ? 1 : 0)
    store = .inOrder(isSine ? cells - 1 : cells + 1)
    results = PairFirst.results(isSine: isSine, cells: cells, lengths: lengths, places: places)
  }

  /// Mode k = (2m + 1) 2^l is the m-th of the folded results of level l; the others are the last's.
  private static func results(
    isSine: Bool, cells: Int, lengths: [Int], places: [Int]
  ) -> Placing<Scalar> {
    var (positions, factors) = ([Int](), [Scalar]())
    for k in isSine ? 1...cells - 1 : 0...cells {
      let l = k == 0 ? lengths.count : min(k.trailingZeroBitCount, lengths.count)
      guard l < lengths.count else {
        positions.append(places[l] + (k >> l))
        factors.append(1)
        continue
      }
      let m = k >> (l + 1)
      positions.append(places[l] + (m % 2 == 0 ? m / 2 : lengths[l] - 1 - m / 2))
      factors.append(isSine && m % 2 == 1 ? -1 : 1)
    }
    return Placing(positions: positions, factors: factors)
  }

  private var seriesPitch: Int { reflected.rows.pitch }
  var scratchCount: Int { reflected.rows.size + reflected.rows.resultSize }

  func run(_ rows: UnsafeMutablePointer<Scalar>, scratch series: UnsafeMutablePointer<Scalar>) {
    let amplitudes = series + reflected.rows.size
    var n = cells
    for level in levels {
      for r in 0..<count {
        let (y, g) = (rows + 2 * r * pitch, series + 2 * r * seriesPitch)
        fold(y, length: n, isSine: isSine)
        let first = isSine ? y + n : y + 2 * n
        g[0] = first[0]
        g[1] = first[1]
        butterfliesBefore(
          y + n, level.twiddles, length: level.rows.length, isReversed: !isSine, into: g)
      }
      level.rows.plan.execute(series, amplitudes + 2 * level.place)
      n = level.rows.length
    }
    for r in 0..<count {
      let (y, row) = (rows + 2 * r * pitch, series + 2 * r * seriesPitch)
      reflect(y, length: last, isSine: isSine, into: row)
    }
    reflected.rows.plan.execute(series, amplitudes + 2 * reflected.place)
    for r in 0..<count {
      takePlaces(
        amplitudes + 2 * r * reflected.rows.resultPitch, results, into: rows + 2 * r * pitch)
    }
  }
}
