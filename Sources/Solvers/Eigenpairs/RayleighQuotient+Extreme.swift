import Transforms

extension RayleighQuotient {
  /// The lowest or highest λ with A u = λ B u, by a locally optimal block iteration (LOBPCG).
  ///
  /// Each step takes the extreme Ritz vectors of span [X, W, P]: the present vectors, the
  /// preconditioned residuals, and the directions of the step before. W is made b-orthogonal to the
  /// rest, and P kept so by the coefficients of the small problem, so that the Gram matrix stays
  /// near the identity. Converged vectors leave W but stay in X (soft locking).
  /// Knyazev, SIAM J. Sci. Comput. 23 (2001); Hetmaniuk and Lehoucq, J. Comput. Phys. 218 (2006).
  ///
  /// - Throws: ``EigenError``.
  /// - Complexity: a step takes for each vector of the block one A, one or two B, one `riesz` and one
  ///   correction, and O(block²) passes over the fields.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func extreme(
    _ end: End, options: EigenOptions = EigenOptions()
  ) throws(EigenError) -> Eigenpair<Scalar> {
    var iteration = BlockIteration(self, end, options)
    return try iteration.run()
  }
}
