import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing
import _TestSupport

/// What a run refuses `check` refuses before, in the same words.
@Suite struct RefusedMethods {
  private func tensor(_ placement: Placement) throws -> Problem {
    let x = interval(0, 1, .dirichlet, placement)
    let half = try Formula("1/2")
    var problem = Problem(
      domain: Domain([x, x]), op: SecondOrderOperator(.tensor([[1, half], [half, 1]]), rank: 2))
    problem.exact = try Formula("sin(pi*x)*sin(pi*y)")
    return problem
  }

  private func words(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }

  @Test(
    "Operators, quantities and methods",
    arguments: [Placement.nodes, .cells], [Discretization.staggered(order: 2), .spline(degree: 1)])
  func checksAreRuns(placement: Placement, kind: Discretization) throws {
    let study = ConvergenceStudy(try tensor(placement), [Method(kind)], options([[8, 8]]))
    #expect(words { _ = try study.check() } == words { _ = try study.run() })
    #expect((words { _ = try study.check() } == nil) == (placement == .nodes))

    var box = try problem([interval(0, 1, .dirichlet, placement)], source: "1")
    box.op = SecondOrderOperator(.scalar(try Formula("1 + x")), form: .nondivergence, rank: 1)
    var options = options([[8]])
    options.quantities = [Quantity("flux", .flux(BoxSide(axis: 0, side: .lower)))]
    var flux = ConvergenceStudy(box, [Method(.staggered(order: 2))], options)
    flux.kind = .solve
    let refused = try #require(words { _ = try flux.check() })
    #expect(refused == words { _ = try flux.run() })
    #expect(refused.contains("divergence"))
  }
}
