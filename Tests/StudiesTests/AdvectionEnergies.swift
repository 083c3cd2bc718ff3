import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// One energy, of columns, quantities, bounds and effectivities alike: the symmetric part of the form,
///
///     a(v, v) = ∫ ∇v·a∇v + (c − ½∇·b) v² + ∫ (β + ½b·n) v² over the sides on which v is free.
@Suite struct AdvectionEnergies {
  private func energies(
    _ problem: Problem, _ method: Studies.Method, _ cells: [Int],
    _ more: [Quantity] = []
  ) throws -> [[String: Double]] {
    var method = method
    method.iteration.tolerance = 1e-13
    var options = options(cells.map { n in problem.domain.intervals.map { _ in n } }, norms: [])
    options.quantities = [Quantity("E", .energy)] + more
    return try ConvergenceStudy(problem, [method], options).series().levels.map(\.quantities)
  }

  /// u = x is every method's own: with b = 1 through the free side at 1, a(u, u) = ∫ 1 + ½ = 1.5, and
  /// 1 + ½ + ∫ x²= 11/6 with c = 1.
  @Test func aLinearFunctionHasTheStreamOnItsSide() throws {
    let (out, free) = (interval(0, 1, .dirichletNeumann), interval(0, 1, .neumann))
    for kind in [Discretization.stencil(order: 2), .spline(degree: 1), .spectral] {
      for (c, known) in [("0", 1.5), ("1", 11.0 / 6)] {
        for (box, b, u) in [
          ([out], ["1"], "x"), ([out, free], ["1", "0"], "x"), ([free, out], ["0", "1"], "y"),
          ([free, free, out], ["0", "0", "1"], "z"),
        ] {
          for n in box.count == 1 ? [2, 7, 16] : [5] {
            let sut = try stream(box, b, c, exact: u)
            let found = try energies(sut, Method(kind), [n])[0]["E"]!
            #expect(abs(found - known) < 1e-9, "\(kind) \(c) \(u) \(n): \(found)")
          }
        }
      }
    }
    // From the middle of a cell as well, and beside β: 1.5 + 2.
    var robin = try stream([interval(0, 1, .dirichletNeumann, .cells)], ["1"], exact: "x")
    robin.robin[BoxSide(axis: 0, side: .upper)] = 2
    #expect(abs(try energies(robin, Method(.stencil(order: 2)), [9])[0]["E"]! - 3.5) < 1e-9)
  }

  /// (A u_h, u_h) = (f, u_h) is a(u_h, u_h), the rest of the form being skew: of differences between Dirichlet
  /// nodes and around circles, of elements with all homogeneous data, to round-off of the iteration. c − ½∇·b
  /// may be negative and change its sign.
  @Test func theEnergyOfASolutionIsTheWorkOfItsSource() throws {
    let fd2 = Discretization.stencil(order: 2)
    let p1 = Discretization.spline(degree: 1)
    let (wall, out) = (unitDirichlet, interval(0, 1, .dirichletNeumann))
    for (box, b, c, kinds) in [
      ([wall], ["8*x"], "0", [fd2, p1]), ([wall], ["4*x^2"], "1", [fd2, p1]),
      ([circle], ["3"], "1", [fd2, p1]), ([out], ["1"], "0", [p1]), ([out], ["2*x"], "0", [p1]),
      ([wall, wall], ["8*x", "-2*y"], "0", [fd2, p1]),
      ([circle, wall], ["1", "6*y"], "1", [fd2, p1]),
      ([wall, out], ["y", "1 + x"], "0", [p1]), ([out, wall], ["1 + y", "x"], "0", [p1]),
      ([wall, wall, wall], ["4*x", "1", "z"], "0", [fd2, p1]),
    ] {
      for kind in kinds {
        for n in box.count == 3 ? [4, 5] : [3, 8, 13] {
          let found = try energies(
            try stream(box, b, c, source: "1"), Method(kind), [n],
            [Quantity("work", .integral)])[0]
          let (energy, work) = (found["E"]!, found["work"]!)
          #expect(abs(energy - work) < 1e-10 * work, "\(kind) \(b) \(n): \(energy) \(work)")
        }
      }
    }
  }

  /// b = 8x, u = sin πx: π²/2 − 2, and with β = 1 on a cell's side, u = sin(πx/2), b = 2: π²/8 + 2. Each in order 2.
  @Test func itConvergesToThatOfTheSolution() throws {
    let pi = Double.pi
    var cells = try stream(
      [interval(0, 1, .dirichletNeumann, .cells)], ["2"], exact: "sin(pi*x/2)")
    cells.robin[BoxSide(axis: 0, side: .upper)] = 1
    for (sut, kinds, known) in [
      (
        try stream([unitDirichlet], ["8*x"], exact: "sin(pi*x)"),
        [Discretization.stencil(order: 2), .spline(degree: 1)], pi * pi / 2 - 2
      ), (cells, [.stencil(order: 2)], pi * pi / 8 + 2),
    ] {
      for kind in kinds {
        let gaps = try energies(sut, Method(kind), [32, 64]).map { abs($0["E"]! - known) }
        #expect(gaps[1] < 0.27 * gaps[0] && gaps[1] < 0.01 * known, "\(kind) \(gaps)")
      }
    }
  }

  /// The column `function` of a trigonometric function is the ‖e‖ of which the effectivity is, to the two
  /// quadratures, and lies between the bounds; `spectral` on the residual's grid is the same by Parseval.
  @Test func theColumnIsTheErrorThatIsBounded() throws {
    let (wall, free) = (unitDirichlet, interval(0, 1, .neumann))
    let out = interval(0, 1, .dirichletNeumann)
    for (box, robin, b, c, exact, a) in [
      ([wall], [:], ["8*x"], "0", "sin(pi*x)", "1"),
      ([interval(0, 0.5, .dirichletNeumann)], [:], ["1"], "0", "tanh(3*x-1)", "1"),
      ([out], [:], ["4*x"], "0", "x*exp(-x)", "1 + x"),
      ([interval(0, 1, .dirichletNeumann, .cells)], [:], ["2"], "1", "sin(x)", "1"),
      ([free], ["x.lower": "1", "x.upper": "1"], ["1"], "2", "exp(x)", "1"),
      ([interval(0, 1, .neumannDirichlet)], ["x.lower": "2"], ["3"], "0", "cos(x)", "1"),
      ([out, wall], [:], ["2 + y", "0"], "0", "sin(x)*sin(pi*y)", "1"),
      ([wall, out], [:], ["0", "2 + x"], "0", "sin(y)*sin(pi*x)", "1"),
    ] as [([Domain.Interval], [String: String], [String], String, String, String)] {
      var sut = try stream(box, b, c, a: a, exact: exact)
      for (name, beta) in robin {
        sut.robin[BoxSide(axis: 0, side: name == "x.lower" ? .lower : .upper)] = try Formula(beta)
      }
      var options = options(
        [8, 17].map { n in box.map { _ in n } }, norms: [.energy],
        measures: ["discrete", "spectral", "function"])
      options.references = [.exact, .residual]
      options.oversample = box.count == 1 ? 16 : 8
      for row in try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options).series().levels {
        let values = try #require(row.values["energy"])
        let upper = try #require(values["residual"])
        let error = upper / (try #require(row.effectivity))
        let function = try #require(values["function"])
        let text = "\(b) \(robin) \(row.cells) \(values) \(error)"
        #expect(abs(function / error - 1) < 1e-5, "\(text)")
        #expect(try #require(row.lowerBound) <= function * (1 + 1e-5), "\(text)")
        #expect(upper >= function * (1 - 1e-5), "\(text)")
        // Of a series that falls like k⁻³ the modes beyond a grid m = 8 times finer are m^{-3/2}, twice with
        // their aliases.
        #expect(abs(try #require(values["spectral"]) / error - 1) < 0.09, "\(text)")
        #expect(try #require(values["discrete"]) > 0, "\(text)")
      }
    }
  }

  /// What is no norm of the residual is none of a column, for the same reason.
  @Test func whatIsNoNormHasNoColumn() throws {
    let nondivergence = SecondOrderOperator(
      .scalar(try Formula("1 + x")), form: .nondivergence, rank: 1)
    var other = Problem(domain: Domain([unitDirichlet]), op: nondivergence)
    other.exact = try Formula("sin(pi*x)")
    for (sut, words) in [
      (
        try stream([unitDirichlet], ["30*x"], exact: "sin(pi*x)"),
        "the symmetric part is indefinite"
      ),
      (try stream([unitDirichlet], ["0"], "-10", exact: "sin(2*pi*x)"), "a(u, u) is indefinite"),
      (
        try stream([interval(0, 1, .neumannDirichlet)], ["1"], exact: "cos(pi*x/2)"),
        "β + ½b·n is -0.5 on x.lower"
      ), (try stream([circle], ["x"], "2", exact: "sin(x)"), "seam"),
      (other, "the nondivergence form is no energy"),
    ] {
      var options = options(
        [[16]], norms: [.energy], measures: ["discrete", "spectral", "function"])
      let series = try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options).series()
      for measure in options.measures {
        #expect(series.marks(.energy, measure) == [.inadmissible], "\(words) \(measure)")
      }
      #expect(series.notes.contains { $0.contains(words) }, "\(series.notes)")
      options.references = [.residual]
      #expect {
        try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options).series()
      } throws: {
        "\($0)".contains(words)
      }
    }
    #expect { try energies(other, Method(.stencil(order: 2)), [8]) } throws: {
      "\($0)".contains("the nondivergence form is no energy")
    }
    // A number all the same, π²/2 − 7.5.
    let gaps = try energies(
      try stream([unitDirichlet], ["30*x"], exact: "sin(pi*x)"), Method(.spectral), [16, 32]
    ).map { abs($0["E"]! - (Double.pi * Double.pi / 2 - 7.5)) }
    #expect(gaps[1] < 0.3 * gaps[0] + 1e-9, "\(gaps)")
  }

  /// −u″ − 4u between Dirichlet ends, π² > 4: definite, and the column is what the residual equals.
  @Test func aDefiniteFormWithANegativeReactionHasItsNorm() throws {
    let sut = try stream([unitDirichlet], ["0"], "-4", exact: "sin(pi*x)*exp(cos(pi*x))")
    var options = options([[8], [15]], norms: [.energy], measures: ["discrete", "function"])
    options.references = [.exact, .residual]
    for row in try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options).series().levels {
      let values = try #require(row.values["energy"])
      let function = try #require(values["function"])
      #expect(abs(function * row.effectivity! / values["residual"]! - 1) < 1e-6, "\(values)")
      #expect(try #require(values["discrete"]) > 0)
    }
  }
}
