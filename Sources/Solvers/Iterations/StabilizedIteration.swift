import Fields
import Grids
import RealModule
import Transforms

/// BiCGStab(2), preconditioned from the left: for operators that are not symmetric.
///
///     M⁻¹A u = M⁻¹f
///
/// M is the norm of H¹ in which A is bounded and, by Lax and Milgram, coercive, so that M⁻¹A is
/// bounded with its inverse on every grid. One iteration is two steps of biconjugate gradients and
/// the minimisation of the residual over a polynomial of degree 2, whose roots may be complex, as
/// the values of an advective operator are: four products with A and four with M⁻¹. After each the
/// true residual r = f − A u is formed and (r, M⁻¹r)^{1/2}, its dual norm, is compared with f's.
///
/// Residuals are made orthogonal to the images of f under the adjoint: (M⁻¹r, f) is the product of r
/// with the first one in the norm of the dual. Where A is symmetric these are the steps of conjugate
/// gradients, and f is there anyway.
///
/// Eight fields: u, f, and three pairs of vectors. f − A u is formed where a product of the last step
/// has been.
///
/// Source: Sleijpen and Fokkema, *ETNA* 1 (1993).
struct StabilizedIteration<Scalar: TransformScalar> {
  let system: any LinearOperator<Scalar>
  let preconditioner: any Preconditioner<Scalar>
  /// Where it ends, as a share of f's dual norm.
  let tolerance: Double
  /// Iterations at most.
  let limit: Int
  /// Whether constants are in the kernel: all vectors then have mean 0.
  let removesMean: Bool

  struct Run {
    var u: Field<Scalar>
    /// The mean of f − A u
    var meanResidual: Scalar
    var history: [Double]
    var isConverged: Bool
  }

  /// u, f, and three pairs of vectors.
  static var fields: Int { 8 }

  /// u with A u = f.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func solve(_ f: Field<Scalar>) -> Run {
    var run = Run(
      u: Field(in: system.space), meanResidual: f.mean, history: [1], isConverged: false)
    var r = [f, f, f]
    precondition(&r[0])
    let size = dualNorm(f, r[0])
    guard size > 0 else {
      run.isConverged = size == 0
      run.history = [size]
      return run
    }
    // A recurrence drifts from the residual, or breaks down: it is begun anew from the true one.
    var restarts = 0
    while run.history.count <= limit {
      let before = run.history.last!
      cycles(&run, f, &r, size)
      if run.isConverged { return run }
      restarts = run.history.last! < 0.5 * before ? 0 : restarts + 1
      guard restarts < 3, run.history.last!.isFinite else {
        run.isConverged = run.history.last! <= roundoff
        return run
      }
    }
    return run
  }

  /// What round-off leaves of f − A u where no step lowers it any more: A u loses ε |κ|² u, which is
  /// ε |κ| in the dual norm.
  private var roundoff: Double {
    Double(Scalar.ulpOfOne) * Double(max(32, system.space.grid.cells.max()!))
  }

  /// Iterates until the tolerance, the limit or a breakdown. r[0] = M⁻¹ (f − A u) before and after.
  private func cycles(
    _ run: inout Run, _ f: Field<Scalar>, _ r: inout [Field<Scalar>], _ size: Double
  ) {
    var u = [Field(in: f.space), r[0], r[0]]
    var (rho, alpha, omega): (Scalar, Scalar, Scalar) = (1, 0, 1)
    while run.history.count <= limit {
      rho = -omega * rho
      var isBroken = false
      for j in 0..<2 {
        let next = r[j].inner(f)
        let beta = alpha * next / rho
        guard beta.isFinite else {
          isBroken = true
          break
        }
        rho = next
        for i in 0...j { combine(&u[i], r[i], -beta) }
        apply(u[j], to: &u[j + 1])
        let taken = rho / u[j + 1].inner(f)
        guard taken.isFinite else {
          isBroken = true
          break
        }
        alpha = taken
        for i in 0...j { r[i].add(-alpha, times: u[i + 1]) }
        apply(r[j], to: &r[j + 1])
        run.u.add(alpha, times: u[0])
      }
      // Nothing is left along the shadow, as where u is exact after fewer steps than two: the polynomial
      // alone lowers what there is, and of 0 makes 0.
      if isBroken { for j in 0..<2 { apply(r[j], to: &r[j + 1]) } }
      let (s, t, a, b, c) = r[0].products(r[1], r[2])
      let determinant = a * c - b * b
      var (first, second) = ((c * s - b * t) / determinant, (a * t - b * s) / determinant)
      // Two images that are parallel: one of them is enough.
      if !(determinant > 16 * .ulpOfOne * a * c) { (first, second) = (a > 0 ? s / a : 0, 0) }
      run.u.add(first, times: r[0], second, times: r[1])
      r[0].add(-first, times: r[1], -second, times: r[2])
      u[0].add(-first, times: u[1], -second, times: u[2])
      omega = second
      system.apply(run.u, to: &r[2])
      combine(&r[2], f, -1)
      let left = dualNorm(r[2], r[0]) / size
      run.history.append(left)
      guard left > tolerance, left.isFinite, omega != 0, !isBroken else { break }
    }
    // The recurrence's M⁻¹ r may be smaller than the true one.
    r[0] = r[2]
    run.meanResidual = r[2].mean
    precondition(&r[0])
    run.history[run.history.count - 1] = dualNorm(r[2], r[0]) / size
    run.isConverged = run.history.last! <= tolerance
  }

  /// v ← M⁻¹ A u
  private func apply(_ u: Field<Scalar>, to v: inout Field<Scalar>) {
    system.apply(u, to: &v)
    precondition(&v)
  }

  private func precondition(_ v: inout Field<Scalar>) {
    if removesMean { v.add(-v.mean) }
    preconditioner.precondition(&v)
    if removesMean { v.add(-v.mean) }
  }

  /// (r, M⁻¹ r)^{1/2}, r without its mean where that is the defect of the data: M⁻¹r has a mean of
  /// round-off, whose product with the defect would stand for the residual.
  private func dualNorm(_ r: Field<Scalar>, _ dual: Field<Scalar>) -> Double {
    var square = r.inner(dual)
    if removesMean { square -= r.mean * dual.integral }
    return Double(square.magnitude.squareRoot())
  }

  /// u ← v + c u
  private func combine(_ u: inout Field<Scalar>, _ v: Field<Scalar>, _ c: Scalar) {
    u.scale(by: c, adding: v)
  }
}
