import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Where every side is a Neumann side, the flux through the boundary is that of the data, and the sum of the
/// sides: of a projected source as of a compatible one, whatever the scheme.
@Suite struct NaturalFluxes {
  private let methods: [Studies.Method] = [
    Method(.staggered(order: 2)), Method(.spectral), Method(.spline(degree: 1)),
  ]

  private func expect(
    _ problem: Problem, _ boundary: Double, sides hasSides: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var problem = problem
    problem.projectsIncompatibleData = true
    let axes = problem.domain.intervals.indices.filter {
      problem.domain.intervals[$0].boundary != .periodic
    }
    let sides =
      hasSides ? axes.flatMap { a in Side.allCases.map { BoxSide(axis: a, side: $0) } } : []
    for method in methods {
      var options = options([problem.domain.intervals.map { _ in 12 }])
      options.norms = []
      options.quantities =
        sides.map { Quantity($0.name, .flux($0)) } + [Quantity("boundary", .fluxBoundary)]
      var study = ConvergenceStudy(problem, [method], options)
      study.kind = .solve
      let found = try #require(try study.series().levels.first).quantities
      let flux = try #require(found["boundary"])
      // Gauss points of polynomial data: some roundings of 1.
      #expect((flux - boundary).magnitude < 1e-13, "\(method.name)", sourceLocation: sourceLocation)
      guard hasSides else { continue }
      let sum = sides.reduce(0) { $0 + found[$1.name]! }
      #expect((flux - sum).magnitude < 1e-13, "\(method.name)", sourceLocation: sourceLocation)
    }
  }

  private func with(_ data: [(Int, Side, Formula)], _ problem: Problem) -> Problem {
    var problem = problem
    for (axis, side, g) in data { problem.data[BoxSide(axis: axis, side: side)] = g }
    return problem
  }

  private let line = [interval(0, 1, .neumann)]
  private let square = [interval(0, 1, .neumann), interval(0, 2, .neumann)]

  @Test func ofProjectedSources() throws {
    let ends: [(Int, Side, Formula)] = [(0, .lower, 1), (0, .upper, 1)]
    try expect(with(ends, try problem(line, source: "x - 1/2 + 0.3")), 2)
    try expect(with(ends, try problem(line, source: "x", diffusion: [try Formula("1 + x^2")])), 2)
    try expect(with(ends, try problem(line, source: "x", reaction: 3)), 2)
    // 1/2 over the side y = 2, and 3 over that of length 2; the corners agree on ∂x∂y u = 0.
    let data = [(1, Side.upper, try Formula("1/2 + cos(pi*x)")), (0, .lower, 3)]
    try expect(with(data, try problem(square, source: "x*y")), 6.5)
    let strip = [interval(0, 1, .neumann), interval(0, 2, .periodic)]
    try expect(with([(0, .lower, 3)], try problem(strip, source: "x")), 6)
  }

  @Test func besideAdvection() throws {
    try expect(try stream(line, ["20*x"], source: "x - 1/2"), 0)
  }

  @Test func ofPointSources() throws {
    let points = [PointSource(2, at: [0.25])]
    try expect(
      with([(0, .upper, 1)], try rough(line, points: points, source: "x")), 1, sides: false)
  }

  @Test func ofFullTensors() throws {
    var problem = try problem(square, source: "x")
    problem.op = SecondOrderOperator(
      .tensor([[2, 0.5], [0.5, try Formula("1 + x")]]), advection: [0, 0], rank: 2)
    problem.projectsIncompatibleData = true
    problem.data[BoxSide(axis: 1, side: .upper)] = .x
    var options = options([[8, 8]])
    options.norms = []
    options.quantities = [Quantity("boundary", .fluxBoundary)]
    var study = ConvergenceStudy(problem, [Method(.spline(degree: 1))], options)
    study.kind = .solve
    let flux = try #require(try study.series().levels[0].quantities["boundary"])
    #expect((flux - 0.5).magnitude < 1e-13)
  }
}
