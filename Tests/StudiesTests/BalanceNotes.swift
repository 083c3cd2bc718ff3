import Discretizations
import Formulas
import Grids
import Solvers
import Studies
import Testing

/// −u″ + u′ = f between Neumann ends has a solution only if ∫ f e^{−x} = 0: e^{−x} is the adjoint's kernel.
@Suite struct BalanceNotes {
  private func notes(_ source: String, _ kind: Discretization) throws -> [String] {
    var problem = try problem([interval(0, 1, .neumann)], source: source)
    problem.op = SecondOrderOperator(.scalar(1), advection: [1], rank: 1)
    var options = options([[16], [32], [64]])
    options.references = [.next]
    return try ConvergenceStudy(problem, [Method(kind)], options).series().notes
  }

  @Test(arguments: [Discretization.staggered(order: 2), .spline(degree: 1), .spectral])
  func whatDoesNotBalanceIsNamed(_ kind: Discretization) throws {
    // ∫ (x − s) e^{−x} = 0 for s = (1 − 2/e)/(1 − 1/e).
    let balanced = "x - (1 - 2*exp(-1))/(1 - exp(-1))"
    let words = "the data do not balance"
    #expect(try !notes(balanced, kind).contains { $0.contains(words) }, "\(kind)")
    for source in ["1", "cos(pi*x)"] {
      #expect(try notes(source, kind).contains { $0.contains(words) }, "\(source) \(kind)")
    }
  }
}
