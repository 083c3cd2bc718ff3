import Discretizations
import Formulas
import Grids
import RealModule
import Solvers
import Studies
import Testing

/// −u″ + b u′ = f between Neumann ends has a solution only if ∫ f e^{−bx} = 0: e^{−bx} is the adjoint's kernel.
@Suite struct BalanceNotes {
  private func study(
    _ source: String, _ kind: Discretization, b: Formula = 1, levels: [Int] = [16, 32, 64],
    projects: Bool = false
  ) throws -> ConvergenceStudy {
    var problem = try problem([interval(0, 1, .neumann)], source: source)
    problem.op = SecondOrderOperator(.scalar(1), advection: [b], rank: 1)
    problem.projectsIncompatibleData = projects
    var options = options(levels.map { [$0] })
    options.references = [.next]
    return ConvergenceStudy(problem, [Method(kind)], options)
  }

  private let words = "the data do not balance"

  private static let kinds: [Discretization] = [
    .staggered(order: 2), .spline(degree: 1), .spectral,
  ]

  @Test(arguments: kinds)
  func whatDoesNotBalanceIsRefused(_ kind: Discretization) throws {
    // ∫ (x − s) e^{−x} = 0 for s = (1 − 2/e)/(1 − 1/e).
    let balanced = "x - (1 - 2*exp(-1))/(1 - exp(-1))"
    #expect(try !study(balanced, kind).series().notes.contains { $0.contains(words) }, "\(kind)")
    // ∫ cos(πx) e^{−x} = (1 + 1/e)/(1 + π²)
    let e = Double.exp(-1)
    for (source, mean) in [
      ("1", 1), ("cos(pi*x)", (1 + e) / (1 + Double.pi * Double.pi) / (1 - e)),
    ] {
      let error = try #require(throws: StudyError.self) { try study(source, kind).run() }
      guard case .unbalanced(let found) = error else {
        Issue.record("\(error)")
        continue
      }
      // Second order on 64 cells: 1e-3 is four of h².
      #expect((found - mean).magnitude < 1e-3, "\(source) \(kind) \(found)")
      let projected = try study(source, kind, projects: true).series()
      #expect(!projected.notes.contains { $0.contains(words) })
    }
  }

  /// Grids that do not resolve the stream know no limit, and one that is hardly finer shows none.
  @Test func whereTheLimitIsNotKnownThereIsAWarning() throws {
    for (b, levels) in [(200, [16, 32]), (1, [60, 64])] as [(Formula, [Int])] {
      let notes = try study("1", .staggered(order: 2), b: b, levels: levels).series().notes
      #expect(notes.contains { $0.contains(words) }, "\(notes)")
    }
  }
}
