public import Discretizations
public import Fields
public import Formulas
import Grids
import RealModule
public import Transforms

/// A u = f in a box, with data on its sides.
public struct BoundaryValueProblem: Sendable {
  /// A
  public let op: EllipticOperator
  /// f
  public let source: Formula
  /// The data on the sides; 0 where there is none.
  public let data: BoundaryData
  /// What of f is no function.
  public let rough: RoughSource

  /// A u = source + rough; a side without a datum has 0.
  public init(
    _ op: EllipticOperator, source: Formula, data: BoundaryData = BoundaryData(),
    rough: RoughSource = RoughSource()
  ) {
    self.op = op
    self.source = source
    self.data = data
    self.rough = rough
  }

  /// u_h on a scheme.
  ///
  /// - Parameter quadrature: Gauss points a direction of an integrated load; nil is degree + 3, for
  ///   a projection 8.
  /// - Parameter lifting: d ≥ 1 solves for u − W, W with the normal derivatives of u that the
  ///   reflection makes jump, up to order 2d (2d + 1 at Neumann sides); 0 takes the data as they are.
  ///   Where those do not fit together at an edge d is less: the solution's ``Solution/liftLimit``.
  /// - Throws: ``SolverError`` where the scheme cannot take the operator, the load or the data.
  ///   Compatibility is not judged here; see
  ///   ``SecondOrderProblem/compatibilityDefect(on:)``. Where constants are in the kernel u_h has the
  ///   mean 0 by the grid's quadrature.
  /// - Complexity: two transforms for homogeneous data, one more an axis with data.
  public func solve<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int? = nil,
    lifting depth: Int = 0
  ) throws(SolverError) -> Solution<Scalar> {
    try solve(
      in: space, scheme: scheme, load: load, quadrature: quadrature, lifting: depth, taken: nil)
  }

  /// u_h with data that are taken already, on whatever grid of the box; nil: taken here.
  package func solve<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int?,
    lifting depth: Int, taken: TakenData?
  ) throws(SolverError) -> Solution<Scalar> {
    var solution = try solveForFunctions(
      in: space, scheme: scheme, load: load, quadrature: quadrature, lifting: depth, taken: taken)
    // What has the data may have a mean.
    if op.isSingular(on: space.grid), solution.lift != nil || !data.isHomogeneous {
      solution.u.add(-solution.u.mean)
    }
    guard !rough.isZero else { return solution }
    // The problem is linear, and its rough part has homogeneous data. The compact scheme corrects its
    // load as that of a function: moments below 4 stay as they are.
    var uHat: Coefficients<Scalar> = rough.load(in: space, scheme: scheme, quadrature: quadrature)
    solution.meanDefect += try uHat.divide(
      by: op, scheme: scheme, load: scheme.isMehrstellen ? .function : .functional)
    solution.u = solution.u + Field(consuming: consume uHat)
    return solution
  }

  /// u_h for the part of f that is a function.
  private func solveForFunctions<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int?,
    lifting depth: Int, taken: TakenData?
  ) throws(SolverError) -> Solution<Scalar> {
    guard depth > 0 || scheme.isAdmitted(on: space.grid) else {
      throw .notConforming(
        "splines of degree 2 and 3 need periodic axes, or a lifting of depth 1 at least")
    }
    if depth > 0 || !data.isHomogeneous, op.power != 1 {
      throw .notAvailable("boundary data other than 0, or a lifting, for a power other than 1")
    }
    if scheme.isMehrstellen { try load.refuseCompactScheme() }
    let taken =
      if let taken { taken } else {
        try self.taken(by: scheme, load: load, lifting: depth, on: space.grid)
      }
    if scheme.isMehrstellen { return try solveCompactly(in: space, taken) }
    guard let remainder = taken.remainder else {
      return try solveAsGiven(
        in: space, scheme: scheme, load: load, quadrature: quadrature, lift: taken.lift)
    }
    let homogeneous = BoundaryValueProblem(op, source: remainder)
    var solution =
      if load == .projected {
        try homogeneous.solveProjected(in: space, scheme: scheme, points: quadrature ?? 8)
      } else {
        try homogeneous.solveAsGiven(
          in: space, scheme: scheme, load: load, quadrature: quadrature, lift: nil)
      }
    solution.add(taken)
    return solution
  }

  /// u_h of P f and no data, P f a series' best approximation of f.
  private func solveProjected<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, points: Int
  ) throws(SolverError) -> Solution<Scalar> {
    guard scheme.isSpectral else {
      throw .notAvailable("a projected load for a method that is not spectral on every axis")
    }
    var uHat = Coefficients<Scalar>(projecting: source, in: space, points: points)
    let defect = try uHat.divide(by: op, scheme: scheme)
    return Solution(u: Field(consuming: consume uHat), lift: nil, meanDefect: defect)
  }

  /// u_h with the data as they are: ghost values for differences and series, boundary values for
  /// linear elements, and none for other splines.
  private func solveAsGiven<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int?,
    lift: Formula?
  ) throws(SolverError) -> Solution<Scalar> {
    if load == .sampled, !scheme.isGalerkin, data.isHomogeneous {
      return try solveSampled(in: space, scheme: scheme)
    }
    let elements = ClosedElements<Scalar>(scheme, on: space.grid)
    var uHat: Coefficients<Scalar>
    var meaning = Load.functional
    switch (load, elements) {
    case (.sampled, _) where !scheme.isGalerkin, (.interpolated, _) where !scheme.isGalerkin:
      uHat = Coefficients(Field(sampling: source, in: space))
      addGhosts(to: &uHat, scheme: scheme)
    case (_, let elements?):
      var values = elementLoad(load, elements, in: space, scheme: scheme, quadrature: quadrature)
      if !data.isHomogeneous {
        let boundary = elements.apply(op, to: elements.dirichletValues(data))
        for i in values.indices { values[i] -= boundary[i] }
        elements.addNeumannLoads(data, points: quadrature, to: &values)
      }
      uHat = Coefficients(Field(in: space, values: values))
    case (.integrated, _) where scheme.isGalerkin:
      uHat = Coefficients(
        Field(
          in: space,
          values: SplineLoad<Scalar>(scheme, on: space.grid, points: quadrature).integrate(source)))
    case (.integrated, _):
      throw .notAvailable("an integrated load for a method without elements")
    default:
      uHat = Coefficients(Field(sampling: source, in: space))
      meaning = load == .interpolated ? .function : .functional
    }
    let defect = try uHat.divide(by: op, scheme: scheme, load: meaning)
    return Solution(u: Field(consuming: consume uHat), lift: lift, meanDefect: defect)
  }

  /// u_h for samples of f and no data: one field, in which f becomes u.
  private func solveSampled<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme
  ) throws(SolverError) -> Solution<Scalar> {
    var u = Field(sampling: source, in: space)
    var defect: Scalar = 0
    if op.isSingular(on: space.grid) {
      defect = u.mean
      u.add(-defect)
    }
    try op.solve(inPlace: &u, scheme: scheme)
    return Solution(u: u, lift: nil, meanDefect: defect)
  }

  /// The load of linear elements.
  private func elementLoad<Scalar: TransformScalar>(
    _ load: LoadRule, _ elements: ClosedElements<Scalar>, in space: FunctionSpace<Scalar>,
    scheme: Scheme, quadrature: Int?
  ) -> [Scalar] {
    switch load {
    case .interpolated: elements.mass(source.valuesByThreads(on: elements.axes.map(\.coordinates)))
    case .sampled: Field(sampling: source, in: space).values
    default: SplineLoad(scheme, on: space.grid, points: quadrature).integrate(source)
    }
  }

  /// Moves boundary data of differences and trigonometric functions to the right-hand side:
  ///
  ///     −aᵢ∂ᵢ²u ≈ aᵢ b₁ (û − ŵᵢ) − aᵢ wᵢ″,    wᵢ = P_i u
  ///
  /// For differences this is the scheme with its usual ghost values.
  private func addGhosts<Scalar: TransformScalar>(
    to right: inout Coefficients<Scalar>, scheme: Scheme
  ) {
    guard !data.isHomogeneous else { return }
    let grid = right.grid
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: 1)
    for i in grid.axes.indices {
      guard let w = data.lift(axis: i, on: grid, diffusion: op.diffusion) else { continue }
      let a = Scalar(op.diffusion[i])
      var wHat = Coefficients(Field(sampling: w, in: right.space))
      let alpha = (0..<grid.rank).map { $0 == i ? 1 : 0 }
      wHat.multiply(by: Symbol(.products([tables.product(alpha, coefficient: a)!])))
      right.add(1, wHat)
      // P_i u is a polynomial in its own coordinate: it has every derivative.
      if let second = try? w.derivative(Coordinate(rawValue: i)!, order: 2), !second.isZero {
        right.add(a, Coefficients(Field(sampling: second, in: right.space)))
      }
    }
  }
}
