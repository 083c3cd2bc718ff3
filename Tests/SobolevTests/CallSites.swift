import Sobolev
import Testing
import _TestSupport

/// The snippets of the article *Use as a library*, and the numbers that stand beside them.
@Suite struct CallSites {
  private let torus = FunctionSpace<Double>(on: Grid(.periodic(cells: 64), .periodic(cells: 64)))

  @Test func poissonOnTheTorus() throws {
    let space = torus
    let f = Field(in: space) { x, y in 2 * .sin(x) * .cos(y) }
    let u = try (-.laplacian).solve(f)

    let tolerance: Double = roundoff(space.count)
    #expect(abs(try u.norm(.l2) / .pi - 1) < tolerance)
    #expect(abs(try u.norm(.h(1)) / (.sqrt(3) * .pi) - 1) < tolerance)
    #expect(abs(try u.norm(.homogeneous(1)) / (.sqrt(2) * .pi) - 1) < tolerance)
  }

  @Test func anOperatorIsAnExpression() throws {
    let f = Field(in: torus) { x, y in .exp(.sin(x)) * .cos(2 * y) }
    let A: Multiplier<Double> = .identity - 0.1 * .laplacian
    let residual = try (A(try A.solve(f)) - f).norm(.h(-1))

    #expect(try residual <= roundoff(torus.count) * f.norm(.h(-1)))
  }

  @Test func anUnsolvableProblemIsAThrownFact() throws {
    let g = Field(in: torus) { x, _ in 1 + .sin(x) }
    var defect: Double?
    do {
      _ = try (-.laplacian).solve(g)
    } catch .incompatible(let mean) {
      defect = mean
    } catch { throw error }
    #expect(abs(try #require(defect) - 1) < roundoff(torus.count))
    let v = try (-.laplacian).solve(g.meanFree)

    let exact = Field(in: torus) { x, _ in .sin(x) }
    #expect(try (v - exact).norm(.h(1)) <= roundoff(torus.count) * exact.norm(.h(1)))
  }

  @Test func aResonanceNamesItsMode() throws {
    let f = Field(in: torus) { x, y in .cos(x) * .cos(y) + .sin(2 * x) }
    var found: [Int] = []
    do {
      _ = try (-.divergence(.gradient) - 2).solve(f)
    } catch .resonant(let mode, let eigenvalue) {
      found = mode
      #expect(eigenvalue == 2)
    } catch { throw error }
    #expect(found.map(abs) == [1, 1])
  }

  /// u = |sin x|³ is in H^s for s < 3.5; the numbers are those of the article.
  @Test func aTableThatKnowsWhatToExpect() throws {
    let fine = FunctionSpace<Double>(on: Grid(.periodic(cells: 8192)))
    let u = Field(in: fine) { x in .pow(abs(.sin(x)), 3) }
    let f = Field(in: fine) { x in
      4 * .pow(abs(.sin(x)), 3) - 6 * abs(.sin(x)) * .pow(.cos(x), 2)
    }
    let table = try ConvergenceTable(cells: [16, 32, 64, 128], against: u, regularity: 3.5) {
      space in
      try (1 - .laplacian).solve(f.projected(to: space))
    }

    let printed: [(Norm, [Double])] = [
      (.l2, [4.271e-03, 2.808e-04, 2.189e-05, 1.889e-06]),
      (.h(1), [3.667e-02, 5.025e-03, 8.044e-04, 1.361e-04]),
    ]
    for (norm, errors) in printed {
      for (found, drawn) in zip(table.errors(in: norm), errors) {
        // Four digits.
        #expect(abs(found / drawn - 1) < 5e-4, "\(norm): \(found), \(drawn)")
      }
    }
    #expect("\(table)".contains("128   1.889e-06  3.53   1.361e-04  2.56"))
    #expect(abs(table.rates(in: .h(1)).last! - 2.5) < 0.1)
    #expect(table.predictedRate(in: .l2) == 3.5 && table.predictedRate(in: .h(1)) == 2.5)
  }

  @Test func variableDiffusion() throws {
    let a: Formula = 2 + .sin(.x) * .cos(.y)
    let A = -.divergence(a * .gradient) + 1
    var counts: [[Int]] = []
    for n in [32, 64, 128] {
      let space = FunctionSpace<Double>(on: Grid(.periodic(cells: n), .periodic(cells: n)))
      let f = Field(in: space) { x, y in .exp(.sin(x)) * .cos(2 * y) }
      let solution = try A.solve(f)
      let plain = try A.solve(f, options: IterationOptions(preconditioner: .symbol))

      counts.append([solution.iterations, plain.iterations])
      for solution in [solution, plain] {
        #expect(solution.history.count == solution.iterations + 1)
        #expect(solution.history.last! <= 1e-10)
        // √κ < √3 between the norm of the iteration and that of H^-1.
        #expect(try (A(solution.u) - f).norm(.h(-1)) < 2e-10 * f.norm(.h(-1)))
      }
    }
    for count in counts { #expect(abs(count[0] - 10) <= 1 && abs(count[1] - 18) <= 1, "\(counts)") }
  }

  @Test func aClosureIsACoefficient() throws {
    let f = Field(in: torus) { x, y in .exp(.sin(x)) * .cos(2 * y) }
    let k = Formula { x, y in x < y ? 1 : 2 + x * y }
    let B = -.divergence(k * .gradient) + 1
    let scheme = Scheme(.staggered(order: 2))
    let u = try B.solve(f, scheme: scheme).u

    #expect(try (B(u, scheme: scheme) - f).norm(.h(-1)) < 1e-9 * f.norm(.h(-1)))
  }

  @Test func notConvergedSaysWhatWasAchieved() throws {
    let a: Formula = .exp(4 * .sin(.x))
    let A = -.divergence(a * .gradient) + 1
    let f = Field(in: torus) { x, y in .sin(x + 2 * y) }
    var record: IterationRecord?
    do {
      let few = IterationOptions(preconditioner: .symbol, iterations: 3)
      _ = try A.solve(f, options: few)
    } catch .notConverged(let stopped) {
      record = stopped
    } catch { throw error }
    let stopped = try #require(record)
    #expect(stopped.iterations == 3)
    #expect(stopped.residual == stopped.history.last && stopped.residual > 1e-10)
  }

  @Test func aConvergenceStudyWithoutACaseFile() throws {
    let square = Domain([
      .init(0, 1, boundary: .dirichlet), .init(0, 1, boundary: .dirichlet),
    ])
    let u: Formula = .sin(.pi * .x) * .sin(.pi * .y)
    let problem = Problem(-.divergence((1 + .x * .y) * .gradient) + 1, on: square, exact: u)
    let study = ConvergenceStudy(
      problem, [Method(.staggered(order: 2)), Method(.spline(degree: 1))], cells: [8, 16, 32, 64])
    let results = try study.run()

    #expect("\(results)".contains("-∇·(a∇u) + c u = f,  a = 1 + x*y"))
    for series in results.series {
      for norm in [Norm.l2, .h(1)] {
        #expect(abs(series.rates(in: norm).last! - 2) < 0.05)
        #expect(series.fit(in: norm)?.predicted == 2)
      }
    }
  }

  @Test func typesCarryTheBoundaryCondition() throws {
    let interval = FunctionSpace<Double>(on: Grid(.dirichlet(length: 1, cells: 128)))
    let u = try (-.laplacian).solve(Field(in: interval) { x in .exp(x) })

    #expect(u.derivative(along: 0).grid.axes[0].boundary == .neumann)
  }
}
