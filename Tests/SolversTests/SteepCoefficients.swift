import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing

/// `auto` for an a that is resolved and steep.
///
/// With v = √a u only Δ√a/√a is left to vary, ¼|∇ log a|² where a is steep. Against the length's own
/// π² Σ 1/L² it gives the κ of which ½ √κ log(2/ε) steps are needed, whatever the grid.
@Suite struct SteepCoefficients {
  private func record(
    _ a: String, _ n: Int, _ wish: IterationOptions.Preconditioner, tolerance: Double = 1e-10
  ) throws -> IterationRecord {
    let grid = Grid((0..<2).map { _ in Axis(0, 1, cells: n, boundary: .dirichlet) })
    let op = SecondOrderOperator(.scalar(try Formula(a)), rank: 2)
    let solution = try SecondOrderProblem(op, source: 1).solve(
      in: FunctionSpace<Double>(on: grid), scheme: Scheme(.staggered(order: 2)), load: .sampled,
      options: IterationOptions(preconditioner: wish, tolerance: tolerance))
    return try #require(solution.iteration)
  }

  /// Dozens of waves of contrast 1e6: as many cycles on every grid.
  @Test(arguments: [64, 128, 256])
  func dozensOfWavesTakeTheCycle(n: Int) throws {
    let found = try record("10^(3*sin(37*x*y + 5*x)*cos(41*y - 7*x))", n, .auto)
    #expect(found.preconditioner == .multigrid)
    #expect(found.iterations <= 25)
  }

  /// |∇ log a| ≤ 2π m log 10 for 10^{sin 2πmx cos 2πmy}; the larger of both slopes squared is twice that
  /// of one, over 4·2π²: (m log 10)² at most, 5 for one wave and 340 for eight.
  @Test func wavesAreToldByTheirSlope() throws {
    for (m, choice) in [(1, IterationOptions.Preconditioner.scaled), (2, .scaled), (8, .multigrid)]
    {
      let a = "10^(sin(\(2 * m)*pi*x)*cos(\(2 * m)*pi*y))"
      for n in [96, 192] {
        #expect(try record(a, n, .auto).preconditioner == choice, "\(m) waves, \(n) cells")
      }
    }
  }
}
