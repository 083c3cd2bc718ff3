/// One FFTW transform along an axis, with the weights that make its amplitudes units.
struct LineTransform<Scalar: TransformScalar>: Sendable {
  let transform: PlanProblem.Transform
  /// FFTW's size.
  let length: Int
  /// Elements of a line before and after.
  let inputLength: Int
  let outputLength: Int
  /// Applied before: one a stored mode or point.
  let load: Weights<Scalar>
  /// Applied after.
  let store: Weights<Scalar>

  /// The scalars of a line.
  var inputScalars: Int { inputLength * (transform.readsComplex ? 2 : 1) }
  var outputScalars: Int { outputLength * (transform.writesComplex ? 2 : 1) }
}
