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
/// the values of an advective operator are: four products with A and four with M⁻¹. After each
/// (M r₀, r₀)^{1/2}, the dual norm of the residual that belongs to r₀ = M⁻¹(f − A u), is compared with f's;
/// where it says that the end is reached, f − A u itself has to.
///
/// Residuals are made orthogonal to the images of f under the adjoint: (M⁻¹r, f) is the product of r
/// with the first one in the norm of the dual. Where A is symmetric these are the steps of conjugate
/// gradients. Any other vector serves as well, and so does f in half of its digits.
///
/// Seven fields and that half: u and three pairs of vectors, uᵢ = (M⁻¹A)ⁱ u₀ and rᵢ = (M⁻¹A)ⁱ r₀. f is not
/// among them: it is formed once more for the residual at the end.
///
/// Source: Sleijpen and Fokkema, *ETNA* 1 (1993).
struct StabilizedIteration<Scalar: TransformScalar> {
  let system: any LinearOperator<Scalar>
  let preconditioner: any NormPreconditioner<Scalar>
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

  /// u, three pairs of vectors, and the half of f.
  static var fields: Double { 7 + RoundedField<Scalar>.fields }

  /// u with A u = f.
  ///
  /// - Parameter again: forms f once more.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func solve(
    _ f: consuming Field<Scalar>, again: () throws(SolverError) -> Field<Scalar>
  ) throws(SolverError) -> Run {
    var run = Run(
      u: Field(in: system.space), meanResidual: f.mean, history: [1], isConverged: false)
    if removesMean {
      let largest = f.largest()
      f.add(-run.meanResidual)
      // What a constant leaves behind is round-off, and no load.
      if f.largest() <= 64 * Scalar.ulpOfOne * largest { f = Field(in: system.space) }
    }
    var r = copy f
    precondition(&r)
    let size = dualNorm(f, r)
    guard size > 0 else {
      run.isConverged = size == 0
      run.history = [size]
      return run
    }
    f.scaleEnds(by: 0.5)
    // Of f any multiple serves: one whose exponents half of the bits have.
    let exponent = min(-f.largest().exponent, Scalar.greatestFiniteMagnitude.exponent)
    let unit = Scalar(sign: .plus, exponent: exponent, significand: 1)
    f.values.withUnsafeMutableBufferPointer { f in
      for i in f.indices { f[i] *= unit }
    }
    let shadow = RoundedField(rounding: consume f)
    // A recurrence drifts from the residual, or breaks down: it is begun anew from the true one.
    var restarts = 0
    while run.history.count <= limit {
      let before = run.history.last!
      cycles(&run, shadow, &r, size)
      // The recurrence's M⁻¹ r may be smaller than the true one. While f is formed there is no other vector.
      r.values = []
      var residual = try again()
      r = residual
      system.apply(run.u, to: &r)
      residual.add(-1, times: r)
      run.meanResidual = residual.mean
      r = residual
      precondition(&r)
      run.history[run.history.count - 1] = dualNorm(residual, r) / size
      run.isConverged = run.history.last! <= tolerance
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

  /// Iterates until the tolerance, the limit or a breakdown, from r₀ = M⁻¹ (f − A u).
  private func cycles(
    _ run: inout Run, _ shadow: RoundedField<Scalar>, _ r0: inout Field<Scalar>, _ size: Double
  ) {
    var r = [r0, r0, r0]
    r0.values = []
    var u = [Field(in: system.space), r[0], r[0]]
    var (rho, alpha, omega): (Scalar, Scalar, Scalar) = (1, 0, 1)
    while run.history.count <= limit {
      rho = -omega * rho
      var isBroken = false
      for j in 0..<2 {
        let next = shadow.product(r[j])
        let beta = alpha * next / rho
        guard beta.isFinite else {
          isBroken = true
          break
        }
        rho = next
        for i in 0...j { combine(&u[i], r[i], -beta) }
        apply(u[j], to: &u[j + 1])
        let taken = rho / shadow.product(u[j + 1])
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
      let left = recurrentNorm(&r) / size
      run.history.append(left)
      guard left > tolerance, left.isFinite, omega != 0, !isBroken else { break }
    }
    r0 = r[0]
  }

  /// (M r₀, r₀)^{1/2}, with the memory of r₁ and r₂.
  private func recurrentNorm(_ r: inout [Field<Scalar>]) -> Double {
    var scratch = (r[1], r[2])
    r.removeLast(2)
    defer { r += [scratch.0, scratch.1] }
    return Double(preconditioner.square(of: r[0], &scratch).magnitude.squareRoot())
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
