/// The complex transforms of a block of rows.
final class PairRows<Scalar: TransformScalar>: Sendable {
  let plan: Plan<Scalar>
  let length: Int
  let count: Int
  /// From one row to the next, in complex numbers, before.
  let pitch: Int

  init(
    _ transform: PlanProblem.Transform, length: Int, rows: Int, pitch: Int,
    resultPitch: Int? = nil, effort: PlanningEffort
  ) {
    self.length = length
    count = rows
    self.pitch = pitch
    plan = Plan(
      PlanProblem(
        transform: transform, length: length, rows: rows, inputPitch: pitch,
        outputPitch: resultPitch ?? pitch), effort: effort)
  }

  /// Scalars of the rows before.
  var size: Int { 2 * count * pitch }
}
