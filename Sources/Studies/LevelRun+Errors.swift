import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

/// The value of one norm of the error by one measure, and where round-off begins.
struct Measured {
  var value: Double?
  /// Below this a value is round-off.
  var floor: Double
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
      if let w = solution.lift {
        v.subtract(Field(sampling: w, in: space))
        reference = reference - w
      }
      e = Field(consuming: Coefficients(v).prolonged(to: fine))
      let exact = Field(sampling: reference, in: fine)
      try checkFinite(exact, "exact", reference)
      e.subtract(exact)
    }
    if isSingular { e.add(-e.mean) }
    return e
  }

  private func measured(
    _ e: Field<Scalar>, scheme: Scheme, reference u: Field<Scalar>
  ) throws(StudyError) -> [Measured] {
    let values = try fieldNorms(e, scheme: scheme)
    let references = options.isRelative ? try fieldNorms(u, scheme: self.scheme) : nil
    return options.norms.indices.map { i in
      let size = references?[i] ?? 1
      return Measured(
        value: values[i].map { Double($0 / size) },
        floor: roundoff(options.norms[i], on: e.grid, reference: u) / Double(size))
    }
  }

  /// The study's norms of a grid function; `energy` is the method's own form.
  func fieldNorms(_ e: Field<Scalar>, scheme: Scheme) throws(StudyError) -> [Scalar?] {
    let plain = options.norms.filter { $0.core != .energy }
    do {
      var found = try e.norms(plain, scheme: scheme, lastMode: options.lastMode)[...]
      return try options.norms.map { norm throws(NormError) -> Scalar? in
        if norm.core != .energy { return found.removeFirst() }
        guard let form = equation.op.symbol(scheme, on: e.grid, Scalar.self) else { return nil }
        return try Coefficients(e).norms([(norm, form)])[0]
      }
    } catch {
      throw .norm(error.description)
    }
  }

  /// Where round-off begins: below it an error is noise.
  ///
  /// A solve returns û with errors of a few ε log N relative to u, and to f divided by the smallest
  /// eigenvalue, spread over the modes; a norm of order s weighs the last of them by (1 + λ)^{s/2}.
  func roundoff(_ norm: Norm, on grid: Grid, reference u: Field<Scalar>) -> Double {
    let lambda = grid.axes.reduce(0.0) { sum, axis in
      let kappa = Double.pi / Double(axis.spacing)
      return sum + kappa * kappa
    }
    let order: Double
    var size = Double(u.largest())
    switch norm.core {
    case .sobolev(let s):
      order = max(s, 0)
      size *= Double(grid.volume).squareRoot()
    case .energy:
      order = equation.op.power
      size *=
        (Double(grid.volume) * Double(equation.op.diffusion.max()!)).squareRoot()
    case .lebesgue(let p):
      order = 0
      if p.isFinite { size *= Double.pow(Double(grid.volume), 1 / p) }
    default: order = 0
    }
    let epsilon = Double(Scalar.ulpOfOne)
    let growth = 8 * Double.log2(Double(grid.count) + 1)
    return epsilon * growth * size * amplification * Double.pow(1 + lambda, order / 2)
  }

  /// How much larger a solve's round-off may be than u's own: ‖f‖ / (smallest eigenvalue · ‖u‖), by
  /// the sizes at hand, at least 1.
  private var amplification: Double {
    let smallest = grid.axes.enumerated().reduce(Double(equation.op.reaction)) { sum, entry in
      let (a, axis) = entry
      let kappa: Double =
        switch axis.basis {
        case .sine: .pi / Double(axis.length)
        case .halfSine, .halfCosine: .pi / (2 * Double(axis.length))
        default: 0
        }
      return sum + Double(equation.op.diffusion[a]) * kappa * kappa
    }
    let first = grid.axes.map { Double.pow(2 * .pi / Double($0.length), 2) }.min()!
    let lowest = Double.pow(smallest > 0 ? smallest : first, equation.op.power)
    let u = Double(solution.u.largest())
    guard u > 0, u.isFinite, let source = equation.source else { return 1 }
    let f = Double(Field(sampling: source, in: space).largest())
    return max(1, min(f / (lowest * u), 1 / Double(Scalar.ulpOfOne).squareRoot()))
  }
}
