import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// −∇·(a∇u) = f − ∇·F: the datum of `exact` is n·(a∇u − F), with F from inside.
@Suite struct DivergenceData {
  private let xLower = BoxSide(axis: 0, side: .lower)
  private let xUpper = BoxSide(axis: 0, side: .upper)

  /// f = A u + ∇·F beside F.
  private func problem(
    _ box: [Domain.Interval], _ op: SecondOrderOperator, exact: String, _ flux: [String],
    robin: [BoxSide: Formula] = [:]
  ) throws -> Problem {
    var problem = Problem(domain: Domain(box), op: op)
    let u = try Formula(exact)
    problem.exact = u
    problem.rough.flux = try flux.map { try Formula($0) }
    var f = try op.applied(to: u)
    for (i, flux) in problem.rough.flux.enumerated() {
      f = f + (try flux.derivative(Coordinate(rawValue: i)!))
    }
    problem.source = f
    problem.robin = robin
    return problem
  }

  private func errors(
    _ problem: Problem, _ kind: Discretization, _ levels: [Int]
  ) throws -> [Double] {
    var method = Method(kind)
    method.iteration.tolerance = 1e-13
    return try ConvergenceStudy(
      problem, [method], options(levels.map { n in problem.domain.intervals.map { _ in n } })
    ).series().values(.l2, "discrete").map { $0! }
  }

  /// u = x², F = 2x: n·(u′ − F) = 0 at 1, where n·u′ = 2. Linear elements are exact at the nodes.
  @Test func ofAParabola() throws {
    let sut = try rough([interval(0, 1, .dirichletNeumann)], flux: ["2*x"], exact: "x^2")
    for e in try errors(sut, .spline(degree: 1), [16, 32]) { #expect(e < 1e-12) }
  }

  @Test(arguments: [Placement.nodes, .cells])
  func ofOneAxis(_ placement: Placement) throws {
    for form in [SecondOrderOperator.Form.divergence, .nondivergence] {
      let op = SecondOrderOperator(
        .scalar(try Formula("1 + x")), reaction: 1, form: form, rank: 1)
      for robin in [[:], [xLower: 2, xUpper: 3]] as [[BoxSide: Formula]] {
        let sut = try problem(
          [interval(0, 1, .neumann, placement)], op, exact: "exp(x)", ["2 + sin(3*x)"], robin: robin
        )
        let e = try errors(sut, .stencil(order: 2), [16, 32, 64])
        #expect(abs(Double.log2(e[1] / e[2]) - 2) < 0.15, "\(form) \(robin.count) \(e)")
      }
    }
  }

  /// On a square with Neumann, Robin and Dirichlet sides.
  @Test func ofTwoAxes() throws {
    let matrix = SecondOrderOperator(.tensor([[2, 1], [1, 3]]), reaction: 1, rank: 2)
    let scalar = SecondOrderOperator(.scalar(try Formula("1 + x*y")), reaction: 1, rank: 2)
    let plain = SecondOrderOperator(.scalar(1), reaction: 1, rank: 2)
    for (op, kind, placement) in [
      (matrix, .spline(degree: 1), .nodes), (scalar, .spline(degree: 1), .nodes),
      (scalar, .stencil(order: 2), .nodes), (scalar, .stencil(order: 2), .cells),
      (plain, .stencil(order: 2), .nodes), (plain, .spline(degree: 1), .nodes),
    ] as [(SecondOrderOperator, Discretization, Placement)] {
      for (x, robin) in [
        (Boundary.neumann, [:]), (.neumann, [xLower: 2, xUpper: 1 + Formula.y]),
        (.dirichletNeumann, [:]),
      ] as [(Boundary, [BoxSide: Formula])] {
        let sut = try problem(
          [interval(0, 1, x, placement), interval(0, 1, .neumann, placement)], op,
          exact: "exp(x)*cos(y)", ["y + x^2", "1 + sin(x)*y"], robin: robin)
        let e = try errors(sut, kind, [8, 16, 32])
        #expect(abs(Double.log2(e[1] / e[2]) - 2) < 0.25, "\(kind) \(placement) \(x) \(e)")
      }
    }
  }

  /// F that jumps inside, and is not 0 on the sides: ∇u − F is the constant that the data take.
  @Test func ofAJumpInside() throws {
    for boundary in [Boundary.neumann, .dirichletNeumann] {
      let sut = try rough(
        [interval(0, 1, boundary)], flux: ["heaviside(x - 1/3) + 5"], exact: "max(x - 1/3, 0)")
      for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
        for e in try errors(sut, kind, [8, 33]) { #expect(e < 1e-12, "\(boundary) \(kind) \(e)") }
      }
    }
    let plane = try rough(
      [unitDirichlet, interval(0, 1, .neumann)], flux: ["heaviside(x - 1/3)*(1 + y)", "3"],
      exact: "max(x - 1/3, 0)*(1 + y)")
    for e in try errors(plane, .stencil(order: 2), [8, 17]) { #expect(e < 1e-11, "\(e)") }
  }

  /// H(x) is 1 from inside of [0, 1], and H(x − 1) is 0: as the constant 1 both are no source inside.
  @Test(arguments: [Placement.nodes, .cells])
  func theLimitIsFromInside(_ placement: Placement) throws {
    for flux in ["heaviside(x)", "heaviside(x - 1) + 1", "1"] {
      for robin in [[:], [xLower: 2, xUpper: 3]] as [[BoxSide: Formula]] {
        var sut = try rough(
          [interval(0, 1, .neumann, placement)], flux: [flux], source: "10*cos(3*x)",
          exact: "cos(3*x)", reaction: 1)
        sut.robin = robin
        let e = try errors(sut, .stencil(order: 2), [16, 32, 64])
        #expect(abs(Double.log2(e[1] / e[2]) - 2) < 0.2, "\(flux) \(robin.count) \(e)")
      }
    }
  }

  /// Nothing follows where F has no limit on the side, or jumps along it; a datum that is given is taken.
  @Test func whatDoesNotFollowIsAskedFor() throws {
    let free = interval(0, 1, .neumann)
    for (flux, why) in [
      (["1/sqrt(x)", "0"], "no finite limit"), (["heaviside(y - 1/3)", "0"], "jumps along it"),
    ] {
      var sut = try rough([free, free], flux: flux, exact: "cos(x)*cos(y)", reaction: 1)
      sut.robin = [xLower: 1]
      let error = #expect(throws: StudyError.self) {
        try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options([[8, 8]])).run()
      }
      let text = error?.description ?? ""
      #expect(
        text.contains(why) && text.contains("`data.x.lower`")
          && text.contains("n·(a∇u − F) + βu"), "\(text)")
    }
    var sut = try rough(
      [free, free], flux: ["heaviside(y - 1/3)", "0"], exact: "cos(x)*cos(y)", reaction: 1)
    sut.data = [xLower: 0, xUpper: 0]
    _ = try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options([[8, 8]])).run()
  }

  /// ∮ n·(a∇u − F) = ∫ ∇·(a∇u − F) = −∫ f: derived data balance, others do not.
  @Test func derivedDataBalance() throws {
    let free = interval(0, 1, .neumann)
    for rank in 1...2 {
      var sut = try problem(
        Array([free, free][..<rank]),
        SecondOrderOperator(.scalar(try Formula("1 + x")), rank: rank),
        exact: rank == 1 ? "exp(x)" : "exp(x)*cos(y)",
        Array(["2 + x^3", rank == 1 ? "0" : "1 + sin(x)*y"][..<rank]))
      let e = try errors(sut, .stencil(order: 2), [16, 32])
      #expect(e[1] < e[0] / 3, "\(e)")
      sut.data[xUpper] = 0
      #expect(throws: StudyError.self) { try errors(sut, .stencil(order: 2), [8]) }
    }
  }

  /// The round-off of F on a side is no datum: where a = 0 only 0 has a slope.
  @Test func roundoffOfTheFluxIsNone() throws {
    let op = SecondOrderOperator(.scalar(try Formula("x - 1")), reaction: 1, rank: 1)
    let sut = try problem(
      [interval(1, 2, .neumannDirichlet)], op, exact: "exp(x)", ["sin(pi*x)"])
    let e = try errors(sut, .spectral, [16, 32])
    #expect(e[1] < e[0] && e[0] < 0.1, "\(e)")
  }

  /// The residual bounds the energy norm of the error: closely on Neumann sides; beside Robin sides, where u_h has
  /// the slope of n·F and F a slow series, from above.
  @Test func theResidualIsBesideIt() throws {
    for (boundary, robin) in [
      (Boundary.dirichletNeumann, [:]), (.dirichletNeumann, [xUpper: 2]), (.neumann, [xUpper: 2]),
    ] as [(Boundary, [BoxSide: Formula])] {
      let sut = try problem(
        [interval(0, 1, boundary)], SecondOrderOperator(.scalar(1), reaction: 1, rank: 1),
        exact: "exp(x)*cos(x)", ["1 + x^2"], robin: robin)
      var options = options([[16], [32]], norms: [.energy])
      options.references = [.exact, .residual]
      for level in try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options).series().levels
      {
        let theta = try #require(level.effectivity)
        #expect(theta > 1 - 1e-7, "\(boundary) \(robin.count) \(theta)")
        #expect(theta < 2.squareRoot() || !robin.isEmpty, "\(boundary) \(theta)")
      }
    }
  }

  /// The line above the table has the condition that the data are of.
  @Test func theCaptionSaysTheCondition() throws {
    let sut = try rough([interval(0, 1, .dirichletNeumann)], flux: ["2*x"], exact: "x^2")
    let plain = "\(try ConvergenceStudy(sut, [Method(.spline(degree: 1))], options([[8]])).run())"
    #expect(plain.contains("-Δu = -∇·F,  n·(a∇u − F) = g on x.upper"), "\(plain)")
    var robin = sut
    robin.robin = [xUpper: 2]
    robin.source = 1
    robin.exact = nil
    let other =
      "\(try ConvergenceStudy(robin, [Method(.spline(degree: 1))], options([[8], [16]], [.next])).run())"
    #expect(other.contains("-Δu = f - ∇·F,  n·(a∇u − F) + β u = g on x.upper"), "\(other)")
  }
}
