/// X_j = y_0 + 2 Σ_{k>0} y_k cos πk(j+½)/n, by one complex transform of length n; folded results.
struct PairThird<Scalar: TransformScalar>: PairTransform {
  let load: Placing<Scalar>
  let store: Placing<Scalar>
  private let rows: PairRows<Scalar>
  private let twiddles: [Scalar]

  init(
    length: Int, rows: Int, pitch: Int, load: Placing<Scalar>, store: Placing<Scalar>,
    effort: PlanningEffort
  ) {
    self.load = load
    self.store = store
    self.rows = PairRows(.complexBackward, length: length, rows: rows, pitch: pitch, effort: effort)
    twiddles = quarterTwiddles(length, halfShifted: false)
  }

  private var pitch: Int { rows.pitch }
  var scratchCount: Int { rows.size }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(_ buffer: UnsafeMutablePointer<Scalar>, scratch other: UnsafeMutablePointer<Scalar>) {
    for r in 0..<rows.count {
      let (y, g) = (buffer + 2 * r * pitch, other + 2 * r * pitch)
      g[0] = y[0]
      g[1] = y[1]
      butterfliesBefore(y, twiddles, length: rows.length, into: g)
    }
    rows.plan.execute(other, buffer)
  }
}
