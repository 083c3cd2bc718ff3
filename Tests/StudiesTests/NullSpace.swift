import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Problems whose operator removes constants.
@Suite struct NullSpace {
  private let methods: [Studies.Method] = [
    Method(.stencil(order: 2)), Method(.staggered(order: 4)), Method(.spectral),
    Method(.spline(degree: 1)),
  ]

  @Test func theExactSolutionIsShiftedToTheMeasuresOwnMean() throws {
    for (box, u) in [
      ([interval(0, 1, .neumann)], "exp(x)"),
      ([interval(0, 1, .neumann, .cells)], "exp(x)"),
      ([interval(0, 1, .neumann), circle], "exp(x) + sin(y)"),
      ([circle], "exp(cos(x))"),
    ] {
      for method in methods {
        let cells = box.count == 1 ? [[32], [64], [128]] : [[16, 32], [32, 64]]
        let options = options(
          cells, norms: [.l2, .h(1), .lInfinity], measures: ["discrete", "spectral", "function"])
        let plain = try ConvergenceStudy(try problem(box, exact: u), [method], options).series()
        // The same errors for a solution that differs by a constant.
        let shifted = try ConvergenceStudy(
          try problem(box, exact: "\(u) + 7"), [method], options
        ).series()
        for norm in options.norms {
          for measure in options.measures {
            for (a, b) in zip(plain.values(norm, measure), shifted.values(norm, measure)) {
              // Round-off of values about 10, in H¹ times n.
              #expect(abs(a! - b!) < 1e-11, "\(method.name) \(norm) \(measure)")
            }
            let errors = plain.values(norm, measure).map { $0! }
            #expect(errors.last! < errors.first! || errors.last! < 1e-11)
          }
        }
        #expect(plain.levels.allSatisfy { $0.meanDefect != nil })
        #expect(!plain.notes.isEmpty)
      }
    }
  }

  @Test func theSchemesOwnDefectIsThatOfTheTrapezoidalRule() throws {
    let study = ConvergenceStudy(
      try problem([interval(0, 1, .neumann)], source: "x^2 - 1/3"), [methods[0]],
      options([[8], [16], [32]]))
    for level in try study.series().levels {
      #expect(abs(level.meanDefect! - level.h[0] * level.h[0] / 6) < 1e-15)
    }
  }

  private func incompatible(_ problem: Problem) -> StudyError? {
    do {
      _ = try ConvergenceStudy(
        problem, [methods[0]], options([problem.domain.intervals.map { _ in 8 }])
      ).run()
      return nil
    } catch { return error }
  }

  @Test func incompatibleDataCarryTheirDefect() throws {
    let box = [interval(0, 2, .neumann)]
    guard
      case .incompatible(let defect, let mean)? = incompatible(
        try problem(box, source: "1 + cos(pi*x)"))
    else {
      Issue.record("accepted")
      return
    }
    #expect(abs(defect - 2) < 1e-12 && abs(mean - 1) < 1e-12)
    var projected = try problem(box, source: "1 + cos(pi*x)")
    projected.projectsIncompatibleData = true
    let level = try ConvergenceStudy(projected, [methods[0]], options([[8]])).series().levels[0]
    #expect(abs(level.meanDefect! - 1) < 1e-12)
    // Fluxes join the balance.
    var balanced = try problem(box, source: "1")
    balanced.data[BoxSide(axis: 0, side: .upper)] = -2
    #expect(incompatible(balanced) == nil)
    balanced.data[BoxSide(axis: 0, side: .upper)] = -1.9
    #expect(incompatible(balanced) != nil)
    // With a reaction or a Dirichlet end there is nothing to balance.
    #expect(incompatible(try problem(box, source: "1", reaction: 1)) == nil)
    #expect(incompatible(try problem([interval(0, 1, .dirichletNeumann)], source: "1")) == nil)
  }

  /// Compatibility is judged on expressions by quadrature, whose error at a kink that no cell of it
  /// knows must not refuse good data, nor hide bad ones.
  @Test func kinksOffTheQuadraturesCellsAreAccepted() throws {
    for i in 0..<40 {
      let shift = Extended(i) * 0.0718
      let box = [interval(shift, shift + 2 * .pi, .periodic)]
      #expect(incompatible(try problem(box, source: "abs(sin(x)) - 2/pi")) == nil, "\(i)")
      #expect(incompatible(try problem(box, source: "abs(sin(x)) - 2/pi + 0.01")) != nil, "\(i)")
    }
    for i in 0..<5 {
      let shift = Extended(i) * 0.0718
      let torus = [
        interval(shift, shift + 2 * .pi, .periodic), interval(-shift, 2 * .pi - shift, .periodic),
      ]
      let u = "abs(sin(x))*abs(cos(y)) - 4/pi^2"
      #expect(incompatible(try problem(torus, source: u)) == nil)
      #expect(incompatible(try problem(torus, source: "\(u) + 0.02")) != nil)
    }
  }

  @Test func aSmoothDefectIsFoundToTenDigits() throws {
    let box = [circle]
    #expect(incompatible(try problem(box, source: "exp(sin(x)) - 1.2660658777520084")) == nil)
    #expect(incompatible(try problem(box, source: "exp(sin(x)) - 1.26606588")) != nil)
  }
}
