import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Errors against the same method on a finer grid.
@Suite struct FinerReferences {
  private static let boxes: [([Domain.Interval], String, Formula)] = [
    ([circle], "exp(cos(x))", 1),
    ([unitDirichlet], "sin(pi*x)*exp(cos(2*pi*x))", 0),
    ([interval(0, 1, .dirichlet, .cells)], "sin(pi*x)*exp(cos(2*pi*x))", 0),
    ([interval(0, 1, .neumann)], "exp(cos(pi*x))", 0),
    ([interval(0, 1, .neumann, .cells)], "exp(cos(pi*x))", 0),
    ([interval(0, 1, .dirichletNeumann)], "sin(pi*x/2)^3", 2),
    ([circle], "exp(cos(x))", 0),
    ([unitDirichlet, interval(0, 2 * .pi, .periodic, .cells)], "sin(pi*x)*exp(cos(y))", 1),
    ([interval(0, 1, .neumann), interval(0, 1, .dirichlet, .cells)], "cos(pi*x)^3*sin(pi*y)", 0),
  ]

  /// The source of a problem, without its solution.
  private func unknown(_ box: [Domain.Interval], _ exact: String, _ c: Formula) throws -> Problem {
    let u = try Formula(exact)
    var f = c * u
    for i in box.indices { f = f - (try u.derivative(Coordinate(rawValue: i)!, order: 2)) }
    var problem = Problem(domain: Domain(box), diffusion: [1], reaction: c)
    problem.source = f
    return problem
  }

  /// ‖u_h − u_{h/2}‖ = C (1 − 2^{−p}) h^p: the rate is p on every row, and e(h) is (1 − 2^{−p}) of
  /// the error itself.
  @Test(arguments: boxes.indices)
  func theNextLevelShowsTheUnbiasedRateOfOrderTwo(_ i: Int) throws {
    let (box, exact, c) = Self.boxes[i]
    let cells = box.count == 1 ? [[32], [64], [128]] : [[16, 16], [32, 32], [64, 64]]
    let problem = try unknown(box, exact, c)
    var known = problem
    known.exact = try Formula(exact)
    let options = options(cells, [.next])
    var against = options
    against.references = [.exact]
    let method = Method(.stencil(order: 2))
    let series = try ConvergenceStudy(problem, [method], options).series()
    let truth = try ConvergenceStudy(known, [method], against).series()
    for norm in options.norms {
      for measure in options.measures {
        let e = series.values(norm, measure).map { $0! }
        for i in 1..<3 {
          let rate = Double.log2(e[i - 1] / e[i])
          #expect(abs(rate - 2) < 0.05, "\(exact) \(norm) \(measure): \(rate)")
          let printed = try #require(series.levels[i].rates[norm.name]?[measure])
          #expect(abs(printed - rate) < 1e-12)
        }
        let share = e[2] / truth.values(norm, measure)[2]!
        #expect(abs(share - 0.75) < 0.02, "\(exact) \(norm) \(measure): \(share)")
      }
    }
  }

  /// Elements mean their functions: 2 in L², 1 in H¹; degree 2 one more.
  @Test(arguments: [1, 2])
  func splinesConvergeAsFunctions(_ degree: Int) throws {
    let problem = try unknown([circle, circle], "exp(cos(x))*sin(y)", 1)
    let series = try ConvergenceStudy(
      problem, [Method(.spline(degree: degree))],
      options([[16, 16], [32, 32], [64, 64]], [.next], measures: ["function"])
    ).series()
    let l2 = series.values(.l2, "function").map { $0! }
    let h1 = series.values(.h(1), "function").map { $0! }
    #expect(abs(Double.log2(l2[1] / l2[2]) - Double(degree + 1)) < 0.05)
    #expect(abs(Double.log2(h1[1] / h1[2]) - Double(degree)) < 0.05)
  }

  /// On one doubled axis only that axis's error is left.
  @Test func onlyTheRefinedAxisIsHalved() throws {
    let problem = try unknown([circle, circle], "exp(cos(x))*sin(y)", 1)
    var options = options([[16, 8], [32, 8], [64, 8]], [.next], measures: ["discrete"])
    options.rateBy = .hx
    let series = try ConvergenceStudy(problem, [Method(.stencil(order: 2))], options).series()
    for row in series.levels.dropFirst() { #expect(abs(row.rates["L2"]!["discrete"]! - 2) < 0.05) }
  }

  /// e(h) = C (h^p − H^p): against H a quarter of the last h, order 2 is biased by
  /// log₂((1 − 1/64)/(1 − 1/16)) = 0.070 on the last row and by 0.017 on the one before.
  @Test func rowsNearTheFinestGridAreBiased() throws {
    let problem = try unknown([circle], "exp(cos(x))", 1)
    for (order, biased) in [(2, 1), (4, 0)] {
      let series = try ConvergenceStudy(
        problem, [Method(.stencil(order: order))],
        options([[32], [64], [128], [256]], [.finest], norms: [.l2])
      ).series()
      for measure in ["discrete", "spectral", "function"] {
        let marks = series.marks(.l2, measure)
        #expect(marks.count { $0 == .biased } == biased, "\(marks)")
        #expect(marks.suffix(biased).allSatisfy { $0 == .biased })
        let fit = try #require(series.fits["L2"]?[measure])
        #expect(fit.rows?.last == 3 - biased)
        #expect(abs(try #require(fit.rate) - Double(order)) < 0.05)
      }
      guard order == 2 else { continue }
      let bias = Double.log2((1 - 1 / 64.0) / (1 - 1 / 16.0))
      let rate = try #require(series.levels[3].rates["L2"]?["discrete"])
      #expect(abs(rate - 2 - bias) < 0.002)
    }
  }

  @Test func aFinestGridNeedsLevelsThatDivideOneAnother() throws {
    let problem = try unknown([circle], "exp(cos(x))", 1)
    let study = ConvergenceStudy(
      problem, [Method(.stencil(order: 2))], options([[23], [29], [31]], [.finest]))
    #expect(throws: StudyError.self) { try study.run() }
    let sound = ConvergenceStudy(
      problem, [Method(.stencil(order: 2))], options([[24], [36], [48]], [.finest]))
    #expect(try sound.run().caption.contains { $0.contains("288 cells") })
  }

  /// Singular and rough data need no solution either: u of a jump in f has H^{5/2−}.
  @Test func relativeErrorsDivideByTheFinerSolution() throws {
    let problem = try unknown([circle], "exp(cos(x))", 0)
    var options = options([[16], [32]], [.next])
    let plain = try ConvergenceStudy(problem, [Method(.stencil(order: 2))], options).series()
    options.isRelative = true
    let relative = try ConvergenceStudy(problem, [Method(.stencil(order: 2))], options).series()
    for measure in options.measures {
      let ratio = plain.values(.l2, measure)[1]! / relative.values(.l2, measure)[1]!
      // ‖exp(cos x) − mean‖² = 2π Σ_{k≥1} 2 I_k(1)²
      let size =
        (4 * Double.pi
        * (0.5651591 * 0.5651591 + 0.1357477 * 0.1357477 + 0.0221684 * 0.0221684
          + 0.0027371 * 0.0027371))
        .squareRoot()
      #expect(abs(ratio / size - 1) < 1e-2, "\(measure) \(ratio) \(size)")
    }
  }
}
