import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// What an iteration that does not hold its right-hand side says of the residual.
@Suite struct NonsymmetricHistory {
  private static let schemes: [Scheme] = [
    Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1)), Scheme(.spectral),
  ]

  /// A cell more between Dirichlet ends, for one point at least.
  private func grid(_ boundary: Boundary, _ shape: [Int]) -> Grid {
    let more = boundary == .dirichlet ? 1 : 0
    return Grid(shape.map { Axis(0, 1, cells: $0 + more, boundary: boundary) })
  }

  private func history<T: TransformScalar>(
    _ problem: SecondOrderProblem, _ grid: Grid, _ scheme: Scheme,
    _ preconditioner: IterationOptions.Preconditioner, iterations: Int, _: T.Type
  ) throws -> [Double] {
    var options = IterationOptions()
    options.preconditioner = preconditioner
    options.tolerance = 0
    options.iterations = iterations
    do {
      let solution = try problem.solveNonsymmetric(
        in: FunctionSpace<T>(on: grid), scheme: scheme,
        load: scheme.isGalerkin ? .integrated : .sampled, options: options)
      return try #require(solution.iteration).history
    } catch SolverError.notConverged(let record) {
      return record.history
    }
  }

  /// The last norm is that of f − A u, those before it are the recurrence's: the k-th of a long run is the
  /// last of a run of k. A product loses ε |κ|² of what it is applied to, ε |κ| in the dual norm; an
  /// iteration has eight products and a handful of sums.
  private func agrees<T: TransformScalar>(
    _ problem: SecondOrderProblem, _ grid: Grid, _ scheme: Scheme,
    _ preconditioner: IterationOptions.Preconditioner, _: T.Type
  ) throws {
    let count = 3
    let long = try history(
      problem, grid, scheme, preconditioner, iterations: count, T.self)
    let cells = grid.axes.map(\.cells).max()!
    for k in 1..<count where k < long.count - 1 {
      let last = try history(
        problem, grid, scheme, preconditioner, iterations: k, T.self
      ).last!
      let rounding = 16 * Double(k) * Double(T.ulpOfOne) * .pi * Double(cells)
      #expect(
        (long[k] - last).magnitude <= rounding, "\(k), \(grid.shape), \(scheme): \(long) \(last)")
    }
  }

  @Test(
    "The recurrence's norm of the residual is that of f − A u",
    arguments: [Boundary.periodic, .dirichlet, .neumann])
  func recurrence(_ boundary: Boundary) throws {
    for shape in [[1], [2], [16], [17], [12, 7], [8, 5, 6]] {
      let grid = grid(boundary, shape)
      let b = ["3*cos(2*pi*x)", "1", "sin(2*pi*x)"].prefix(shape.count)
      for (a, preconditioner) in [
        ("1 + sin(2*pi*x)/2", IterationOptions.Preconditioner.symbol),
        ("exp(sin(2*pi*x))", .scaled),
      ] {
        let problem = SecondOrderProblem(
          SecondOrderOperator(
            .scalar(try Formula(a)), advection: try b.map { try Formula($0) }, reaction: 1,
            rank: shape.count), source: try Formula("1 + cos(2*pi*x)^3"))
        for scheme in Self.schemes {
          try agrees(problem, grid, scheme, preconditioner, Double.self)
          try agrees(problem, grid, scheme, preconditioner, Float.self)
          #if arch(x86_64) || arch(i386)
            try agrees(problem, grid, scheme, preconditioner, Float80.self)
          #endif
        }
      }
    }
  }

  /// c A u = c f has the solution of A u = f, to the last bit for a power of two: also where f leaves the
  /// exponents that half of its bits have.
  @Test("Equations may be multiplied by a power of two", arguments: schemes)
  func units(_ scheme: Scheme) throws {
    func expect<T: TransformScalar>(_ powers: [Int], _: T.Type) throws {
      let grid = grid(.dirichlet, [9, 8])
      func solution(_ k: Int) throws -> [T] {
        let c = Formula(Double(sign: .plus, exponent: k, significand: 1))
        let problem = SecondOrderProblem(
          SecondOrderOperator(
            .scalar(c * (try Formula("1 + x*y"))), advection: [20 * c, c * (try Formula("-x"))],
            reaction: c, rank: 2), source: c * (try Formula("1 + x*y")))
        var options = IterationOptions()
        options.tolerance = 64 * Double(T.ulpOfOne)
        return try problem.solveNonsymmetric(
          in: FunctionSpace<T>(on: grid), scheme: scheme,
          load: scheme.isGalerkin ? .integrated : .sampled, options: options
        ).u.values
      }
      let u = try solution(0)
      for k in powers { #expect(try solution(k) == u, "\(T.self) 2^\(k)") }
    }
    try expect([-400, -200, 150, 400], Double.self)
    try expect([-50, 50], Float.self)
  }

  /// ‖f − A u‖/‖f‖ in the norm dual to M's, each taken by its definition.
  @Test("The last norm is that of the residual of u", arguments: schemes)
  func last(_ scheme: Scheme) throws {
    let grid = grid(.dirichlet, [13, 10])
    let space = FunctionSpace<Double>(on: grid)
    let f = try Formula("1 + x*y")
    let op = SecondOrderOperator(
      .scalar(1), advection: [20, try Formula("-x")], reaction: 2, rank: 2)
    let problem = SecondOrderProblem(op, source: f)
    var options = IterationOptions()
    options.preconditioner = .symbol
    options.tolerance = 1e-5
    let load: LoadRule = scheme.isGalerkin ? .integrated : .sampled
    let solution = try problem.solveNonsymmetric(
      in: space, scheme: scheme, load: load, options: options)
    // A of unit vectors, and the load by what solves A u = f of each.
    let part = EllipticOperator(diffusion: [1, 1], reaction: 2)
    let whole = try problem.solveNonsymmetric(
      in: space, scheme: scheme, load: load, options: tight())
    let equation = -.divergence(1 * .gradient) + .advection([20, try Formula("-x")]) + 2
    let (right, image) = (
      try equation(whole.u, scheme: scheme), try equation(solution.u, scheme: scheme)
    )
    let residual = right - image
    func dual(_ r: Field<Double>) throws -> Double {
      r.inner(try part.solve(r, scheme: scheme)).squareRoot()
    }
    let achieved = try #require(solution.iteration).residual
    let expected = try dual(residual) / dual(right)
    #expect((achieved - expected).magnitude <= 1e-10 + 1e-6 * expected)
  }

  private func tight() -> IterationOptions {
    var options = IterationOptions()
    options.tolerance = 1e-13
    return options
  }
}
