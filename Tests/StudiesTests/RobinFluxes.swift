import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Fluxes through Robin sides and beside them: g − βu_h is weak, and has the order of the solution.
@Suite struct RobinFluxes {
  private static let e = 2.718281828459045

  private static let methods: [(Discretization, Placement)] = [
    (.staggered(order: 2), .nodes), (.staggered(order: 2), .cells), (.spline(degree: 1), .nodes),
  ]

  /// The error that is largest over all sides, on each level: one alone may change its sign.
  private func errors(
    _ problem: Problem, _ kind: Discretization, _ levels: [[Int]], _ known: [(BoxSide, Double)]
  ) throws -> [Double] {
    var options = options(levels)
    options.quantities = known.map { Quantity($0.name, .flux($0), known: $1) }
    let method = Method(kind)
    return try ConvergenceStudy(problem, [method], options).series().levels.map { level in
      known.reduce(0) { max($0, (level.quantities[$1.0.name]! - $1.1).magnitude) }
    }
  }

  /// Second order: a factor 4, within the next order's h; on cells h² log n, from 8 to 16 cells
  /// 4 log 8/log 16 = 3, see ``SideFluxes``.
  private func expectSecondOrder(
    _ errors: [Double], _ placement: Placement, _ label: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let ratio = errors[errors.count - 2] / errors[errors.count - 1]
    #expect(
      ratio > (placement == .nodes ? 3.4 : 2.8), "\(label): \(errors)",
      sourceLocation: sourceLocation
    )
  }

  private func problem(
    _ placement: Placement, robin: Set<BoxSide>, _ op: SecondOrderOperator, exact: String
  ) throws -> Problem {
    let intervals = (0..<op.rank).map { axis -> Domain.Interval in
      let ends = Side.allCases.map {
        robin.contains(BoxSide(axis: axis, side: $0)) ? End.neumann : .dirichlet
      }
      return interval(0, 1, .bounded(lower: ends[0], upper: ends[1]), placement)
    }
    var problem = Problem(domain: Domain(intervals), op: op)
    problem.exact = try Formula(exact)
    for side in robin { problem.robin[side] = try Formula(side.side == .lower ? "2" : "1 + x") }
    return problem
  }

  @Test(
    "Every mixture of Dirichlet and Robin sides of a square, a = 1 and a = 1 + x + y",
    arguments: methods)
  func square(kind: Discretization, placement: Placement) throws {
    let e = Self.e
    let sides = [0, 1].flatMap { axis in Side.allCases.map { BoxSide(axis: axis, side: $0) } }
    // u = eˣ (1 + y²): n·a∇u integrated by hand over x = 0, x = 1, y = 0, y = 1.
    let known: [(String, [Double])] = [
      ("1", [-4.0 / 3, 4 * e / 3, 0, 2 * (e - 1)]),
      ("1 + x + y", [-25.0 / 12, 41 * e / 12, 0, 4 * (e - 1) + 2]),
    ]
    for (a, fluxes) in known {
      let op = SecondOrderOperator(.scalar(try Formula(a)), reaction: 1, rank: 2)
      for mask in 1..<16 {
        let robin = Set(sides.indices.filter { mask >> $0 & 1 == 1 }.map { sides[$0] })
        let errors = try errors(
          try problem(placement, robin: robin, op, exact: "exp(x)*(1 + y^2)"), kind,
          [[16, 17], [32, 34]], Array(zip(sides, fluxes)))
        expectSecondOrder(errors, placement, "\(kind) \(placement) a = \(a) mask \(mask)")
      }
    }
  }

  @Test("In one dimension and in three", arguments: methods)
  func otherRanks(kind: Discretization, placement: Placement) throws {
    let e = Self.e
    let line = [Side.lower, .upper].map { BoxSide(axis: 0, side: $0) }
    for robin in [[line[0]], [line[1]], line] {
      let op = SecondOrderOperator(.scalar(try Formula("1 + x^2")), reaction: .x, rank: 1)
      let errors = try errors(
        try problem(placement, robin: Set(robin), op, exact: "exp(x)"), kind, [[21], [42]],
        [(line[0], -1), (line[1], 2 * e)])
      expectSecondOrder(errors, placement, "\(kind) \(placement) \(robin.map(\.name))")
    }
    // u = eˣ (1 + y²) (1 + z), a = 1 + x + y
    let top = 4 * e / 3 + 3 * (e - 1) / 4
    let known: [(BoxSide, Double)] = [
      (BoxSide(axis: 0, side: .lower), -25.0 / 8), (BoxSide(axis: 0, side: .upper), 41 * e / 8),
      (BoxSide(axis: 1, side: .upper), 6 * (e - 1) + 3),
      (BoxSide(axis: 2, side: .lower), -top), (BoxSide(axis: 2, side: .upper), top),
    ]
    for robin in [[known[0].0], [known[1].0, known[3].0], [known[2].0, known[4].0]] {
      let op = SecondOrderOperator(.scalar(try Formula("1 + x + y")), rank: 3)
      let errors = try errors(
        try problem(placement, robin: Set(robin), op, exact: "exp(x)*(1 + y^2)*(1 + z)"), kind,
        [[8, 8, 8], [16, 16, 16]], known)
      expectSecondOrder(errors, placement, "\(kind) \(placement) \(robin.map(\.name))")
    }
  }

  @Test("With advection", arguments: methods)
  func advection(kind: Discretization, placement: Placement) throws {
    let e = Self.e
    let sides = [0, 1].flatMap { axis in Side.allCases.map { BoxSide(axis: axis, side: $0) } }
    let op = SecondOrderOperator(
      .scalar(1), advection: [1, try Formula("x")], reaction: 1, rank: 2)
    for robin in [[sides[0]], [sides[1], sides[3]]] {
      let errors = try errors(
        try problem(placement, robin: Set(robin), op, exact: "exp(x)*(1 + y^2)"), kind,
        [[16, 17], [32, 34], [64, 68]],
        Array(zip(sides, [-4.0 / 3, 4 * e / 3, 0, 2 * (e - 1)])))
      expectSecondOrder(errors, placement, "\(kind) \(placement) \(robin.map(\.name))")
    }
  }
}
