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
/// holds u. All minima are over the grid's points.
struct Coercivity {
  /// α; nil where ∇·b is not known.
  let constant: Double?
  /// The least and the largest eigenvalue of a.
  let diffusionRange: ClosedRange<Double>

  init<Scalar: TransformScalar>(
    _ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>
  ) throws(SolverError) {
    let grid = space.grid
    diffusionRange = try problem.op.eigenvalueRange(in: space)
    guard let op = try? problem.op.written(as: .divergence),
      let divergence = try? op.divergenceOfAdvection()
    else {
      constant = nil
      return
    }
    let zeroth = op.reaction - 0.5 * divergence
    let gamma = Double(Field<Scalar>(sampling: zeroth, in: space).values.min()!)
    var ends: [BoxSide: Double] = [:]
    for side in grid.sides {
      if grid.end(side) == .dirichlet {
        ends[side] = .infinity
        continue
      }
      let outwards: Formula = side.side == .lower ? -0.5 : 0.5
      let m = (problem.robin[side] ?? 0) + outwards * op.advection[side.axis]
      let places: PlaceSamples<Scalar> = EndPlane(side, of: grid).samples(
        moved: grid.axes.map { _ in 0 })
      ends[side] = Double(places(m).min()!)
    }
    constant = Self.largest(
      below: diffusionRange.lowerBound, gamma: gamma,
      axes: grid.axes.enumerated().map { i, axis in
        axis.isPeriodic
          ? nil
          : (
            Double(axis.length), ends[BoxSide(axis: i, side: .lower)]!,
            ends[BoxSide(axis: i, side: .upper)]!
          )
      })
  }

  /// The t ≤ a₀ from which (a₀ − t) λ + γ − t, which falls with t, is negative.
  static func largest(
    below a: Double, gamma: Double, axes: [(length: Double, lower: Double, upper: Double)?]
  ) -> Double {
    func gap(_ t: Double) -> Double {
      (a - t)
        * axes.reduce(0) { sum, axis in
          guard let axis else { return sum }
          return sum
            + firstEigenvalue(axis.length, axis.lower / (a - t), axis.upper / (a - t))
        } + gamma - t
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
  static func firstEigenvalue(_ length: Double, _ p: Double, _ q: Double) -> Double {
    let one = (.pi / length) * (.pi / length)
    if p == .infinity, q == .infinity { return one }
    if p == 0, q == 0 { return 0 }
    /// The condition at L of the solution that has the one at 0: positive below the first λ.
    func end(_ lambda: Double) -> Double {
      let s = lambda.magnitude.squareRoot()
      // cos and sin over s, or the hyperbolic ones, scaled so that they stay finite.
      let isWave = lambda >= 0
      let decay = isWave ? 1 : Double.exp(-s * length)
      let c =
        isWave ? Double.cos(s * length) : (1 + decay * decay) / 2
      let w =
        s * length < 1e-6
        ? length : (isWave ? Double.sin(s * length) : (1 - decay * decay) / 2) / s
      let (u, slope) =
        p == .infinity ? (w, c) : (c + p * w, -lambda * w + p * c)
      return q == .infinity ? u : slope + q * u
    }
    let pull = max(0, -min(p, q))
    // −Δ ≥ −(2 m² + 2 m/L) under a pull m at both ends.
    var low = -(2 * pull * pull + 2 * pull / length) - 1e-9 * one
    let steps = 4096
    let step = (one - low) / Double(steps)
    for _ in 0..<steps where end(low + step) > 0 { low += step }
    var high = low + step
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if end(middle) > 0 { low = middle } else { high = middle }
    }
    return low
  }
}

extension SecondOrderOperator {
  /// The least and the largest eigenvalue of a over the points: exactly for a diagonal and in the
  /// plane, by Gershgorin's discs otherwise.
  ///
  /// - Throws: ``SolverError/coefficient(_:value:point:)`` where the least is negative.
  fileprivate func eigenvalueRange<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>
  ) throws(SolverError) -> ClosedRange<Double> {
    var (low, high) = (
      Field<Scalar>(in: space, values: [Scalar](repeating: .infinity, count: space.count)),
      Field<Scalar>(in: space, values: [Scalar](repeating: -.infinity, count: space.count))
    )
    let diagonal = (0..<rank).map { Field(sampling: diffusion($0, $0), in: space).values }
    for (i, a) in diagonal.enumerated() {
      let others = (0..<rank).filter { $0 != i && !diffusion(i, $0).isZero }
        .map { Field(sampling: diffusion(i, $0), in: space).values }
      for k in a.indices {
        var (least, largest) = (a[k], a[k])
        if rank == 2, let b = others.first {
          let (mean, half) = ((a[k] + diagonal[1 - i][k]) / 2, (a[k] - diagonal[1 - i][k]) / 2)
          let radius = (half * half + b[k] * b[k]).squareRoot()
          (least, largest) = (mean - radius, mean + radius)
        } else {
          let radius = others.reduce(0) { $0 + $1[k].magnitude }
          (least, largest) = (a[k] - radius, a[k] + radius)
        }
        low.values[k] = min(low.values[k], least)
        high.values[k] = max(high.values[k], largest)
      }
    }
    if rank < 3 || !hasMixedDerivatives { try low.checkCoefficient("diffusion") }
    let (least, largest) = (Double(low.values.min()!), Double(high.values.max()!))
    return least...max(least, largest)
  }
}
