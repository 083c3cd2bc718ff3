/// u ↦ D*(a D u) for pairs of real columns as complex rows, D the derivative of trigonometric functions
/// from the points of an axis to those between them.
///
/// What is real and linear over the complex numbers does to both columns what it does to one.
protocol PairDerivative<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar

  /// How columns are to be laid into rows, and how those of a, which are between the points.
  var load: Placing<Scalar> { get }
  var weights: Placing<Scalar> { get }
  /// Where the images are found.
  var store: Placing<Scalar> { get }
  /// Scalars of scratch memory beside the rows and as many spare ones.
  var scratchCount: Int { get }

  /// Replaces rows by their images, as many as it was made for.
  func run(
    _ rows: UnsafeMutablePointer<Scalar>, weights: UnsafePointer<Scalar>,
    spare: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>)
}

/// That of an axis and the one between its points, whose modes have the frequencies κ.
func pairDerivative<Scalar: TransformScalar>(
  _ kind: TransformKind, _ dual: TransformKind, frequencies: [Scalar], rows: Int, pitch: Int,
  effort: PlanningEffort
) -> any PairDerivative<Scalar> {
  kind.family == .fourier
    ? PeriodicDerivative(kind, frequencies, rows: rows, pitch: pitch, effort: effort)
    : BoundedDerivative(kind, dual, frequencies, rows: rows, pitch: pitch, effort: effort)
}

/// y ← x w at the elements of rows, in order.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func weighRow<Scalar: TransformScalar>(
  _ x: UnsafeMutablePointer<Scalar>, by w: UnsafePointer<Scalar>, _ count: Int
) {
  for i in 0..<count { x[i] *= w[i] }
}
