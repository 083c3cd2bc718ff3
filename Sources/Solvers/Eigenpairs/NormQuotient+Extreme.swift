import Fields
import Grids
import RealModule
import Transforms

/// Where the search for a critical point starts, and when it ends.
public struct CriticalPointOptions: Sendable {
  /// Starts: smooth noise of several regularities.
  public var starts = 6
  /// Steps from one start.
  public var iterations = 400
  /// The relative residual of Euler's and Lagrange's equation.
  public var tolerance = 1e-7
  /// The seed of the starts.
  public var seed: UInt64 = 1

  /// 6 starts, 400 steps each, 1e-7.
  public init() {}
}

extension NormQuotient {
  /// The best of the critical points to which ascent (or descent) leads from several starts.
  ///
  /// Minimises ∓log(‖u‖/‖u‖′) by BFGS with a short memory in the inner product of K (Nocedal and
  /// Wright, Numerical Optimization, 7.2), whose first step is the Sobolev gradient. The quotient
  /// rises with every step, but the extreme found is one of possibly many: its value bounds the
  /// constant from one side only. A start that does not reach the tolerance still counts with its
  /// value; the residual says so.
  ///
  /// - Throws: ``EigenError/empty``, ``EigenError/notPositive(_:)`` where a norm is not finite, and
  ///   ``EigenError/notConverged(iterations:residual:tolerance:history:)`` if no start converged.
  /// - Complexity: a step takes some two evaluations of both norms and one of K⁻¹.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func extreme(
    _ end: End, options: CriticalPointOptions = CriticalPointOptions()
  ) throws(EigenError) -> CriticalPoint<Scalar> {
    guard space.count > kernel.count else { throw .empty }
    let sign: Scalar = end == .highest ? 1 : -1
    let tolerance = max(Scalar(options.tolerance), 1024 * Scalar.ulpOfOne)
    var generator = SplitMix(state: options.seed)
    var best: Ascent<Scalar>?
    var values: [Scalar] = []
    var steps = 0
    for start in 0..<options.starts {
      var u = Field(in: space, values: (0..<space.count).map { _ in generator.unit() })
      // Noise, and smoother and smoother noise.
      for _ in 0..<(start % 3) { u = riesz(u) }
      var ascent = try Ascent(self, from: u, sign: sign)
      try ascent.run(options.iterations, tolerance)
      steps += ascent.steps
      values.append(ascent.value)
      // A value that is better by round-off alone does not displace one whose equation holds better.
      if let other = best {
        let gain = sign * (ascent.value - other.value) / other.value
        let tie = Scalar(options.tolerance)
        if gain > tie || (gain > -tie && ascent.residual < other.residual) { best = ascent }
      } else {
        best = ascent
      }
    }
    guard let best else { throw .empty }
    guard best.residual <= tolerance else {
      throw .notConverged(
        iterations: steps, residual: Double(best.residual), tolerance: Double(tolerance),
        history: best.history)
    }
    return CriticalPoint(
      value: best.value, field: (1 / denominator(best.u).value) * best.u, residual: best.residual,
      iterations: steps, values: values)
  }
}
