import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Robin sides from nearly Neumann's to nearly Dirichlet's.
@Suite struct StiffRobinSides {
  /// u = 1 + 2x − y, which differences of order 2 and linear elements hold exactly.
  private let u: Formula = 1 + 2 * .x - .y

  private func problem(_ grid: Grid, beta: Formula, advection b: [Formula] = []) throws
    -> SecondOrderProblem
  {
    let u = grid.rank == 1 ? u.substituting(.y, by: 0) : u
    let op = SecondOrderOperator(.scalar(1), advection: b, rank: grid.rank)
    var data = BoundaryData()
    var robin: [BoxSide: Formula] = [:]
    for side in grid.sides {
      let value = u.trace(on: side, of: grid)
      data.values[side] = value
      guard grid.end(side) == .neumann else { continue }
      robin[side] = beta.trace(on: side, of: grid)
      data.values[side] = try op.flux(of: u, through: side, of: grid) + robin[side]! * value
    }
    return SecondOrderProblem(op, source: try op.applied(to: u), data: data, robin: robin)
  }

  private func grids(_ placement: Placement) -> [Grid] {
    func axis(_ n: Int, _ boundary: Boundary) -> Axis {
      Axis(0, 1, cells: n, boundary: boundary, placement: placement)
    }
    let mixed = Boundary.bounded(lower: .neumann, upper: .dirichlet)
    return [
      Grid(axis(13, .neumann)), Grid(axis(32, mixed)),
      Grid(axis(16, .neumann), axis(9, .neumann)),
      Grid(axis(12, mixed), axis(32, .dirichlet)),
    ]
  }

  /// On nodes what is exact for Neumann's and for Dirichlet's is so for every β between; and the
  /// iterations do not know β.
  @Test(arguments: [1, 100, 1e4, 1e6, 1e9, 1e12])
  func linearFunctionsAreExact(_ beta: Double) throws {
    for grid in grids(.nodes) {
      let space = FunctionSpace<Double>(on: grid)
      let exact = Field(sampling: grid.rank == 1 ? u.substituting(.y, by: 0) : u, in: space)
      for beta in [Formula(beta), grid.rank == 1 ? Formula(beta) : Formula(beta) * (1 + .y)] {
        for (kind, load) in [(.staggered(order: 2), .sampled), (.spline(degree: 1), .integrated)]
          as [(Discretization, LoadRule)]
        {
          let found = try problem(grid, beta: beta).solve(
            in: space, scheme: Scheme(kind), load: load)
          #expect((found.u - exact).largest() < 1e-7, "\(kind) \(grid) \(beta)")
          #expect(found.iterations <= 20, "\(kind) \(grid) \(beta)")
        }
      }
    }
  }

  /// On cells the value on the side is eliminated; the iterations do not know β either.
  @Test(arguments: [1, 1e4, 1e12])
  func cellsTakeThem(_ beta: Double) throws {
    for grid in grids(.cells) {
      let space = FunctionSpace<Double>(on: grid)
      let exact = Field(sampling: grid.rank == 1 ? u.substituting(.y, by: 0) : u, in: space)
      let found = try problem(grid, beta: Formula(beta)).solve(
        in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled)
      #expect((found.u - exact).largest() < 1e-7, "\(grid)")
      #expect(found.iterations <= 20, "\(grid)")
    }
  }

  /// Beside advection no multigrid is there: a solution is right, or is none.
  @Test(arguments: [1, 100, 1e6, 1e12])
  func advectionIsNeverSilentlyWrong(_ beta: Double) throws {
    for grid in grids(.nodes) {
      let space = FunctionSpace<Double>(on: grid)
      let exact = Field(sampling: grid.rank == 1 ? u.substituting(.y, by: 0) : u, in: space)
      let b: [Formula] = grid.rank == 1 ? [1] : [1, 2]
      do {
        let found = try problem(grid, beta: Formula(beta), advection: b).solve(
          in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled)
        #expect((found.u - exact).largest() < 1e-6, "\(grid)")
      } catch SolverError.notConverged {
        #expect(beta > 100, "\(grid)")
      }
    }
  }

  /// What is left of a constant that was projected out is round-off, and no load.
  @Test(arguments: [
    Discretization.staggered(order: 2), .staggered(order: 4), .spline(degree: 1), .spectral,
  ])
  func aConstantLoadLeavesNothing(_ kind: Discretization) throws {
    let space = FunctionSpace<Double>(
      on: Grid(.neumann(length: 1, cells: 8), .neumann(length: 1, cells: 5)))
    let op = SecondOrderOperator(.scalar(1 + .x), rank: 2)
    let found = try SecondOrderProblem(op, source: 1).solve(
      in: space, scheme: Scheme(kind), load: kind == .spline(degree: 1) ? .integrated : .sampled)
    #expect(found.u.largest() == 0)
    #expect(abs(found.meanDefect - 1) <= roundoff(space.count))
  }
}
