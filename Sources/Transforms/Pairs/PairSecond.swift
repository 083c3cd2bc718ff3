/// X_k = 2 Σ_j x_j cos πk(j+½)/n, by one complex transform of length n of the folded row.
struct PairSecond<Scalar: TransformScalar>: PairTransform {
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
    self.rows = PairRows(.complexForward, length: length, rows: rows, pitch: pitch, effort: effort)
    twiddles = quarterTwiddles(length, halfShifted: false)
  }

  private var pitch: Int { rows.pitch }
  var scratchCount: Int { rows.size }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(_ buffer: UnsafeMutablePointer<Scalar>, scratch other: UnsafeMutablePointer<Scalar>) {
    rows.plan.execute(buffer, other)
    for r in 0..<rows.count {
      let (f, x) = (other + 2 * r * pitch, buffer + 2 * r * pitch)
      x[0] = 2 * f[0]
      x[1] = 2 * f[1]
      butterfliesAfter(f, twiddles, first: 1, mirror: rows.length, into: x)
    }
  }
}
