public import Discretizations
public import Fields
public import Formulas
public import Grids
public import Transforms

extension DifferentialOperator {
  /// u with A u = f and homogeneous data, f by its values: on a scheme with a mass matrix by
  /// (f, φ_j) a unit of volume.
  ///
  /// Divides by a symbol where the coefficients are numbers; otherwise iterates, conjugate gradients
  /// in H¹ where A is symmetric. The solution carries the iteration's record.
  ///
  /// - Throws: ``SolverError/incompatible(mean:)`` if A removes constants and f has a mean:
  ///   |mean f| > 1e-10 max |f|; ``SolverError/resonant(mode:eigenvalue:)`` for numbers with c < 0;
  ///   ``SolverError/notConverged(_:)`` with the achieved residual and the history;
  ///   ``SolverError/coefficient(_:value:point:)`` where −∇·(a∇u) is not elliptic.
  public func solve<Scalar: TransformScalar>(
    _ f: Field<Scalar>, scheme: Scheme = .spectral, options: IterationOptions = IterationOptions()
  ) throws(SolverError) -> Solution<Scalar> {
    let op = coefficients(rank: f.grid.rank)
    if let constant = op.constant {
      return Solution(u: try constant.solve(f, scheme: scheme), lift: nil, meanDefect: 0)
    }
    let problem = SecondOrderProblem(op, source: 0)
    if problem.isSingular(on: f.grid), !op.hasAdvection { try f.refuseMean() }
    return try problem.solve(
      in: f.space, scheme: scheme, load: .sampled, options: options, adding: f)
  }

  /// u with A u = f and data on the sides.
  ///
  /// The scheme's own mean of compatible data is projected out and is the solution's `meanDefect`.
  ///
  /// - Parameters:
  ///   - data: g of each side, a function of all coordinates or of those along it.
  ///   - load: nil is `integrated` for elements and `sampled` otherwise.
  ///   - robin: β of the sides with n·a∇u + β u = g.
  /// - Throws: as ``solve(_:scheme:options:)``; where A removes constants, for data whose
  ///   ``SecondOrderProblem/compatibilityDefect(on:)`` is not 0.
  public func solve<Scalar: TransformScalar>(
    _ f: Formula, in space: FunctionSpace<Scalar>, scheme: Scheme = .spectral,
    data: BoundaryData = BoundaryData(), robin: [BoxSide: Formula] = [:], load: LoadRule? = nil,
    options: IterationOptions = IterationOptions()
  ) throws(SolverError) -> Solution<Scalar> {
    let op = coefficients(rank: space.grid.rank)
    let load = load ?? (scheme.isGalerkin ? .integrated : .sampled)
    let grid = space.grid
    func traced(_ values: [BoxSide: Formula]) -> [BoxSide: Formula] {
      Dictionary(uniqueKeysWithValues: values.map { ($0, $1.trace(on: $0, of: grid)) })
    }
    let data = BoundaryData(traced(data.values))
    let robin = traced(robin)
    let problem = SecondOrderProblem(op, source: f, data: data, robin: robin)
    let defect = problem.compatibilityDefect(on: space.grid)
    if defect != 0 { throw .incompatible(mean: defect / Double(space.grid.volume)) }
    if let constant = op.constant, robin.values.allSatisfy(\.isZero) {
      return try BoundaryValueProblem(constant, source: f, data: data).solve(
        in: space, scheme: scheme, load: load)
    }
    return try problem.solve(in: space, scheme: scheme, load: load, options: options)
  }

  /// A u as a scheme sees it, for homogeneous data: with it A(solve f) = f.
  ///
  /// - Throws: where the scheme cannot take the operator; where a coefficient is negative.
  public func callAsFunction<Scalar: TransformScalar>(
    _ u: Field<Scalar>, scheme: Scheme = .spectral
  ) throws(SolverError) -> Field<Scalar> {
    let op = coefficients(rank: u.grid.rank)
    let problem = SecondOrderProblem(op, source: 0)
    guard op.isSymmetric else {
      let system = try problem.nonsymmetricSystem(
        in: u.space, scheme: scheme, load: scheme.isGalerkin ? .integrated : .sampled,
        quadrature: nil, faces: .sampled)
      var r = u
      system.op.apply(u, to: &r)
      return r
    }
    if let symbol = op.constant?.symbol(scheme, on: u.grid, Scalar.self) {
      return u.multiplied(by: symbol)
    }
    return try problem.energy(in: u.space, scheme: scheme).applied(to: u)
  }
}
