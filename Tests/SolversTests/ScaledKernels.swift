import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing
import Transforms
import _TestSupport

/// Where constants are the kernel, √a is that of the scaled operator.
@Suite struct ScaledKernels {
  /// The solution does not depend on the preconditioner, on every grid with constants in the kernel:
  /// smooth a, one that jumps at the seam of a circle, and one for each axis.
  @Test(arguments: [Discretization.staggered(order: 2), .spline(degree: 1)])
  func theScalingDoesNotChangeTheSolution(_ kind: Discretization) throws {
    for boundaries in [
      [Boundary.periodic, .periodic], [.neumann, .neumann], [.periodic, .neumann],
      [.periodic, .periodic, .periodic], [.neumann, .neumann, .neumann],
      [.neumann, .periodic, .neumann],
    ] {
      let rank = boundaries.count
      let grid = Grid(
        boundaries.enumerated().map { Axis(0, 1, cells: 7 + $0, boundary: $1) })
      let space = FunctionSpace<Double>(on: grid)
      let waves = try Formula("exp(sin(2*pi*x)*cos(2*pi*y))")
      let operators = [
        SecondOrderOperator(.scalar(waves), rank: rank),
        SecondOrderOperator(.scalar(try Formula("exp(x)*(2 + y)")), rank: rank),
        SecondOrderOperator(
          .diagonal((0..<rank).map { $0 == 1 ? 2 * waves : waves }), rank: rank),
      ]
      for op in operators {
        let problem = SecondOrderProblem(op, source: try Formula("cos(2*pi*x) + cos(2*pi*y)/3"))
        let solutions = try [IterationOptions.Preconditioner.symbol, .scaled].map {
          try problem.solve(
            in: space, scheme: Scheme(kind), load: .sampled,
            // (r, M⁻¹r) has its own round-off, near 1e-14 of the first where M is nearly singular.
            options: IterationOptions(preconditioner: $0, tolerance: 1e-13)
          ).u
        }
        let size = grid.axes.reduce(1) { $0 + 16 / Double($1.spacing * $1.spacing) }
        // The extremes of a are e⁻¹ and 3e.
        #expect(
          (solutions[0] - solutions[1]).largest() <= roundoff(grid.count) * size * 3 * 2.72 * 2.72,
          "\(grid)")
      }
    }
  }

  /// D A D by links is the same to the bit for every number of threads.
  @Test func theNumberOfThreadsDoesNotMatter() throws {
    let a = try Formula("exp(cos(2*pi*x)*cos(pi*y))")
    let elements = SecondOrderOperator(.scalar(a), reaction: try Formula("1 + x*y"), rank: 2)
    let differences = SecondOrderOperator(.scalar(a), rank: 3)
    for (op, cells, kind) in [
      (elements, [700, 41], Discretization.spline(degree: 1)),
      (differences, [37, 24, 25], .staggered(order: 2)),
    ] {
      let grid = Grid(
        cells.enumerated().map {
          Axis(0, 1, cells: $1, boundary: $0 == 0 ? .periodic : .neumann)
        })
      let space = FunctionSpace<Double>(on: grid)
      let problem = SecondOrderProblem(op, source: try Formula("cos(2*pi*x)*y"))
      let before = Threads.count
      defer { Threads.count = before }
      let solutions = try [1, 2, 3].map { count in
        Threads.count = count
        return try problem.solve(
          in: space, scheme: Scheme(kind), load: .sampled,
          options: IterationOptions(preconditioner: .scaled)
        ).u.values
      }
      #expect(solutions[1] == solutions[0] && solutions[2] == solutions[0], "\(cells)")
    }
  }

  /// Linear elements with data on Dirichlet, Neumann and Robin sides: links, links and D with c sampled or
  /// not, samples, and the matrix with diagonals of its own are one system.
  @Test(arguments: ["0", "3", "1 + x", "1 + x*y^2"])
  func elementsDoNotDependOnThePreconditioner(_ reaction: String) throws {
    let mixed = Boundary.bounded(lower: .dirichlet, upper: .neumann)
    let a = try Formula("exp(sin(3*x)*y)")
    for boundaries in [
      [mixed, mixed], [.neumann, mixed], [.periodic, mixed], [mixed, .periodic],
      [.dirichlet, .dirichlet], [mixed, .neumann, mixed],
    ] {
      let rank = boundaries.count
      let grid = Grid(
        boundaries.enumerated().map { Axis(0, 1, cells: 7 + $0, boundary: $1) })
      let space = FunctionSpace<Double>(on: grid)
      var data = BoundaryData()
      for side in grid.sides {
        data.values[side] = try Formula("1 + x^2").trace(on: side, of: grid)
      }
      var robin: [BoxSide: Formula] = [:]
      for side in grid.sides where grid.end(side) == .neumann && side.axis == 0 { robin[side] = 2 }
      var diagonal = (0..<rank).map { _ in a }
      diagonal[1] = 2 + a
      for diffusion in [SecondOrderOperator.Diffusion.scalar(a), .diagonal(diagonal)] {
        let op = SecondOrderOperator(diffusion, reaction: try Formula(reaction), rank: rank)
        let problem = SecondOrderProblem(op, source: a, data: data, robin: robin)
        let solutions = try [IterationOptions.Preconditioner.symbol, .scaled, .multigrid].map {
          try problem.solve(
            in: space, scheme: Scheme(.spline(degree: 1)), load: .integrated,
            options: IterationOptions(preconditioner: $0, tolerance: 1e-14)
          ).u
        }
        let size = grid.axes.reduce(1) { $0 + 16 / Double($1.spacing * $1.spacing) }
        for u in solutions.dropFirst() {
          #expect(
            (u - solutions[0]).largest()
              <= roundoff(grid.count) * size * 3 * 2.72 * max(1, solutions[0].largest()), "\(grid)")
        }
      }
    }
  }
}
