import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

/// One method on one grid: its solution, and what is measured of it.
struct LevelRun<Scalar: TransformScalar> {
  var equation: Equation
  var method: Method
  var options: StudyOptions
  let space: FunctionSpace<Scalar>
  /// u_h; of its lift see ``lift``.
  private(set) var solution: Solution<Scalar>
  private let completedLift: CompletedLift<Scalar>
  /// How far round-off of the source reaches into u: max|f| / (λ_min √N); sampled once, for every
  /// norm and measure.
  private(set) var sourceNoise = 0.0
  /// What an iteration leaves of each norm of the study, by its name.
  private(set) var iterationNoise: [String: Double] = [:]
  /// What an iteration may leave, as a share of u_h in the norm of its preconditioner.
  private(set) var iterationShare = 0.0
  /// The mode that is amplified most; nil for a definite operator.
  let resonance: Resonance?

  var scheme: Scheme { Scheme(method.kinds) }
  var grid: Grid { space.grid }
  /// What u_h − W, the function that is zero on the sides, lacks: the data, and the slopes on Robin sides.
  var lift: Formula? { completedLift.formula }
  /// Whether the solution is determined up to a constant.
  var isSingular: Bool { equation.isSingular(on: grid) }

  init(
    _ equation: Equation, _ method: Method, _ options: StudyOptions, cells: [Int],
    taken: TakenData?
  ) throws(StudyError) {
    self.equation = equation
    self.method = method
    self.options = options
    space = FunctionSpace(on: equation.problem.domain.grid(cells: cells))
    resonance =
      equation.isVarying
      ? nil : equation.op.resonance(Scheme(method.kinds), on: space.grid, Scalar.self)
    do throws(SolverError) {
      solution = try Self.solve(equation, method, space, taken)
    } catch .coefficient(let name, let value, let point) {
      throw .coefficient(name: name, value: value, point: point)
    } catch .notConverged(let record) {
      if !record.residual.isFinite {
        try Self.blameData(of: equation, space)
        try Self.blameCoefficients(of: equation, method, space)
      }
      throw .notConverged(method: method.name, level: Level(space.grid, record), record: record)
    } catch {
      throw .method(name: method.name, reason: error.description)
    }
    completedLift = CompletedLift(equation, solution)
    if isSingular, !grid.axes.allSatisfy(\.isPeriodic) {
      // Of the solutions the one of mean zero, by the mean that this method's functions have: by a
      // grid's, methods would differ by constants. Around circles every mean is the grid's.
      let mean = integral / Scalar(grid.volume)
      if mean.isFinite { solution.u.add(-mean) }
    }
    if !solution.u.largest().isFinite { try blame() }
    sourceNoise = measuredSourceNoise
    iterationShare = measuredIterationShare
    iterationNoise = measuredIterationNoise
  }

  /// u_h, or why the method has none.
  static func solve(
    _ equation: Equation, _ method: Method, _ space: FunctionSpace<Scalar>, _ taken: TakenData?
  ) throws(SolverError) -> Solution<Scalar> {
    if equation.isVarying {
      return try equation.secondOrder.solve(
        in: space, scheme: Scheme(method.kinds), load: method.effectiveLoad,
        quadrature: method.quadrature, faces: method.faces, dealiased: method.isDealiased,
        options: method.iteration, adding: nil, taken: taken)
    }
    guard let source = equation.source else { return try fractional(equation, method, space) }
    return try BoundaryValueProblem(
      equation.op, source: source, data: equation.data, rough: equation.problem.rough
    ).solve(
      in: space, scheme: Scheme(method.kinds), load: method.effectiveLoad,
      quadrature: method.quadrature, lifting: method.lifting, taken: taken)
  }

  /// The exact solution on this method's own grid.
  ///
  /// - Throws: ``StudyError/notFinite(expression:point:cause:cells:)`` but at singular points, where
  ///   the value is u_h's own: no error is measured there.
  func sampledExact() throws(StudyError) -> Field<Scalar>? {
    guard let exact = equation.problem.exact else { return nil }
    var u = Field(sampling: exact, in: space)
    for point in equation.singularPoints {
      if let i = grid.index(of: point) { u.values[i] = solution.u.values[i] }
    }
    try Self.checkFinite(u, "exact", exact)
    return u
  }

  /// Names what made the solution not finite: the exact solution, a datum or the source.
  private func blame() throws(StudyError) {
    try Self.blameData(of: equation, space)
    try Self.checkFinite(solution.u, "source", equation.source)
  }

  /// Names the exact solution or the datum of a side that is not finite.
  private static func blameData(
    of equation: Equation, _ space: FunctionSpace<Scalar>
  ) throws(StudyError) {
    let grid = space.grid
    if let exact = equation.problem.exact {
      try checkFinite(Field(sampling: exact, in: space), "exact", exact)
    }
    for (side, datum) in equation.data.values.sorted(by: { $0.key.name < $1.key.name }) {
      var coordinates = space.coordinates
      coordinates[side.axis] = [Scalar(side.place(on: grid))]
      let values = datum.values(on: coordinates)
      guard let i = values.firstIndex(where: { !$0.isFinite }) else { continue }
      var rest = i
      var point: [Double] = []
      for line in coordinates.reversed() {
        point.insert(Double(line[rest % line.count]), at: 0)
        rest /= line.count
      }
      let given = equation.problem.data[side] != nil
      let blamed = given ? datum : equation.problem.exact ?? datum
      throw .notFinite(
        expression: given ? "data" : "exact", point: point,
        cause: blamed.causeOfNonFinite(at: point) ?? datum.causeOfNonFinite(at: point),
        cells: grid.cells)
    }
  }

  static func checkFinite(
    _ u: Field<Scalar>, _ name: String, _ formula: Formula?
  ) throws(StudyError) {
    guard !u.largest().isFinite else { return }
    // A transform spreads one bad sample over all values: look for it in the samples.
    let samples = formula.map { Field(sampling: $0, in: u.space) } ?? u
    let i = samples.values.firstIndex { !$0.isFinite } ?? 0
    let point = samples.grid.point(i)
    throw .notFinite(
      expression: name, point: point, cause: formula?.causeOfNonFinite(at: point),
      cells: samples.grid.cells)
  }
}

extension Method {
  var effectiveLoad: LoadRule { load ?? (Scheme(kinds).isGalerkin ? .integrated : .sampled) }
}

extension Grid {
  /// The index of the grid point at a place; nil if none is there.
  func index(of place: [Double]) -> Int? {
    var index = 0
    for (axis, x) in zip(axes, place) {
      let t = (Extended(x) - axis.lower) / axis.spacing - Extended(axis.firstHalf) / 2
      let j = Int(t.rounded())
      guard abs(t - Extended(j)) < 1e-9, (0..<axis.count).contains(j) else { return nil }
      index = index * axis.count + j
    }
    return index
  }
}

extension Field {
  /// The values at the points of a coarser grid, all of which are points of this one.
  func restricted(to target: FunctionSpace<Scalar>) -> Field {
    let strides = zip(grid.axes, target.grid.axes).map { fine, coarse -> [Int] in
      let factor = fine.cells / coarse.cells
      return (0..<coarse.count).map { j in
        (factor * (coarse.firstHalf + 2 * j) - fine.firstHalf) / 2
      }
    }
    var values: [Scalar] = []
    values.reserveCapacity(target.count)
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      var index = 0
      for (a, axis) in grid.axes.enumerated() { index = index * axis.count + strides[a][choice[a]] }
      values.append(self.values[index])
    } while choice.advance(below: target.grid.shape)
    return Field(in: target, values: values)
  }
}

extension Level {
  /// A row that says how an iteration went.
  init(_ grid: Grid, _ record: IterationRecord? = nil) {
    self.init(
      cells: grid.cells, h: grid.axes.map { Double($0.spacing) }, unknowns: grid.count)
    iterations = record?.iterations
    constants = record?.constants
    history = record?.history ?? []
  }
}
