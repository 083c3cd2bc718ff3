import Discretizations
import Formulas
import Solvers
import Studies
import Testing

/// A point source excites the checkerboard, which centred differences do not see.
@Suite struct Checkerboards {
  private func study(_ kind: Discretization, _ cells: [Int]) throws -> ConvergenceStudy {
    var problem = try problem([unitDirichlet])
    problem.rough.points = [PointSource(at: [0.37])]
    var options = options(cells.map { [$0] }, norms: [])
    options.quantities = [Quantity("q", .value([0.25]))]
    var study = ConvergenceStudy(problem, [Method(kind)], options)
    study.kind = .solve
    return study
  }

  /// The even points are a grid of their own, of spacing 2h, which has the share w of δ that lies on
  /// its nearest point x: u_h(¼) = 2 w G(¼, x), with a w that goes anywhere, in place of G(¼, s).
  @Test func theEvenPointsAreAGridOfTheirOwn() throws {
    let study = try study(.centred(order: 2), [32, 64, 128, 256])
    let series = try study.series()
    for level in series.levels {
      let t = 0.37 * Double(level.cells[0])
      let even = 2 * (t / 2).rounded()
      let share = 1 - (t - even).magnitude
      let value = 2 * share * 0.25 * (1 - even * level.h[0])
      #expect((level.quantities["q"]! - value).magnitude < 1e-12, "\(level.cells)")
    }
    #expect(series.notes.contains { $0.hasPrefix("warning: centred differences do not see") })
    #expect(try study.advice().contains { $0.contains("centred differences do not see") })
  }

  @Test(arguments: [Discretization.staggered(order: 2), .spline(degree: 1)])
  func othersSeeIt(_ kind: Discretization) throws {
    let study = try study(kind, [32, 64])
    #expect(try study.series().notes.allSatisfy { !$0.contains("checkerboard") })
    #expect(try study.advice().allSatisfy { !$0.contains("checkerboard") })
  }
}
