import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Equations whose coefficients depend on the point, through the whole study.
@Suite struct VaryingCoefficients {
  private static func study(
    _ intervals: [Domain.Interval], _ op: SecondOrderOperator, exact: String,
    robin: [BoxSide: Formula] = [:], _ methods: [Method], _ levels: [[Int]], norms: [Norm],
    measures: [Measure] = ["discrete"]
  ) throws -> ConvergenceStudy {
    var problem = Problem(domain: Domain(intervals), op: op)
    problem.exact = try Formula(exact)
    problem.robin = robin
    return ConvergenceStudy(problem, methods, options(levels, norms: norms, measures: measures))
  }

  private static let kinds: [Discretization] = [.staggered(order: 2), .spline(degree: 1)]

  @Test(
    "Differences and elements of a smooth a have rate 2 in L², H¹, H⁻¹ and the energy, odd n too",
    arguments: kinds, [1, 2, 3])
  func secondOrder(kind: Discretization, rank: Int) throws {
    let names = ["x", "y", "z"].prefix(rank)
    let a = try Formula("1 + " + names.joined(separator: "*") + "/2")
    let u = names.map { "sin(pi*\($0))*exp(\($0)/2)" }.joined(separator: "*")
    let last = [160, 48, 20][rank - 1]
    for first in [last, last + 1] {
      let levels = [first / 2, first].map { [Int](repeating: $0, count: rank) }
      let study = try Self.study(
        Array(repeating: unitDirichlet, count: rank),
        SecondOrderOperator(.scalar(a), reaction: try Formula("x"), rank: rank), exact: u,
        [Method(kind)], levels, norms: [.l2, .h(1), .h(-1), .energy])
      let series = try study.series()
      for norm in study.options.norms {
        let rate = try #require(series.levels[1].rates[norm.name]?["discrete"])
        #expect((rate - 2).magnitude < 0.15, "\(norm) of \(kind), n = \(first): \(rate)")
      }
      #expect(series.levels[1].iterations ?? 0 > 0)
    }
  }

  @Test("Robin data follow from the exact solution, and the rate is 2 beside other sides")
  func robin() throws {
    let sides = [BoxSide(axis: 0, side: .lower), BoxSide(axis: 1, side: .upper)]
    let study = try Self.study(
      [interval(0, 1, .neumannDirichlet), interval(0, 1, .neumann)],
      SecondOrderOperator(.scalar(try Formula("1 + x*y")), reaction: .x, rank: 2),
      exact: "exp(x)*cos(y)", robin: [sides[0]: 2, sides[1]: try Formula("1 + x")],
      Self.kinds.map { Method($0) }, [[24, 24], [48, 48]], norms: [.l2, .h(1)])
    for series in try study.run().series {
      for norm in ["L2", "H1"] {
        let rate = try #require(series.levels[1].rates[norm]?["discrete"])
        #expect((rate - 2).magnitude < 0.15, "\(norm) of \(series.method ?? ""): \(rate)")
      }
    }
  }

  @Test("The flux through a side has the order of the solution: 1-D, and beside periodic sides")
  func flux() throws {
    for kind in Self.kinds {
      let lower = BoxSide(axis: 0, side: .lower)
      var problem = Problem(
        domain: Domain([unitDirichlet]),
        op: SecondOrderOperator(.scalar(try Formula("1 + x^2")), reaction: .x, rank: 1))
      problem.exact = try Formula("exp(x)")
      var study = ConvergenceStudy(problem, [Method(kind)], options([[20], [40], [80]]))
      // n·a∇u at x = 0 is −1; through both ends 2e − 1.
      study.options.quantities = [
        Quantity("flux(x.lower)", .flux(lower), known: -1),
        Quantity("flux(boundary)", .fluxBoundary, known: 2 * 2.718281828459045 - 1),
      ]
      let levels = try study.series().levels
      for quantity in study.options.quantities {
        let errors = levels.map { ($0.quantities[quantity.name]! - quantity.known!).magnitude }
        // Second order: a factor 4 a level, within the next order's h².
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
          #expect((coarse / fine - 4).magnitude < 0.2, "\(quantity.name) of \(kind): \(errors)")
        }
      }
    }
  }

  @Test("Beside Dirichlet sides the flux through one side is of second order")
  func fluxBesideDirichlet() throws {
    var problem = Problem(
      domain: Domain([unitDirichlet, unitDirichlet]),
      op: SecondOrderOperator(.scalar(try Formula("1 + x + y")), rank: 2))
    problem.exact = try Formula("exp(x)*(1 + y^2)")
    // −∫ (1 + y)(1 + y²) dy, and ∫ (2 + x) 2 eˣ dx.
    let known: [(BoxSide, Double)] = [
      (BoxSide(axis: 0, side: .lower), -25.0 / 12),
      (BoxSide(axis: 1, side: .upper), 4 * (2.718281828459045 - 1) + 2),
    ]
    for kind in Self.kinds {
      var study = ConvergenceStudy(
        problem, [Method(kind)], options([[20, 20], [40, 40], [80, 80]]))
      study.options.quantities = known.map { Quantity($0.name, .flux($0), known: $1) }
      let levels = try study.series().levels
      for quantity in study.options.quantities {
        let errors = levels.map { ($0.quantities[quantity.name]! - quantity.known!).magnitude }
        // The strips at the corners leave a term of order h³.
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
          #expect((coarse / fine - 4).magnitude < 0.3, "\(quantity.name) of \(kind): \(errors)")
        }
      }
    }
  }

  @Test("An iteration that is cut short is an error that keeps its history")
  func notConverged() throws {
    var method = Method(.staggered(order: 2))
    method.iteration.iterations = 3
    let study = try Self.study(
      [unitDirichlet, unitDirichlet],
      SecondOrderOperator(.scalar(try Formula("exp(4*sin(2*pi*x)*cos(2*pi*y))")), rank: 2),
      exact: "sin(pi*x)*sin(pi*y)", [method], [[32, 32]], norms: [.l2])
    let error = #expect(throws: StudyError.self) { try study.run() }
    guard case .notConverged(_, let level, let record)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(record.iterations == 3)
    #expect(level.history.count == 4)
    #expect(level.history[0] == 1)
  }

  @Test("A jump of a inside the box needs its own source; a kink does not")
  func branches() throws {
    func equation(_ a: String) throws -> ConvergenceStudy {
      try Self.study(
        [unitDirichlet], SecondOrderOperator(.scalar(try Formula(a)), rank: 1),
        exact: "sin(pi*x)", [Method(.spline(degree: 1))], [[8], [16]], norms: [.l2])
    }
    #expect(throws: StudyError.self) { try equation("if(x < 1/3, 1, 2)").check() }
    #expect(throws: Never.self) { try equation("if(x <= 1/3, 1 + x^2, 7/9 + x)").check() }
  }
}
