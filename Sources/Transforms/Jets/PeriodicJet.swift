/// A circle: one transform ahead, and one back for each derivative, or for the sum of both.
///
/// On cells half a cell's phase cancels.
struct PeriodicJet<Scalar: TransformScalar>: PairJet {
  let load: Placing<Scalar>
  let second: Placing<Scalar>?
  let first: (placing: Placing<Scalar>, from: Int)?
  private let forward: PairRows<Scalar>
  private let backward: PairRows<Scalar>
  /// −c₂κ²/n, and ic₁κ/n beside it where it stands in the same sum, interleaved.
  private let squares: [Scalar]
  /// ic₁κ/n
  private let slopes: [Scalar]

  var scratchCount: Int { forward.size }

  init(
    _ kind: TransformKind, _ frequencies: [Scalar], second a: Scalar?, first b: Scalar?,
    joined: Bool, rows: Int, pitch: Int, effort: PlanningEffort
  ) {
    let n = kind.cells
    load = .inOrder(n)
    forward = PairRows(.complexForward, length: n, rows: rows, pitch: pitch, effort: effort)
    backward = PairRows(.complexBackward, length: n, rows: rows, pitch: pitch, effort: effort)
    let last = kind.lastMode
    /// Multiples of −κ² and of iκ, rounded once.
    func factors(_ a: Scalar?, _ b: Scalar?) -> [Scalar] {
      frequencies.enumerated().flatMap { i, kappa in
        [
          a.map { -$0 * kappa * kappa / Scalar(n) } ?? 0,
          i == last ? 0 : b.map { $0 * kappa / Scalar(n) } ?? 0,
        ]
      }
    }
    let isOne = joined && a != nil && b != nil
    second = a == nil ? nil : load
    first = b == nil || isOne ? nil : (load, 0)
    squares = a == nil ? [] : factors(a, isOne ? b : nil)
    slopes = b == nil || isOne ? [] : factors(nil, b)
  }

  func run(
    _ rows: UnsafeMutablePointer<Scalar>, _ others: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    forward.plan.execute(rows, scratch)
    if first != nil {
      turn(scratch, by: slopes, into: rows)
      backward.plan.execute(rows, others)
    }
    if second != nil {
      turn(scratch, by: squares, into: scratch)
      backward.plan.execute(scratch, rows)
    }
  }

  private func turn(
    _ x: UnsafeMutablePointer<Scalar>, by factors: [Scalar], into y: UnsafeMutablePointer<Scalar>
  ) {
    for r in 0..<forward.count {
      turnRow(x + 2 * r * forward.pitch, factors, into: y + 2 * r * forward.pitch)
    }
  }
}

/// A complex row times complex factors.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func turnRow<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ factors: [Scalar], into y: UnsafeMutablePointer<Scalar>
) {
  factors.withUnsafeBufferPointer { t in
    for m in 0..<t.count / 2 {
      let (re, im, c, s) = (x[2 * m], x[2 * m + 1], t[2 * m], t[2 * m + 1])
      y[2 * m] = re * c - im * s
      y[2 * m + 1] = re * s + im * c
    }
  }
}
