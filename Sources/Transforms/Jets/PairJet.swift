/// c₂ ∂²u and c₁ ∂u of trigonometric functions of one axis, at its points, for pairs of real columns as
/// complex rows.
protocol PairJet<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar

  /// How columns are to be laid into rows.
  var load: Placing<Scalar> { get }
  /// Where c₂ ∂²u stands in the rows afterwards; nil where it is not wanted.
  var second: Placing<Scalar>? { get }
  /// Where c₁ ∂u stands in the other rows, from which of the points on; nil where it is not wanted, or 0.
  var first: (placing: Placing<Scalar>, from: Int)? { get }
  /// Scalars of scratch memory beside both.
  var scratchCount: Int { get }

  /// Replaces both rows, as many as it was made for.
  func run(
    _ rows: UnsafeMutablePointer<Scalar>, _ others: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>)
}

/// That of an axis whose modes have the frequencies κ.
///
///     ∂²   −κ² of all modes
///     ∂    as far as the other parity has the modes: 0 of a last one
///
/// - Parameter joined: Whether both may stand in one sum, that of ∂²u, if they have the same parity.
func pairJet<Scalar: TransformScalar>(
  _ kind: TransformKind, frequencies: [Scalar], second: Scalar?, first: Scalar?, joined: Bool,
  rows: Int, pitch: Int, effort: PlanningEffort
) -> any PairJet<Scalar> {
  kind.family == .fourier
    ? PeriodicJet(
      kind, frequencies, second: second, first: first, joined: joined, rows: rows, pitch: pitch,
      effort: effort)
    : BoundedJet(
      kind, frequencies, second: second, first: first, rows: rows, pitch: pitch, effort: effort)
}
