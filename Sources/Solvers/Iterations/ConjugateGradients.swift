import Fields
import RealModule
import Transforms

/// Conjugate gradients in the norm of a preconditioner, ‖u‖² = (M u, u).
///
/// The iteration ends where the dual norm of the residual, √(M⁻¹r, r), is a given part of that of
/// the right-hand side. After k steps the energy norm of the error is at most
/// 2 ((√κ − 1)/(√κ + 1))^k of the first one, κ the ratio of the extreme eigenvalues of M⁻¹A
/// (Hestenes and Stiefel 1952; in this form Günnel, Herzog and Sachs, Numer. Math. 126 (2014)).
///
/// x is updated in the pass that forms the next direction, and the residual in the first pass of M⁻¹,
/// the last one of which sums (M⁻¹r, r), where M⁻¹ takes them along: four fields, and one pass beside
/// those of M⁻¹.
///
/// Of a matrix Ã that is rounded the residual is made that of A once, at ρ of the first one: early enough
/// for the iteration not to see it, and late enough for δρ, what is rounded of the rest, to be below the
/// tolerance (van der Vorst and Ye, SIAM J. Sci. Comput. 22 (2000) 835–852). Where no ρ is both, A takes the
/// place of Ã then.
struct ConjugateGradients<Scalar: TransformScalar> {
  /// What A takes to 0.
  enum Kernel {
    case none, constants
    case multiples(of: Field<Scalar>)
    /// Those of 1/d, formed as they are wanted.
    case reciprocals(of: ArraySlice<Scalar>)

    /// Σ k_j² for what has multiples.
    fileprivate var square: Scalar {
      switch self {
      case .none, .constants: 1
      case .multiples(let k): k.product(k)
      case .reciprocals(let d): squaredReciprocals(d)
      }
    }
  }

  /// W A
  let matrix: any IterationMatrix<Scalar>
  /// M⁻¹, in the grid's inner product
  let preconditioner: any Preconditioner<Scalar>
  let kernel: Kernel
  let tolerance: Double
  let limit: Int

  /// What a run leaves behind.
  struct Run {
    var history: [Double] = []
    var lanczos = LanczosMatrix()
    var isConverged = false

    /// c and C in c‖u‖ ≤ √a(u, u) ≤ C‖u‖ on the Krylov space.
    var constants: ClosedRange<Double>? {
      lanczos.extremes.map { $0.lowerBound.squareRoot()...$0.upperBound.squareRoot() }
    }
  }

  /// r, x, p and z.
  static var fields: Int { 4 }

  /// Of a residual below this part of the first one, what single precision has lost is a sensible part.
  private static var latest: Double { 0x1p-18 }

  /// Replaces W b by x with A x = b.
  func solve(_ r: inout Field<Scalar>) -> Run {
    let space = r.space
    var run = Run()
    run.history.reserveCapacity(limit + 1)
    var x = Field<Scalar>(in: space)
    var p = Field<Scalar>(in: space)
    var z = Field<Scalar>(in: space)
    let square = kernel.square
    let start = step(&r, 0, &z, square)
    var rho = start
    var (alpha, beta): (Scalar, Scalar) = (0, 0)
    if start == 0, r.largest() == 0 {
      run.history = [0]
      run.isConverged = true
      return run
    }
    var matrix = matrix
    // What is rounded, until the residual is that of A.
    var rounded = (matrix as? any RoundedMatrix<Scalar>).flatMap {
      tolerance < $0.rounding ? $0 : nil
    }
    let due = rounded.map { max(tolerance / $0.rounding, Self.latest) } ?? 0
    /// Makes the residual after the step α p, which is taken, that of A.
    func restore(_ matrix: any RoundedMatrix<Scalar>) {
      x.add(alpha, times: p)
      alpha = 0
      matrix.restore(&r, of: x, &z)
      rounded = nil
    }
    while true {
      // What r keeps of the kernel by round-off may outweigh the rest of it: (M⁻¹r, r) < 0 is known to
      // its own size at best, and that is what was achieved.
      run.history.append(Double((rho / start).magnitude.squareRoot()))
      guard rho.isFinite, start > 0 else { break }
      run.isConverged = run.history.last! <= tolerance
      if run.isConverged || rho < 0 || run.history.count > limit { break }
      let curvature = matrix.advance(&x, alpha, &p, beta, &z)
      // x has had the step α p: none is owed if the iteration breaks down here.
      alpha = 0
      guard curvature > 0, curvature.isFinite else { break }
      alpha = rho / curvature
      let taken = alpha
      // Directions of another matrix, or of a residual that has mostly come from rounding, are forgotten.
      var known: Double = 0
      if let owed = rounded, run.history.last! <= due {
        r.add(-alpha, times: z)
        restore(owed)
        known = 2 * owed.rounding
        if tolerance < owed.rounding * Self.latest, let exact = owed.exact {
          matrix = exact
          known = .infinity
        }
      }
      var next = step(&r, alpha, &z, square)
      if let owed = rounded, next >= 0, Double((next / start).squareRoot()) <= tolerance {
        restore(owed)
        next = step(&r, 0, &z, square)
        known = 2 * owed.rounding
      }
      beta = Double((next / start).magnitude.squareRoot()) < known ? 0 : next / rho
      rho = next
      run.lanczos.append(alpha: Double(taken), beta: Double(beta))
    }
    x.add(alpha, times: p)
    r = x
    return run
  }

  /// r ← r − α z,  z ← M⁻¹ W⁻¹ r without its part in the kernel; returns Σ r z.
  private func step(
    _ r: inout Field<Scalar>, _ alpha: Scalar, _ z: inout Field<Scalar>, _ square: Scalar
  ) -> Scalar {
    let count = Scalar(r.values.count)
    switch kernel {
    case .none:
      return descend(&r, alpha, &z, .product)
    case .constants:
      let total = descend(&r, alpha, &z, .values)
      return z.shift(by: -(total / count), product: r)
    case .multiples(let k):
      _ = descend(&r, alpha, &z, .none)
      z.add(-z.product(k) / square, times: k)
    case .reciprocals(let d):
      _ = descend(&r, alpha, &z, .none)
      z.add(-z.product(reciprocal: d) / square, reciprocal: d)
    }
    return r.product(z)
  }

  /// r ← r − α z,  z ← M⁻¹ W⁻¹ r; returns a sum with the new z.
  private func descend(
    _ r: inout Field<Scalar>, _ alpha: Scalar, _ z: inout Field<Scalar>, _ sum: StepSum
  ) -> Scalar {
    if let stepping = preconditioner as? any SteppingPreconditioner<Scalar> {
      return stepping.step(&r, alpha, &z, sum: sum)
    }
    if let correcting = preconditioner as? any CorrectingPreconditioner<Scalar> {
      r.add(-alpha, times: z)
      correcting.correct(&z, from: r)
    } else {
      r.descend(alpha, &z)
      z.scaleEnds(by: 2)
      preconditioner.precondition(&z)
    }
    return switch sum {
    case .none: 0
    case .values: z.values.withUnsafeBufferPointer(blockSumByThreads)
    case .product: r.product(z)
    }
  }
}
