/// One of FFTW's real transforms, with its amplitudes, done to complex rows by complex transforms.
///
/// FFTW's own real transforms are scalar code; its complex ones are vector code, so that two real
/// columns as one complex row take about half the time.
protocol PairTransform<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar

  /// How columns are to be laid into rows, and are found in them afterwards.
  var load: Placing<Scalar> { get }
  var store: Placing<Scalar> { get }
  /// Scalars of scratch memory beside the rows.
  var scratchCount: Int { get }

  /// Transforms rows in place, as many as the transform was made for.
  func run(_ rows: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>)
}

/// The transform of `rows` rows, `pitch` complex numbers apart, that does what FFTW's `kind` of size `count` does.
///
/// Of the kinds that are their own inverses the direction only tells which end is the one in order.
func pairTransform<Scalar: TransformScalar>(
  _ kind: PlanProblem.RealTransform, count n: Int, rows: Int, pitch: Int, _ direction: Direction,
  effort: PlanningEffort
) -> any PairTransform<Scalar> {
  switch kind {
  case .redft00:
    PairFirst(
      isSine: false, cells: n - 1, rows: rows, pitch: pitch, direction: direction, effort: effort)
  case .rodft00:
    PairFirst(
      isSine: true, cells: n + 1, rows: rows, pitch: pitch, direction: direction, effort: effort)
  case .redft10:
    PairSecond(
      length: n, rows: rows, pitch: pitch, load: .folded(n), store: .inOrder(n), effort: effort)
  case .rodft10:
    // sin πk(j+½)/n = (−1)^j cos π(n−k)(j+½)/n
    PairSecond(
      length: n, rows: rows, pitch: pitch, load: .folded(n).alternating,
      store: .inOrder(n).reversed,
      effort: effort)
  case .redft01:
    PairThird(
      length: n, rows: rows, pitch: pitch, load: .inOrder(n), store: .folded(n), effort: effort)
  case .rodft01:
    PairThird(
      length: n, rows: rows, pitch: pitch, load: .inOrder(n).reversed,
      store: .folded(n).alternating,
      effort: effort)
  case .redft11:
    PairFourth(
      length: n, rows: rows, pitch: pitch, load: .folded(n).alternating, store: .inOrder(n),
      effort: effort)
  case .rodft11:
    // sin π(k+½)(j+½)/n = (−1)^k cos π(k+½)(n−j−½)/n
    PairFourth(
      length: n, rows: rows, pitch: pitch, load: .folded(n).alternating.reversed,
      store: .inOrder(n).alternating,
      effort: effort)
  }
}
