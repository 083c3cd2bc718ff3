public import Discretizations
public import Fields
import Formulas
import Grids
public import Transforms

extension SecondOrderProblem {
  /// u_h on a scheme, by conjugate gradients in H¹; by BiCGStab(2) where A is not symmetric.
  ///
  /// - Parameters:
  ///   - quadrature: Gauss points a direction for splines; nil is 3.
  ///   - faces: what differences take for a between two points.
  ///   - dealiased: whether `spectral` takes products on a grid of 3/2 as many cells.
  /// - Returns: the solution with the record of the iteration.
  /// - Throws: ``SolverError/notConverged(_:)`` with the history; where the scheme cannot take the
  ///   operator, the load or the data; where a coefficient is negative.
  /// - Complexity: one application of the operator, one solve with a symbol and three passes over
  ///   vectors an iteration. Differences of order 2 hold eight fields, one more in space where
  ///   constants are the kernel.
  public func solve<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int? = nil,
    faces: FaceRule = .sampled, dealiased: Bool = false,
    options: IterationOptions = IterationOptions()
  ) throws(SolverError) -> Solution<Scalar> {
    try solve(
      in: space, scheme: scheme, load: load, quadrature: quadrature, faces: faces,
      dealiased: dealiased, options: options, adding: nil)
  }

  /// u_h with a part of f that is given by (f, φ_j), values a unit of volume.
  func solve<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int? = nil,
    faces: FaceRule = .sampled, dealiased: Bool = false, options: IterationOptions,
    adding given: Field<Scalar>?
  ) throws(SolverError) -> Solution<Scalar> {
    guard op.isSymmetric, !isOblique(on: space.grid) else {
      return try solveNonsymmetric(
        in: space, scheme: scheme, load: load, quadrature: quadrature, faces: faces,
        dealiased: dealiased, options: options, adding: given)
    }
    var system = try VariationalSystem<Scalar>(
      self, in: space, scheme: scheme, load: load, quadrature: quadrature, faces: faces,
      dealiased: dealiased)
    if let given { system.load.add(1, times: given) }
    return try system.solve(options)
  }
}
