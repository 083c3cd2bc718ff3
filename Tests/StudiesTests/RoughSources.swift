import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Sources that are no functions: points, and divergences of fields that are in L² only.
@Suite struct RoughSources {
  private let kinds: [Discretization] = [
    .stencil(order: 2), .staggered(order: 4), .stencil(order: 6), .spectral, .spline(degree: 1),
    .spline(degree: 3),
  ]

  private func limit(
    _ problem: Problem, at point: [Double], _ levels: [[Int]], _ kind: Discretization
  ) throws -> Limit {
    var options = options(levels)
    options.quantities = [Quantity("u", .value(point))]
    let series = try ConvergenceStudy(problem, [Method(kind)], options).series()
    return try #require(series.limits["u"])
  }

  /// dirac-1d#1–4: −u″ + u = δ and −u″ = δ − 1 on circles.
  @Test func theCircleHasItsPublishedGreenFunction() throws {
    let unit = interval(0, 1, .periodic)
    let levels = [[64], [128], [256], [512]]
    let source = [PointSource(at: [0])]
    for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
      for (box, c, f, x, value) in [
        (unit, 1, "0", 0.0, 1.0819767068693265), (circle, 1, "0", 0, 0.5018709365986607),
        (unit, 0, "-1", 0, 1.0 / 12), (unit, 0, "-1", 0.5, -1.0 / 24),
      ] as [(Domain.Interval, Formula, String, Double, Double)] {
        let problem = try rough([box], points: source, source: f, reaction: c)
        if kind == .spline(degree: 1), c.isZero {
          // Nodal values of linear elements are exact, but for the constant.
          continue
        }
        let found = try limit(problem, at: [x], levels, kind)
        #expect(abs(found.value - value) < 1e-8, "\(kind) \(found)")
        #expect(abs(try #require(found.rate) - 2) < 0.01)
      }
    }
  }

  /// torus3-green#1–4. The regular part: on Z³ the Green function of the seven-point Laplacian is
  /// 0.2527310098586630 at its source (Watson's integral over 6), that over h is what G_h(0) has
  /// above R.
  @Test func theThreeTorusHasItsPublishedGreenFunction() throws {
    let unit = interval(0, 1, .periodic)
    let problem = try rough(
      [unit, unit, unit], points: [PointSource(at: [0, 0, 0])], source: "-1")
    let levels = [[16, 16, 16], [32, 32, 32], [64, 64, 64]]
    var options = options(levels)
    options.quantities = [
      Quantity("G111", .value([0.5, 0.5, 0.5])), Quantity("G100", .value([0.5, 0, 0])),
      Quantity("G110", .value([0.5, 0.5, 0])), Quantity("G000", .value([0, 0, 0])),
    ]
    // Away from its source the function is as smooth as the scheme can take it.
    let fine = try ConvergenceStudy(problem, [Method(.stencil(order: 6))], options).series()
    for (name, value) in [
      ("G111", -0.8019359700280241), ("G100", -0.0959323049398042), ("G110", -0.5825215315443941),
    ] {
      let limit = try #require(fine.limits[name])
      #expect(abs(4 * .pi * limit.value - value) < 1e-8, "\(name) \(4 * .pi * limit.value)")
      #expect(abs(try #require(limit.rate) - 6) < 0.4)
    }
    let series = try ConvergenceStudy(problem, [Method(.stencil(order: 2))], options).series()
    let regular = series.levels.map { $0.quantities["G000"]! - 0.252731009858663 / $0.h[0] }
    // R + C h²
    let r = regular[2] + (regular[2] - regular[1]) / 3
    #expect(abs(4 * .pi * r + 2.8372974794806) < 1e-5, "\(4 * .pi * r)")
  }

  /// u ∈ H^s for s < 2 − d/2: the rate in H^s is 2 − d/2 − s, with the point on a node, or
  /// a third of a cell from one.
  @Test(arguments: [[0, 0], [2 * Extended.pi / 3, 4 * Extended.pi / 3]])
  func errorsOfTheGreenFunctionHaveTheRateOfItsRegularity(_ point: [Extended]) throws {
    let source = [PointSource(at: point)]
    let problem = try rough([circle, circle], points: source, reaction: 1)
    var options = options(
      [[32, 32], [64, 64], [128, 128]],
      norms: [.l2, try Norm("H0.5"), try Norm("H-0.5")], measures: ["discrete", "spectral"])
    options.references = [.next]
    for kind in kinds {
      let series = try ConvergenceStudy(problem, [Method(kind)], options).series()
      for (norm, rate) in zip(options.norms, [1, 0.5, 1.5]) {
        for measure in options.measures {
          let found = try #require(series.fits[norm.name]?[measure])
          #expect(found.predicted == rate)
          try series.expectRates([(norm, rate)], measure, over: 2, within: 0.08, "\(kind)")
        }
      }
    }
  }

  /// In one dimension u ∈ H^{3/2−}. With x₀ = 1/3 the point lies at a third or two of its cell.
  @Test func aKinkHasRatesOfItsOwn() throws {
    let unit = interval(0, 1, .periodic)
    let exact = "if(x < 1/3, cosh(x + 1/6), cosh(x - 5/6))/(2*sinh(1/2))"
    let problem = try rough(
      [unit], points: [PointSource(at: [Extended(1) / 3])], exact: exact, reaction: 1)
    for kind in [
      Discretization.stencil(order: 2), .spectral, .spline(degree: 1), .spline(degree: 2),
    ] { try expectRatesOfAKink(problem, kind) }
  }

  /// −u″ = δ_{1/3}: differences of every order and linear elements are exact at the nodes.
  @Test func inOneDimensionNodalValuesAreExact() throws {
    for kind in [Discretization.stencil(order: 2), .staggered(order: 2), .spline(degree: 1)] {
      for (points, flux, exact) in [
        ([PointSource(at: [Extended(1) / 3])], [], "if(x < 1/3, 2*x/3, (1 - x)/3)"),
        ([], ["heaviside(x - 1/3)"], "max(x - 1/3, 0) - 2*x/3"),
      ] as [([PointSource], [String], String)] {
        let problem = try rough([unitDirichlet], points: points, flux: flux, exact: exact)
        let series = try ConvergenceStudy(
          problem, [Method(kind)], options([[7], [16], [32]], norms: [.lInfinity])
        ).series()
        #expect(series.values(.lInfinity, "discrete").allSatisfy { $0! < 1e-14 }, "\(kind)")
      }
    }
  }

  /// On a Neumann side the datum is n·(u′ − F): u = ∫F has u′ − F = 0 at both ends.
  @Test(arguments: [Placement.nodes, .cells])
  func theFluxEndsOnNeumannSides(_ placement: Placement) throws {
    for (boundary, exact) in [
      (Boundary.neumann, "max(x - 1/3, 0)"), (.dirichletNeumann, "max(x - 1/3, 0)"),
      (.neumannDirichlet, "max(x - 1/3, 0) - 2/3"),
    ] {
      let problem = try rough(
        [interval(0, 1, boundary, placement)], flux: ["heaviside(x - 1/3)"], exact: exact)
      let isNodal = placement == .nodes
      let series = try ConvergenceStudy(
        problem, [Method(.stencil(order: 2))], options([[8], [33]], norms: [.lInfinity])
      ).series()
      #expect(
        series.values(.lInfinity, "discrete").allSatisfy { $0! < 1e-14 } || !isNodal,
        "\(boundary) \(placement)")
    }
  }

  /// Where F is smooth −∇·F is a function, and both ways agree: the spectral one to round-off.
  @Test func aSmoothDivergenceIsItsFunction() throws {
    let box = [circle, interval(0, 2 * .pi, .periodic, .cells), interval(0, 1, .neumann)]
    let flux = ["exp(cos(x))*sin(y)", "cos(x + y)*z^2", "sin(pi*z)*cos(y)"]
    var source: Formula = 0
    for (i, f) in flux.enumerated() {
      source = source - (try Formula(f).derivative(Coordinate(rawValue: i)!))
    }
    for rank in 1...3 {
      let known = Array(box[..<rank])
      var plain = try problem(known, source: "0", reaction: 1)
      source = 0
      for (i, f) in flux[..<rank].enumerated() {
        let f = try Formula(f).substituting(.z, by: rank < 3 ? 0.5 : .z)
          .substituting(.y, by: rank < 2 ? 1 : .y)
        source = source - (try f.derivative(Coordinate(rawValue: i)!))
      }
      plain.source = source
      var weak = plain
      weak.source = 0
      weak.rough.flux = try flux[..<rank].map {
        try Formula($0).substituting(.z, by: rank < 3 ? 0.5 : .z)
          .substituting(.y, by: rank < 2 ? 1 : .y)
      }
      for (kind, order) in [
        (.spectral, 0), (.stencil(order: 2), 2), (.staggered(order: 4), 4),
        (.spline(degree: 1), 2),
      ] as [(Discretization, Double)] {
        var options = options([16, 32].map { n in (0..<rank).map { _ in n } })
        options.quantities = [
          Quantity("u", .value(Array([0.5, 1.25, 0.75][..<rank]))), Quantity("E", .energy),
        ]
        let a = try ConvergenceStudy(plain, [Method(kind)], options).series()
        let b = try ConvergenceStudy(weak, [Method(kind)], options).series()
        for name in ["u", "E"] {
          let gaps = zip(a.levels, b.levels).map {
            abs($0.quantities[name]! - $1.quantities[name]!)
          }
          if order == 0 {
            #expect(gaps[1] < 1e-12, "\(rank) \(gaps)")
          } else {
            #expect(
              gaps[1] < gaps[0] * Double.pow(2, 0.4 - order) + 1e-12, "\(rank) \(kind) \(gaps)")
          }
        }
      }
    }
  }

  @Test func pointsBalanceASingularProblem() throws {
    let unit = interval(0, 1, .periodic)
    let balanced = try rough(
      [unit], points: [PointSource(2, at: [0.25]), PointSource(-2, at: [0.5])])
    #expect(
      try ConvergenceStudy(balanced, [Method(.spectral)], options([[8]])).series().levels[0]
        .meanDefect.map { abs($0) < 1e-15 } == true)
    let loose = try rough([unit], points: [PointSource(at: [0.25])])
    #expect(throws: StudyError.self) {
      try ConvergenceStudy(loose, [Method(.spectral)], options([[8]])).run()
    }
  }
}
