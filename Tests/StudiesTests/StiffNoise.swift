import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// What an iteration leaves beside Robin sides that hold u nearly as Dirichlet's would.
@Suite struct StiffNoise {
  private func series(
    _ exact: String, _ beta: Double, _ kind: Discretization, _ cells: [Int], rank: Int,
    advection: [Formula] = []
  ) throws -> Series {
    let free = interval(0, 1, .neumann)
    var problem = Problem(
      domain: Domain([Domain.Interval](repeating: free, count: rank)),
      op: SecondOrderOperator(.scalar(1), advection: advection, rank: rank))
    problem.exact = try Formula(exact)
    for axis in 0..<rank {
      for side in Side.allCases { problem.robin[BoxSide(axis: axis, side: side)] = Formula(beta) }
    }
    let options = options(
      cells.map { n in [Int](repeating: n, count: rank) }, norms: [.l2, .h(1), .energy])
    return try ConvergenceStudy(problem, [Method(kind)], options).series()
  }

  /// u = 1 + 2x − y is held exactly: what the tables have is noise on every row, and no rate is of it.
  @Test(arguments: [40, 100, 1e4, 1e6, 1e9, 1e12])
  func linearFunctionsAreNoise(_ beta: Double) throws {
    for rank in [1, 2] {
      for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
        for cells in [[8, 16, 32, 64], [7, 13, 45]] {
          let found = try series(
            rank == 1 ? "1 + 2*x" : "1 + 2*x - y", beta, kind, cells, rank: rank)
          for norm in [Norm.l2, .h(1), .energy] {
            let marks = found.marks(norm, "discrete")
            #expect(
              marks.allSatisfy { $0 == .exact || $0 == .floor },
              "\(kind) \(rank) \(norm) \(marks) \(found.values(norm, "discrete"))")
          }
        }
      }
    }
  }

  /// Errors of order 2 stand above it, and keep their rates.
  @Test(arguments: [100, 1e6, 1e12])
  func errorsAreNot(_ beta: Double) throws {
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
      let found = try series("exp(x)*cos(2*y)", beta, kind, [8, 16, 32, 64], rank: 2)
      for norm in [Norm.l2, .h(1), .energy] {
        #expect(found.marks(norm, "discrete").allSatisfy { $0 == nil }, "\(kind) \(norm)")
        let rate = try #require(found.levels.last?.rates[norm.name]?["discrete"])
        #expect(rate > 1.4, "\(kind) \(norm) \(rate)")
      }
    }
  }
}
