/// A circle: a complex transform of length n, forward or back, which does to two real columns what it
/// does to one.
struct PairCircle<Scalar: TransformScalar>: PairTransform {
  let load: Placing<Scalar>
  private let rows: PairRows<Scalar>

  var store: Placing<Scalar> { load }
  var scratchCount: Int { rows.size }

  init(
    length: Int, rows: Int, pitch: Int, _ direction: Direction, effort: PlanningEffort
  ) {
    load = .inOrder(length)
    self.rows = PairRows(
      direction == .forward ? .complexForward : .complexBackward, length: length, rows: rows,
      pitch: pitch, effort: effort)
  }

  func run(_ buffer: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>) {
    rows.plan.execute(buffer, scratch)
    buffer.update(from: scratch, count: rows.size)
  }
}
