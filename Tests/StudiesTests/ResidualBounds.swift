import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// The energy norm of the error, bounded by the residual in its dual norm.
@Suite struct ResidualBounds {
  private func series(
    _ problem: Problem, _ kind: Discretization, _ levels: [[Int]],
    _ references: [ErrorReference] = [.exact, .residual], oversample: Int = 4
  ) throws -> Series {
    var options = options(levels, norms: [.energy])
    options.references = references
    options.oversample = oversample
    return try ConvergenceStudy(problem, [Method(kind)], options).series()
  }

  /// −u″ + u = f, u = exp(sin 3x), order 2: 2.713432 at n = 16, 0.1058183 at n = 64. The energy norm
  /// is that of H¹.
  @Test func theBoundIsTheErrorToSixDigits() throws {
    let problem = try problem([circle], exact: "exp(sin(3*x))", reaction: 1)
    let rows = try series(problem, .stencil(order: 2), [[16], [64]]).levels
    for (row, error) in zip(rows, [2.713432, 0.1058183]) {
      let bound = try #require(row.values["energy"]?["residual"])
      #expect(abs(bound / error - 1) < 1e-6, "\(bound)")
      #expect(abs(try #require(row.effectivity) - 1) < 1e-6)
      #expect(row.lowerBound == nil)
    }
  }

  /// Every end and placement, with a function of several modes whose reflections are smooth.
  private static let axes: [(Domain.Interval, String)] = [Placement.nodes, .cells].flatMap { at in
    [
      (interval(0, 1, .dirichlet, at), "sin(pi*x)*exp(cos(2*pi*x))"),
      (interval(0, 1, .neumannDirichlet, at), "cos(pi*x/2)^3"),
      (interval(0, 2, .periodic, at), "exp(sin(pi*x))"),
      (interval(0, 1, .dirichletNeumann, at), "sin(pi*x/2)^3"),
      (interval(0, 1, .neumann, at), "exp(cos(pi*x))"),
    ]
  }

  /// On all boundaries where the reflection of the data is smooth, for odd and even n and each kind, at
  /// n = 16 on a grid four times finer: every axis alone, with the next, and with the two next, all ten
  /// of them.
  @Test(arguments: 1...3, axes.indices)
  func theBoundIsTheErrorWhereDataAreCompatible(_ rank: Int, _ first: Int) throws {
    // Four boxes have twelve axes.
    if rank == 3, first % 3 != 0 { return }
    let axes = (0..<rank).map { Self.axes[(first + $0) % Self.axes.count] }
    let box = axes.map(\.0)
    let exact = zip(axes, ["x", "y", "z"]).map { axis, name in
      axis.1.replacing("x)", with: name + ")").replacing("x/", with: name + "/")
    }.joined(separator: "*")
    let c: Formula = first.isMultiple(of: 2) ? 1 : 0
    for kind in [Discretization.stencil(order: 2), .staggered(order: 4), .spline(degree: 1)] {
      // −u″ = f by linear elements is exact at the nodes: there is no error to bound.
      if kind == .spline(degree: 1), rank == 1, c.isZero { continue }
      // In space one grid of 64³ points, and the others of half as many an axis.
      let n = rank < 3 ? [15, 16] : first == 0 && kind == .stencil(order: 2) ? [16] : [8]
      if rank == 3, kind != .stencil(order: 2), first > 0 { continue }
      let problem = try problem(box, exact: exact, reaction: c)
      for row in try series(problem, kind, n.map { n in box.map { _ in n } }).levels {
        let effectivity = try #require(row.effectivity)
        #expect(abs(effectivity - 1) < 1e-6, "\(exact) \(kind) \(row.cells) \(effectivity)")
      }
    }
  }

  /// With a that varies the bounds enclose the error, and are √(max a/min a) apart.
  @Test func theBoundsEncloseTheErrorForVaryingCoefficients() throws {
    for (box, exact, a, c, contrast) in [
      ([circle], "exp(cos(x))", "2 + cos(x)", "0", 3.0),
      ([circle], "exp(sin(x))", "exp(sin(2*x))", "1", 7.4),
      ([unitDirichlet], "sin(pi*x)*exp(cos(2*pi*x))", "2 + cos(2*pi*x)", "0", 3),
      ([circle, circle], "exp(cos(x)*sin(y))", "2 + cos(x)*cos(y)", "1 + cos(y)^2/2", 3),
    ] as [([Domain.Interval], String, String, String, Double)] {
      var problem = try problem(
        box, exact: exact, diffusion: [try Formula(a)], reaction: try Formula(c))
      problem.singularPoints = []
      for row in try series(problem, .stencil(order: 2), [16, 31].map { n in box.map { _ in n } })
        .levels
      {
        let upper = try #require(row.values["energy"]?["residual"])
        let effectivity = try #require(row.effectivity)
        let lower = try #require(row.lowerBound)
        let error = upper / effectivity
        #expect(effectivity >= 1 - 1e-9 && effectivity <= contrast.squareRoot() * 1.01)
        #expect(lower <= error * (1 + 1e-9))
        #expect(upper / lower <= contrast.squareRoot() * 1.01, "\(exact)")
      }
    }
  }

  /// Without a solution there is the bound alone, with a rate; beside a finer solution it is compared
  /// with that.
  @Test func noSolutionIsNeeded() throws {
    let unknown = try problem([circle], source: "exp(sin(3*x))", reaction: 1)
    let alone = try series(unknown, .stencil(order: 2), [[32], [64], [128]], [.residual])
    #expect(alone.norms == ["energy"] && alone.measures == ["residual"])
    #expect(abs(try #require(alone.fits["energy"]?["residual"]?.rate) - 2) < 0.05)
    let beside = try series(unknown, .stencil(order: 2), [[32], [64]], [.residual, .finest])
    // Against h/4 and h/8: e loses 1/16 and 1/64 of itself.
    for (row, share) in zip(beside.levels, [1 - 1.0 / 64, 1 - 1.0 / 16]) {
      #expect(abs(try #require(row.effectivity) * share - 1) < 0.01)
    }
  }

  /// f ≠ 0 on a Dirichlet side, data that are lifted, and a point source in one dimension: the sine
  /// series of the residual falls slowly, and what is beyond the grid is bounded from above.
  @Test func slowDataAreBoundedFromAbove() throws {
    var point = try problem(
      [unitDirichlet], exact: "if(x < 1/2, x/2, (1 - x)/2)", source: "0")
    point.rough.points = [PointSource(at: [0.5])]
    for (sut, most) in [
      (try problem([unitDirichlet], exact: "x*(1 - x)/2"), 1.1),
      (try problem([unitDirichlet], exact: "exp(x)", reaction: 2), 1.1),
      (try problem([interval(0, 1, .dirichletNeumann)], exact: "exp(x)"), 1.1), (point, 1.3),
    ] {
      for row in try series(sut, .stencil(order: 2), [[15], [32]]).levels {
        let effectivity = try #require(row.effectivity)
        #expect(effectivity >= 1 - 1e-9 && effectivity < most, "\(effectivity)")
      }
    }
    let notes = try series(
      try problem([unitDirichlet], exact: "x*(1 - x)/2"), .stencil(order: 2), [[16]]
    ).notes
    #expect(notes.contains { $0.contains("data beyond the finer grid") })
  }

  @Test func whatHasNoDualNormIsRefused() throws {
    var point = try problem([circle, circle], source: "0", reaction: 1)
    point.rough.points = [PointSource(at: [0, 0])]
    for sut in [
      point, try problem([circle], exact: "sin(x)", power: 2),
      try problem([circle], exact: "sin(x)", reaction: -0.5),
    ] {
      let cells = sut.domain.intervals.map { _ in 8 }
      #expect(throws: StudyError.self) {
        _ = try series(sut, .stencil(order: 2), [cells], [.residual])
      }
    }
    let rough = try problem([circle], source: "sign(sin(x))", reaction: 1)
    #expect(
      try series(rough, .stencil(order: 2), [[16]], [.residual]).notes.contains {
        $0.contains("no guaranteed bound")
      })
  }

  /// f with a jump, or a kink, inside cells, along an axis and across: cut cells are halved, two quadratures
  /// that differ are both in the bound, and it stays above the error as an independent one sees it. That
  /// nothing is guaranteed the table says.
  @Test func aRoughSourceIsBoundedFromAbove() throws {
    let unit = interval(0, 1, .periodic)
    let half = "max(sin(2*pi*(x - 1/3)), 0)^2"
    let step = "8*pi^2*heaviside(sin(2*pi*(x - 1/3)))*cos(4*pi*(x - 1/3))"
    for (box, exact, source, c) in [
      ([unitDirichlet], "2*x/9 - max(x - 1/3, 0)^2/2", "heaviside(x - 1/3)", 0),
      ([unitDirichlet], "max(x - 1/3, 0)^3", "-6*max(x - 1/3, 0)", 0),
      ([interval(0, 1, .dirichlet, .cells)], "max(x - 1/3, 0)^2/2", "-heaviside(x - 1/3)", 0),
      (
        [interval(0, 1, .neumann)], "-max(x - 1/3, 0)^2/2",
        "heaviside(x - 1/3) - max(x - 1/3, 0)^2/2", 1
      ),
      ([unit], half, "\(half) - \(step)", 1),
      (
        [unit, unitDirichlet], "\(half)*sin(pi*y)", "((1 + pi^2)*\(half) - \(step))*sin(pi*y)", 1
      ),
      ([unitDirichlet, unitDirichlet], "max(x + 2*y - 1, 0)^2", "-10*heaviside(x + 2*y - 1)", 0),
      (
        [interval(0, 1, .neumann), unitDirichlet], "max(x + 2*y - 1, 0)^3",
        "max(x + 2*y - 1, 0)^3 - 30*max(x + 2*y - 1, 0)", 1
      ),
    ] as [([Domain.Interval], String, String, Formula)] {
      var problem = try problem(box, exact: exact, source: source, reaction: c)
      problem.singularPoints = []
      var options = options(
        [15, 16].map { n in box.map { _ in n } }, norms: [.energy], measures: ["function"],
        quadrature: 12)
      options.references = [.exact, .residual]
      for kind in [Discretization.stencil(order: 2), .spectral] {
        let series = try ConvergenceStudy(problem, [Method(kind)], options).series()
        for row in series.levels {
          let error = try #require(row.values["energy"]?["function"])
          let bound = try #require(row.values["energy"]?["residual"])
          #expect(bound > error && bound < 1.2 * error, "\(exact) \(kind) \(bound / error)")
        }
        #expect(
          series.notes.contains { $0.contains("no guaranteed bound: `source` is not smooth") })
      }
    }
  }

  /// A jump along planes that are parallel to axes, alone or crossing, is integrated to round-off in every
  /// dimension, inside cells as on their faces: no second quadrature is asked. Along another it is.
  @Test func planesAreCutExactly() throws {
    for (source, isExact) in [
      ("heaviside(x - 1/3)", true), ("heaviside(x - 1/2) + sign(y - 1/4)", true),
      ("heaviside(x - 1/3)*heaviside(y - 2/7) + sin(x)", true), ("abs(y - 1/3)", true),
      ("heaviside(x + y/3 - 0.7)", false),
    ] {
      for rank in 2...3 {
        let box = (0..<rank).map { _ in unitDirichlet }
        let sut = try problem(box, source: source, reaction: 1)
        for n in rank == 2 ? [7, 8] : [4, 5] {
          let rows = try series(sut, .stencil(order: 2), [box.map { _ in n }], [.residual]).levels
          let bound = try #require(rows[0].residual)
          #expect((bound.quadrature == 0) == isExact, "\(source) \(rank) \(n) \(bound.quadrature)")
        }
      }
    }
  }

  /// Beside a pole at an end a jump is found, too: a cell with a value that is not finite is rough.
  @Test func aPoleHidesNoJump() throws {
    let s = "(1/38)"
    let u = "50*(x^2 - max(x - \(s), 0)^2) + 16/2100*x^(7/4)"
    let sut = try problem(
      [unitDirichlet], exact: "(50*(1 - (1 - \(s))^2) + 16/2100)*x - (\(u))",
      source: "100*heaviside(\(s) - x) + abs(x)^(-1/4)/100")
    for row in try series(sut, .stencil(order: 2), [[7], [8], [16]]).levels {
      let effectivity = try #require(row.effectivity)
      #expect(effectivity > 1, "\(row.cells) \(effectivity)")
    }
  }

  /// f = |x − 3/10|^q as a root of a square, no kink by its rules: cells on which it is singular are found and
  /// cut, and the bound is above the error. u″ = −f, f square integrable. Where f is analytic nothing is
  /// looked for, and nothing doubted.
  @Test func aSingularSourceIsBoundedFromAbove() throws {
    for q in [0.3, 0.5, -0.3, -0.45] {
      let (p, k) = (q + 2, (q + 1) * (q + 2))
      let (g0, g1) = (Double.pow(0.3, p), Double.pow(0.7, p))
      let sut = try problem(
        [unitDirichlet],
        exact: "(\(g0) + \(g1 - g0)*x - ((x - 0.3)^2)^(\(p / 2)))/\(k)",
        source: "((x - 0.3)^2)^(\(q / 2))")
      for kind in [Discretization.stencil(order: 2), .spectral] {
        let series = try series(sut, kind, [[8], [16], [17]])
        for row in series.levels {
          let effectivity = try #require(row.effectivity)
          #expect(effectivity >= 1 && effectivity < 1.3, "\(q) \(row.cells) \(effectivity)")
        }
        #expect(series.notes.contains { $0.contains("no guaranteed bound: data are singular") })
      }
    }
    let smooth = try series(
      try problem([unitDirichlet], exact: "sin(pi*x)/(2 + x)"), .stencil(order: 2), [[16]])
    #expect(!smooth.notes.contains { $0.contains("no guaranteed bound") })
  }
}
