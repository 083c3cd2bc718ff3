import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Errors are linear in u: of s u they are s times those of u, though s² is 0 or infinite.
@Suite struct SmallSizes {
  private func rows(
    _ size: String, _ kind: Discretization, advection: Bool
  ) throws -> [Level] {
    let wall = Domain.Interval(0, 1, boundary: .dirichlet)
    var problem = Problem(
      domain: Domain([wall, wall]),
      op: SecondOrderOperator(
        .scalar(try Formula("1 + x*y")),
        advection: advection ? [3, try Formula("y")] : [0, 0], reaction: 1, rank: 2))
    problem.exact = try Formula("(\(size))*sin(pi*x)*exp(y)*sin(pi*y)")
    var options = StudyOptions(levels: [[6, 6], [12, 12], [24, 24]])
    options.norms = [.l1, .l2, .lInfinity, .h(1), Norm(.slobodeckij(1, 4)), Norm(.totalVariation)]
    options.norms.append(.energy)
    options.measures = ["discrete", "function"]
    return try ConvergenceStudy(problem, [Method(kind)], options).run().series[0].levels
  }

  @Test(arguments: ["1e-160", "1e160", "1e-90", "1e90"])
  func errorsAreLinear(_ size: String) throws {
    for kind in [Discretization.spline(degree: 1), .staggered(order: 2)] {
      for advection in [false, true] {
        let (plain, scaled) = (
          try rows("1", kind, advection: advection), try rows(size, kind, advection: advection)
        )
        for (a, b) in zip(plain, scaled) {
          for (norm, values) in a.values {
            for (measure, value) in values {
              let found = try #require(b.values[norm]?[measure], "\(norm) \(measure)")
              let ratio = found / value / Double(size)!
              // Both iterations end at 1e-10 of the load, far below errors of a per cent.
              #expect(abs(ratio - 1) <= 1e-6, "\(kind) \(size) \(norm) \(measure) \(ratio)")
            }
          }
        }
      }
    }
  }
}
