import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// What Lax and Milgram's theorem asks of an operator: α in (A u, u) ≥ α ‖u‖²_{H¹}.
///
/// Integrated by parts, with a₀ the least eigenvalue of a, γ = min (c − ½∇·b) and, on the sides that
/// are not Dirichlet's, m = min (β + ½ b·n),
///
///     (A u, u) ≥ a₀ |u|₁² + γ ‖u‖² + ∫ m u²
///
/// which is (a₀ − t) λ(m/(a₀ − t)) + γ − t above t‖u‖²_{H¹}: α is the t < a₀ where this is 0, or a₀. λ is the
/// first eigenvalue of −Δ with ∂u/∂n + m u = 0, a sum over the axes: Poincaré's constant where a side
/// holds u. All minima are over the closed box, so that they are below those over the faces and points
/// of every scheme.
///
/// Differences of order 2 between Dirichlet ends have the smaller constant λ_h = (2/h sin(πh/2L))², and
/// it is theirs that is taken: (A_h u, u)_h ≥ α (‖u‖²_h + ‖D u‖²_h), and for h → 0 the same of A.
///
/// Where b·n jumps on the seam of a circle, ∇·b has a part there that no point sees, and m is its
/// ½ (b(L) − b(0)): the first function with that potential is even about the middle, and so that of an
/// interval with m/2 at each end.
struct Coercivity {
  /// α; nil where ∇·b is not known, a jump of ∇·a on a seam included.
  let constant: Double?
  /// The least and the largest eigenvalue of a.
  let diffusionRange: ClosedRange<Double>

  init<Scalar: TransformScalar>(
    _ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>, scheme: Scheme
  ) throws(SolverError) {
    let grid = space.grid
    diffusionRange = try problem.op.eigenvalueRange(in: space)
    guard problem.op.form == .divergence || !problem.op.hasDiffusionSeam(on: grid),
      let op = try? problem.op.written(as: .divergence, on: grid),
      let divergence = try? op.divergenceOfAdvection(on: grid)
    else {
      constant = nil
      return
    }
    let zeroth = op.reaction - 0.5 * divergence
    let gamma = zeroth.least(over: grid)
    let a = op.leastEigenvalue(over: grid)
    var ends: [BoxSide: Double] = [:]
    for side in grid.sides {
      if grid.end(side) == .dirichlet {
        ends[side] = .infinity
        continue
      }
      let outwards: Formula = side.side == .lower ? -0.5 : 0.5
      let m = (problem.robin[side] ?? 0) + outwards * op.advection[side.axis]
      ends[side] = m.least(over: grid, on: side)
    }
    for (a, axis) in grid.axes.enumerated() where axis.isPeriodic {
      let jump = op.advection[a].seamJumps(on: grid, axis: a, Double.self).min()!
      for side in Side.allCases { ends[BoxSide(axis: a, side: side)] = jump / 4 }
    }
    guard a.isFinite, gamma.isFinite, ends.values.allSatisfy({ $0 > -.infinity }) else {
      // What no bound is known of from below.
      constant = nil
      return
    }
    let isDifferences = scheme.kinds.allSatisfy {
      $0 == .staggered(order: 2) || $0 == .stencil(order: 2)
    }
    constant = Self.largest(
      below: a, gamma: gamma,
      axes: grid.axes.enumerated().map { i, axis in
        Line(
          length: Double(axis.length), spacing: isDifferences ? Double(axis.spacing) : 0,
          lower: ends[BoxSide(axis: i, side: .lower)]!,
          upper: ends[BoxSide(axis: i, side: .upper)]!)
      })
  }

  /// An axis with m at both ends, ∞ where u is held.
  private struct Line {
    let length: Double
    /// h of differences, whose eigenvalue between two ends that hold u is the smaller one; 0 of functions.
    let spacing: Double
    let lower: Double
    let upper: Double

    func firstEigenvalue(over a: Double) -> Double {
      guard lower == .infinity, upper == .infinity, spacing > 0 else {
        return Coercivity.firstEigenvalue(length, lower / a, upper / a)
      }
      let root = 2 / spacing * Double.sin(.pi * spacing / (2 * length))
      return root * root
    }
  }

  /// The t ≤ a₀ from which (a₀ − t) λ + γ − t, which falls with t, is negative.
  private static func largest(below a: Double, gamma: Double, axes: [Line]) -> Double {
    func gap(_ t: Double) -> Double {
      (a - t) * axes.reduce(0) { $0 + $1.firstEigenvalue(over: a - t) } + gamma - t
    }
    guard a > 0 else { return min(0, gamma) }
    var high = a * (1 - 1e-9)
    if gap(high) >= 0 { return a }
    var low = min(0, gamma)
    while gap(low) < 0 {
      low = 2 * low - a
      guard low > -1e12 * a else { return -.infinity }
    }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if gap(middle) >= 0 { low = middle } else { high = middle }
    }
    return low
  }

  /// The first λ with −u″ = λu on [0, L], −u′(0) + p u(0) = 0, u′(L) + q u(L) = 0; ∞ for u = 0.
  ///
  /// Below (π/L)² the form ∫u′² − λu² with given u(0), u(L) has the matrix [d, −o; −o, d], d = s cot sL,
  /// s² = λ, and d² − o² = −λ: λ is below the first one as long as [d + p, −o; −o, d + q] is positive.
  static func firstEigenvalue(_ length: Double, _ p: Double, _ q: Double) -> Double {
    let one = (.pi / length) * (.pi / length)
    if p == .infinity, q == .infinity { return one }
    if p == 0, q == 0 { return 0 }
    func isPositive(_ lambda: Double) -> Bool {
      let s = lambda.magnitude.squareRoot()
      let decay = Double.exp(-2 * s * length)
      let d: Double =
        if s * length < 1e-6 {
          1 / length
        } else if lambda < 0 {
          s * (1 + decay) / (1 - decay)
        } else {
          s / Double.tan(s * length)
        }
      if p == .infinity { return d + q > 0 }
      if q == .infinity { return d + p > 0 }
      return d + p > 0 && d * (p + q) + p * q > lambda
    }
    let pull = max(0, -min(p, q))
    // −Δ ≥ −(2 m² + 2 m/L) under a pull m at both ends.
    var low = -(2 * pull * pull + 2 * pull / length) - 1e-9 * one
    var high = one
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if isPositive(middle) { low = middle } else { high = middle }
    }
    return low
  }
}

extension SecondOrderOperator {
  /// Whether some a_ij jumps on the seam of a circle across which the operator differentiates it.
  fileprivate func hasDiffusionSeam(on grid: Grid) -> Bool {
    grid.axes.indices.contains { i in
      grid.axes[i].isPeriodic
        && (0..<rank).contains { j in
          diffusion(i, j).seamJumps(on: grid, axis: i, Double.self).contains { $0 != 0 }
        }
    }
  }

  /// The least eigenvalue of a over the closed box: exactly for a diagonal and in the plane, by
  /// Gershgorin's discs otherwise.
  fileprivate func leastEigenvalue(over grid: Grid) -> Double {
    let lowest = (0..<rank).map { i -> Formula in
      let a = diffusion(i, i)
      let others = (0..<rank).filter { $0 != i && !diffusion(i, $0).isZero }.map {
        diffusion(i, $0)
      }
      guard rank == 2, let b = others.first else {
        return others.reduce(a) { $0 - Formula.abs($1) }
      }
      let half = 0.5 * (a - diffusion(1 - i, 1 - i))
      return a - half - Formula.sqrt(half * half + b * b)
    }
    return lowest.map { $0.least(over: grid) }.min()!
  }

  /// The least and the largest eigenvalue of a over the points: exactly for a diagonal and in the
  /// plane, by Gershgorin's discs otherwise.
  ///
  /// - Throws: ``SolverError/coefficient(_:value:point:)`` where the least is negative.
  fileprivate func eigenvalueRange<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>
  ) throws(SolverError) -> ClosedRange<Double> {
    guard hasMixedDerivatives else {
      var (least, largest) = (Double.infinity, -Double.infinity)
      for i in 0..<(diffusion.isScalar ? 1 : rank) {
        let ends = try PointSamples<Scalar>(diffusion(i, i), on: space.grid, "diffusion").range
        (least, largest) = (min(least, Double(ends.lower)), max(largest, Double(ends.upper)))
      }
      return least...largest
    }
    var (low, high) = (
      Field<Scalar>(in: space, values: [Scalar](repeating: .infinity, count: space.count)),
      Field<Scalar>(in: space, values: [Scalar](repeating: -.infinity, count: space.count))
    )
    let diagonal = (0..<rank).map { Field(sampling: diffusion($0, $0), in: space).values }
    for (i, a) in diagonal.enumerated() {
      let others = (0..<rank).filter { $0 != i && !diffusion(i, $0).isZero }
        .map { Field(sampling: diffusion(i, $0), in: space).values }
      takeEigenvalues(
        a, rank == 2 ? diagonal[1 - i] : nil, others, least: &low.values, largest: &high.values)
    }
    if rank < 3 { try low.checkCoefficient("diffusion") }
    let (least, largest) = (Double(low.values.min()!), Double(high.values.max()!))
    return least...max(least, largest)
  }
}

/// The eigenvalues of a symmetric matrix by a row, with the other entry of the diagonal in the plane; bounds
/// of them without it.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func takeEigenvalues<Scalar: TransformScalar>(
  _ a: [Scalar], _ d: [Scalar]?, _ others: [[Scalar]], least: inout [Scalar],
  largest: inout [Scalar]
) {
  for k in a.indices {
    var (center, radius): (Scalar, Scalar) = (a[k], 0)
    if let d, let b = others.first {
      center = (a[k] + d[k]) / 2
      let half = (a[k] - d[k]) / 2
      radius = (half * half + b[k] * b[k]).squareRoot()
    } else {
      for b in others { radius += b[k].magnitude }
    }
    least[k] = min(least[k], center - radius)
    largest[k] = max(largest[k], center + radius)
  }
}
