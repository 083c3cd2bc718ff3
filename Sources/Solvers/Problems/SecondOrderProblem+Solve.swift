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
  ///   vectors an iteration. All hold eight fields at most in the plane and in space, but for a `multigrid`
  ///   cycle: beside forms that are no links of neighbours up to 8.2 where a is an anisotropy of the whole, and
  ///   11 with products on a finer grid; in the plane up to 8.4 where c changes along rows. On a line a table is
  ///   as long as a field. Coefficients for which there is no room are sampled in every iteration: those of
  ///   elements in space, of a full tensor, and in the plane c beside √a, at the Gauss points, with a
  ///   `multigrid` cycle in the last ones, as those of differences with mixed derivatives in the plane; of such
  ///   differences in space, beside √a, and where c varies along rows, at the cells' middles; of `dealiased`
  ///   products, and full tensors with `spectral`, by planes of the finer grid; of operators that are not
  ///   symmetric all, block by block.
  public func solve<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int? = nil,
    faces: FaceRule = .sampled, dealiased: Bool = false,
    options: IterationOptions = IterationOptions()
  ) throws(SolverError) -> Solution<Scalar> {
    try solve(
      in: space, scheme: scheme, load: load, quadrature: quadrature, faces: faces,
      dealiased: dealiased, options: options, adding: nil)
  }

  /// u_h with a part of f that is given by (f, φ_j), values a unit of volume, and with data that are
  /// taken already, on whatever grid of the box; nil: taken here.
  package func solve<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int? = nil,
    faces: FaceRule = .sampled, dealiased: Bool = false, options: IterationOptions,
    adding given: Field<Scalar>?, taken: TakenData? = nil
  ) throws(SolverError) -> Solution<Scalar> {
    let problem = eliminatingFlux(on: space.grid)
    guard isSymmetric(on: space.grid) else {
      return try problem.solveNonsymmetric(
        in: space, scheme: scheme, load: load, quadrature: quadrature, faces: faces,
        dealiased: dealiased, options: options, adding: given, taken: taken)
    }
    var system = try VariationalSystem<Scalar>(
      problem, in: space, scheme: scheme, load: load, quadrature: quadrature, faces: faces,
      dealiased: dealiased, taken: taken)
    if let given { system.load.add(1, times: given) }
    return try system.solve(options)
  }

  /// The datum with which a scheme on cells eliminates the value on a Robin side beside an F that does
  /// not vanish there: a ∂u/∂n = q + n·F over half a cell, q = n·(a∇u − F) = g − βu, so that
  ///
  ///     q (1 + βh/2a) = (g − βh/2a n·F) − βu₀
  private func eliminatingFlux(on grid: Grid) -> SecondOrderProblem {
    var values = data.values
    for (side, beta) in robin where !beta.isZero && rough.flux.indices.contains(side.axis) {
      let axis = grid.axes[side.axis]
      guard axis.placement == .cells else { continue }
      // What has no limit is no number, and is found in the load.
      let normal = rough.normalFlux(through: side, of: grid) ?? Formula(Formula.Constant.nan)
      guard !normal.isZero else { continue }
      let half = Formula(Formula.Constant(axis.spacing / 2))
      let a = op.diffusion(side.axis, side.axis).trace(on: side, of: grid)
      values[side] = data[side] - beta * half / a * normal
    }
    return SecondOrderProblem(
      op, source: source, data: BoundaryData(values), robin: robin, rough: rough)
  }
}
