import RealModule

/// X_k = 2 Σ_j x_j cos π(k+½)(j+½)/n, by one complex transform of length n.
///
/// The even points of the period 2n of the reflected row hold all of it. With v the folded row, odd
/// points negated:
///
///     F_k = Σ_m v_m e^{−iπm/n} e^{−2πimk/n},   X_k = t_k F_k + t̄_k F_{n−1−k},   t_k = e^{−iπ(k+½)/2n}
struct PairFourth<Scalar: TransformScalar>: PairTransform {
  let load: Placing<Scalar>
  let store: Placing<Scalar>
  private let rows: PairRows<Scalar>
  private let twiddles: [Scalar]
  /// e^{−iπm/n}
  private let turns: [Scalar]

  init(
    length n: Int, rows: Int, pitch: Int, load: Placing<Scalar>, store: Placing<Scalar>,
    effort: PlanningEffort
  ) {
    self.load = load
    self.store = store
    self.rows = PairRows(.complexForward, length: n, rows: rows, pitch: pitch, effort: effort)
    twiddles = quarterTwiddles(n, halfShifted: true)
    turns = (0..<n).flatMap { m in
      let angle = Wide.pi * Wide(m) / Wide(n)
      return [Scalar(Wide.cos(angle)), Scalar(-Wide.sin(angle))]
    }
  }

  private var pitch: Int { rows.pitch }
  var scratchCount: Int { rows.size }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(_ buffer: UnsafeMutablePointer<Scalar>, scratch other: UnsafeMutablePointer<Scalar>) {
    for r in 0..<rows.count { turn(buffer + 2 * r * pitch, by: turns) }
    rows.plan.execute(buffer, other)
    for r in 0..<rows.count {
      butterfliesAfter(
        other + 2 * r * pitch, twiddles, first: 0, mirror: rows.length - 1,
        into: buffer + 2 * r * pitch)
    }
  }
}

/// Multiplies a complex row by complex factors.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func turn<Scalar: TransformScalar>(
  _ row: UnsafeMutablePointer<Scalar>, by factors: [Scalar]
) {
  factors.withUnsafeBufferPointer { t in
    for m in 0..<t.count / 2 {
      let (x, y) = (row[2 * m], row[2 * m + 1])
      row[2 * m] = x * t[2 * m] - y * t[2 * m + 1]
      row[2 * m + 1] = x * t[2 * m + 1] + y * t[2 * m]
    }
  }
}
