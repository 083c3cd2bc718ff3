import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

/// The value of one norm of the error by one measure, and where noise begins.
struct Measured {
  var value: Double?
  var floor = NoiseFloor(roundoff: 0)
  /// Whether there is no value since the norm is infinite.
  var isInfinite = false
}

extension LevelRun {
  /// ‖u_h − u‖ by one measure, a value a norm; nil entries are inadmissible.
  func errors(_ measure: Measure, exact u: Field<Scalar>) throws(StudyError) -> [Measured] {
    switch measure {
    case "discrete":
      var e = solution.u - u
      if isSingular { e.add(-e.mean) }
      return try measured(e, scheme: scheme, reference: u)
    case "spectral":
      return try measured(try spectralError(u), scheme: .spectral, reference: u)
    default:
      return try functionErrors(reference: u)
    }
  }

  /// ‖u_h‖ by one measure. On the grid a function that does not vanish on a Dirichlet side has no
  /// norm of the scale: with boundary data only the measure `function` has a value.
  func sizes(_ measure: Measure) throws(StudyError) -> [Measured] {
    if measure == "function" {
      var run = self
      run.equation.problem.exact = 0
      run.options.isRelative = false
      return try run.functionErrors(reference: solution.u)
    }
    guard equation.data.isHomogeneous else {
      return options.norms.map { _ in Measured(value: nil) }
    }
    let values = try fieldNorms(solution.u, scheme: measure == "discrete" ? scheme : .spectral)
    return values.map { Measured(value: $0.map { Double($0) }) }
  }

  /// The trigonometric function through u_h, less u, on the study's finer grid.
  ///
  /// u_h − W is padded, since only it has the basis's boundary values: e = P(u_h − W) − (u − W).
  private func spectralError(_ u: Field<Scalar>) throws(StudyError) -> Field<Scalar> {
    let m = method.oversample ?? options.oversample
    var e: Field<Scalar>
    if m == 1 {
      e = solution.u - u
    } else {
      let fine = FunctionSpace<Scalar>(on: grid.with(cells: grid.cells.map { m * $0 }))
      var v = solution.u
      var reference = equation.problem.exact!
      if let w = lift {
        v.subtract(Field(sampling: w, in: space))
        reference = reference - w
      }
      e = Field(consuming: Coefficients(v).prolonged(to: fine))
      let exact = Field(sampling: reference, in: fine)
      try Self.checkFinite(exact, "exact", reference)
      e.subtract(exact)
    }
    if isSingular { e.add(-e.mean) }
    return e
  }

  /// The study's norms of a grid function, relative to those of u where errors are.
  func measured(
    _ e: Field<Scalar>, scheme: Scheme, reference u: Field<Scalar>
  ) throws(StudyError) -> [Measured] {
    let values = try fieldNorms(e, scheme: scheme)
    let references = options.isRelative ? try fieldNorms(u, scheme: self.scheme) : nil
    return options.norms.indices.map { i in
      let size = references?[i] ?? 1
      return Measured(
        value: values[i].map { Double($0 / size) },
        floor: floor(of: options.norms[i], on: e.grid, reference: u) / Double(size))
    }
  }

  /// The study's norms of a grid function; `energy` is the method's own form, and no norm where
  /// that is indefinite.
  func fieldNorms(
    _ e: Field<Scalar>, scheme: Scheme, _ norms: [Norm]? = nil
  ) throws(StudyError) -> [Scalar?] {
    let norms = norms ?? options.norms
    let plain = norms.filter { $0.core != .energy }
    do {
      var found = try e.norms(plain, scheme: scheme, lastMode: options.lastMode)[...]
      return try norms.map { norm throws(NormError) -> Scalar? in
        if norm.core != .energy { return found.removeFirst() }
        guard hasEnergyNorm else { return nil }
        if equation.isVarying { return energy(of: e, scheme: scheme) }
        guard let form = equation.op.symbol(scheme, on: e.grid, Scalar.self) else { return nil }
        // A scheme's eigenvalues may lie below those of the equation, and below −c.
        let size = try Coefficients(e).norms([(norm, form)])[0]
        return size.isNaN ? nil : size
      }
    } catch {
      throw .norm(error.description)
    }
  }

  /// Where round-off begins, and what the iteration may leave: below them an error is noise.
  ///
  /// Transforms and samples leave white noise of a few ε √(log₂ N) max|u| a point. White noise of f
  /// comes through the smallest eigenvalue at least, spread over N modes:
  ///
  ///     τ = 4 ε √(log₂ N) √|Ω| ( max|u| (1 + λ_max/3)^{s/2} + max|f| (1 + λ_min)^{s/2} / (λ_min √N) )
  ///
  /// without the 1 for seminorms, so that it has their unit.
  func floor(of norm: Norm, on grid: Grid, reference u: Field<Scalar>) -> NoiseFloor {
    guard let noise = norm.noise(on: grid, op: equation.op) else {
      return NoiseFloor(roundoff: 0)
    }
    let size = Double(u.largest()) * noise.growth + sourceNoise * noise.lowest
    return NoiseFloor(
      roundoff: grid.transformNoise(Scalar.self) * noise.measure * size,
      iteration: iterationNoise[norm.name] ?? 0)
  }

  /// max|f| / (λ_min √N), λ_min the smallest eigenvalue that is not 0.
  var measuredSourceNoise: Double {
    let f: Double
    if let source = equation.source {
      f =
        Double(Field(sampling: source, in: space).largest())
        + equation.problem.rough.largestDensity(on: grid)
    } else {
      // f was made on a finer grid by the operator itself, which amplifies u's own noise.
      let kappa = grid.axes.map { .pi / Double($0.spacing) * Double(Self.refinement(grid)) }
      let lambda = kappa.reduce(1) { $0 + $1 * $1 / 3 }
      f = Double(solution.u.largest()) * Double.pow(lambda, equation.op.power)
    }
    guard f.isFinite else { return 0 }
    let (first, least) = grid.lowestEigenvalues(equation.op.diffusion.map { Double($0) })
    let eigenvalue = Double.pow(least, equation.op.power)
    let c = Double(equation.op.reaction)
    if let resonance {
      return f * resonance.amplification / (-c * Double(grid.count).squareRoot())
    }
    let smallest = c > 0 && first == 0 ? c : eigenvalue + c
    return f / (smallest * Double(grid.count).squareRoot())
  }
}
