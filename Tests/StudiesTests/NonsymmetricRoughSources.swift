import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Points and divergences beside advection.
@Suite struct NonsymmetricRoughSources {
  private let kinds: [Discretization] = [.stencil(order: 2), .spline(degree: 1), .spectral]

  private func problem(
    _ box: [Domain.Interval], _ b: [String], _ c: String = "0", a: String = "1",
    exact: String? = nil, points: [PointSource] = [], flux: [String] = []
  ) throws -> Problem {
    var problem = try stream(box, b, c, a: a, exact: exact)
    problem.rough = RoughSource(points: points, flux: try flux.map { try Formula($0) })
    return problem
  }

  /// −u″ + 2u′ = δ_{1/3} between walls: A (e^{2x} − 1) and B (e^{2x} − e²), u ∈ H^{3/2−}.
  @Test func aKinkInAStreamHasItsRates() throws {
    let third = Extended(1) / 3
    let top = "(2*exp(2/3)*(1 - exp(2)))"
    let exact =
      "if(x < 1/3, (exp(2/3) - exp(2))*(exp(2*x) - 1), (exp(2/3) - 1)*(exp(2*x) - exp(2)))/\(top)"
    let problem = try problem(
      [unitDirichlet], ["2"], exact: exact, points: [PointSource(at: [third])])
    for kind in kinds { try expectRatesOfAKink(problem, kind) }
  }

  /// −H(x − x₀)′ = −δ: the flux −H and the point x₀ are one functional of functions that vanish at
  /// the upper end, and give one solution; two points with factors give its combination.
  @Test func aStepIsAPoint() throws {
    for boundary in [Boundary.dirichlet, .neumannDirichlet] {
      let box = [interval(0, 1, boundary)]
      for kind in kinds {
        func value(_ points: [PointSource], _ flux: [String]) throws -> Double {
          let sut = try problem(box, ["3 - x"], "1", a: "1 + x/2", points: points, flux: flux)
          var options = options([[24]])
          options.quantities = [Quantity("u", .value([0.6]))]
          var method = Method(kind)
          method.iteration.tolerance = 1e-13
          let series = try ConvergenceStudy(sut, [method], options).series()
          return try #require(series.levels[0].quantities["u"])
        }
        let (p, q) = (PointSource(at: [0.3]), PointSource(at: [0.7]))
        let (one, other) = (try value([p], []), try value([q], []))
        let both = try value(
          [PointSource(2, at: [0.3]), PointSource(-1, at: [0.7])], [])
        // Collocation takes the sine series of F's primitive at the points, not F's own.
        if kind != .spectral {
          #expect(
            abs(try value([], ["-heaviside(x - 3/10)"]) - one) < 1e-10, "\(kind) \(boundary)")
        }
        #expect(abs(both - (2 * one - other)) < 1e-10, "\(kind) \(boundary)")
      }
    }
  }

  /// u ∈ H^s for s < 1 in a stream as without it: rate 1 in L² on the 2-torus, on a node and off.
  @Test(arguments: [[0, 0], [2 * Extended.pi / 3, 4 * Extended.pi / 3]])
  func theGreenFunctionInAStreamHasItsRates(_ point: [Extended]) throws {
    let problem = try problem(
      [circle, circle], ["1 + sin(y)", "cos(x)"], "1", points: [PointSource(at: point)])
    var options = options(
      [[32, 32], [64, 64], [128, 128]], norms: [.l2])
    options.references = [.next]
    for kind in kinds {
      let series = try ConvergenceStudy(problem, [Method(kind)], options).series()
      try series.expectRates([(.l2, 1)], "discrete", over: 2, within: 0.08, "\(kind)")
    }
  }

  /// −a u″ = δ_{1/3} in nondivergence form is −u″ = δ_{1/3}/a(1/3): its Green function over 1 + x, that is
  /// 4/3, exact at the nodes. With F = H(1/3 − x) the same between walls.
  @Test func theNondivergenceFormTakesThem() throws {
    let exact = try Formula("3/4*if(x < 1/3, 2*x/3, (1 - x)/3)")
    for (points, flux) in [
      ([PointSource(at: [Extended(1) / 3])], []), ([], ["heaviside(1/3 - x)"]),
    ] as [([PointSource], [String])] {
      for kind in kinds {
        var sut = try problem([unitDirichlet], ["0"], a: "1 + x", points: points, flux: flux)
        sut.op = SecondOrderOperator(
          .scalar(try Formula("1 + x")), reaction: 0, form: .nondivergence, rank: 1)
        sut.exact = exact
        var method = Method(kind)
        method.iteration.tolerance = 1e-14
        let series = try ConvergenceStudy(
          sut, [method], options([[16], [32], [64]], norms: [.l2])
        ).series()
        let e = series.values(.l2, "discrete").map { $0! }
        if kind != .spectral, flux.isEmpty {
          #expect(e.allSatisfy { $0 < 1e-12 }, "\(kind) \(flux) \(e)")
        } else {
          // Of F·∇(1/a), a function that jumps, samples and Gauss points know the integral to h.
          let rate = Double.log2(e[0] / e[2]) / 2
          #expect(e[2] < 1e-3 && abs(rate - (flux.isEmpty ? 1.5 : 1)) < 0.2, "\(kind) \(flux) \(e)")
        }
      }
    }
  }

  /// It is the divergence form with b + ∇·a: both ways agree at their order, also for a diagonal a,
  /// which cannot be divided by.
  @Test func bothFormsAgree() throws {
    let a = [try Formula("2 + sin(x)"), try Formula("2 + cos(y)")]
    let slopes = ["cos(x)", "-sin(y)"]
    let points = [PointSource(at: [2, 4])]
    let flux = try ["exp(cos(x))*sin(y)", "cos(x + y)"].map { try Formula($0) }
    for kind in kinds {
      var values: [[Double]] = []
      for form in [SecondOrderOperator.Form.divergence, .nondivergence] {
        let b = try slopes.map { form == .divergence ? try Formula($0) : 0 }
        var sut = Problem(
          domain: Domain([circle, circle]),
          op: SecondOrderOperator(.diagonal(a), advection: b, reaction: 1, form: form, rank: 2))
        sut.rough = RoughSource(points: points, flux: flux)
        var options = options([[16, 16], [32, 32], [64, 64]])
        options.quantities = [Quantity("u", .value([0, 0]))]
        var method = Method(kind)
        method.iteration.tolerance = 1e-12
        values.append(
          try ConvergenceStudy(sut, [method], options).series().levels.map { $0.quantities["u"]! })
      }
      let gaps = zip(values[0], values[1]).map { abs($0 - $1) }
      #expect(gaps[2] < 1e-3 && gaps[2] < gaps[0] / 4 + 1e-10, "\(kind) \(values)")
    }
  }
}
