import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// A source follows from an exact solution where A u is a function: a jump of n·a∇u, around a seam too,
/// is none.
@Suite struct BrokenSolutions {
  private func run(
    _ box: [Domain.Interval], _ a: String, _ u: String,
    _ kind: Discretization = .staggered(order: 2)
  ) throws -> [Double] {
    var problem = Problem(
      domain: Domain(box), diffusion: [try Formula(a)], reaction: try Formula("1"))
    problem.exact = try Formula(u)
    let options = options([16, 32].map { n in box.map { _ in n } }, norms: [.l2])
    return try ConvergenceStudy(problem, [Method(kind)], options).series().levels.map {
      try #require($0.values["L2"]?["discrete"])
    }
  }

  @Test func seams() throws {
    let ring = interval(0, 1, .periodic)
    for u in ["x*(1 - x)", "exp(x)*sin(2*pi*x)", "abs(sin(pi*x))", "x"] {
      #expect(throws: StudyError.self, "\(u)") { try run([ring], "1", u) }
      #expect(throws: StudyError.self, "\(u)") { try run([ring, ring], "2 + sin(2*pi*y)", u) }
    }
    // a jumps on the seam, where a u′ does, or does not.
    #expect(throws: StudyError.self) { try run([ring], "1 + x", "sin(2*pi*x)") }
    for (a, u) in [("1", "exp(sin(2*pi*x))"), ("1 + x", "cos(2*pi*x)")] {
      let errors = try run([ring], a, u)
      #expect(errors[0] / errors[1] > 3.5, "\(a) \(u) \(errors)")
    }
  }

  @Test func kinks() throws {
    let line = [unitDirichlet]
    for (a, u) in [
      ("1", "abs(x - 0.5)"), ("1 + x", "min(x, 1 - x)"), ("if(x < 1/2, 1, 10)", "sin(3*x)"),
    ] {
      #expect(throws: StudyError.self, "\(a) \(u)") { try run(line, a, u) }
    }
    // The flux goes on: a source for one unit on either side.
    for (a, u) in [
      ("if(x < 1/2, 1, 10)", "if(x < 1/2, 10*(x - 1/2), x - 1/2)"), ("1", "max(0, x - 1/2)^3"),
      ("1 + abs(x)", "exp(-abs(x))"),
    ] {
      let errors = try run(line, a, u)
      #expect(errors[1] < 1e-8 || errors[0] / errors[1] > 3.5, "\(a) \(u) \(errors)")
    }
  }
}
