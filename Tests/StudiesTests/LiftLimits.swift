import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// What a study says of liftings that cannot be as deep as was asked.
@Suite struct LiftLimits {
  /// The footnote of a run is the warning of `check`.
  @Test func aShallowerLiftingIsFootnoted() throws {
    let problem = try problem([unitDirichlet, unitDirichlet], source: "1")
    var method = Method(.spectral)
    method.lifting = 2
    var study = ConvergenceStudy(problem, [method], options([[8], [16]].map { $0 + $0 }))
    study.kind = .solve
    let words =
      "the lifting has depth 0, not 2, and the rates are those of depth 0: the data of x.lower and "
      + "y.lower do not fit together at (0, 0): d^2u/dy^2 = 0 by x.lower, -1 by y.lower"
    #expect(try study.run().series[0].notes == ["warning: " + words])
    #expect(try study.advice() == ["\(method.name): " + words])
    // A source that fits has no such note.
    study.problem.source = try Formula("sin(pi*x)*sin(pi*y)")
    #expect(try study.run().series[0].notes.isEmpty)
    #expect(try study.advice().isEmpty)
  }

  /// Data without a lift are refused before the first solve, by the methods that need one.
  @Test func aMethodThatNeedsALiftIsRefusedBeforeItRuns() throws {
    var problem = try problem([unitDirichlet, unitDirichlet], source: "0")
    problem.data[BoxSide(axis: 1, side: .upper)] = 1
    for kind in [Discretization.spectral, .staggered(order: 2), .spline(degree: 1)] {
      var method = Method(kind)
      var study = ConvergenceStudy(problem, [method], options([[8, 8]]))
      study.kind = .solve
      _ = try study.check()
      guard kind == .spectral else { continue }
      method.lifting = 1
      study.methods = [method]
      #expect {
        _ = try study.check()
      } throws: {
        "\($0)".contains("u = 0 by x.lower, 1 by y.upper; the method solves for what is left")
      }
    }
  }
}
