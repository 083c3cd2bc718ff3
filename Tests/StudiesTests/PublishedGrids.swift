import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Published numbers that are grid quantities although their tables are of triangles, tetrahedra,
/// other functionals or a series: the grid's unknowns and matrix are the same.
@Suite struct PublishedGrids {
  private func series(
    _ problem: Problem, _ method: Studies.Method, _ levels: [[Int]], _ quantities: [Quantity]
  ) throws -> Series {
    var options = options(levels)
    options.quantities = quantities
    return try ConvergenceStudy(problem, [method], options).series()
  }

  /// Values of the solution on one grid at many points.
  private func values(
    _ problem: Problem, _ method: Studies.Method, _ cells: [Int], at points: [[Double]]
  ) throws -> [Double] {
    let quantities = points.enumerated().map { Quantity("u\($0)", .value($1)) }
    let found = try series(problem, method, [cells], quantities).levels[0].quantities
    return try quantities.map { try #require(found[$0.name]) }
  }

  /// Richardson's limit of values at n, 2n, 4n … whose error is a sum of the powers p, p + 1, … of 1/n.
  private func limit(_ values: [Double], from p: Int) -> Double {
    var row = values
    var ratio = Double(1 << p)
    while row.count > 1 {
      row = zip(row, row.dropFirst()).map { (ratio * $1 - $0) / (ratio - 1) }
      ratio *= 2
    }
    return row[0]
  }

  /// Linear elements on triangles with legs along the axes, and on the tetrahedra of a cube cut
  /// along its diagonal, have the five- and seven-point matrix; the load of a constant is hᵈ.
  @Test func torsionBySimplices() throws {
    let five = try series(
      try problem([unitDirichlet, unitDirichlet], source: "1"), Method(.stencil(order: 2)),
      [[64, 64]], [Quantity("max", .max)])
    Published("skfem-ex#1", 0.073657185490792, .relative(1e-10))
      .expect(five.levels[0].quantities["max"])
    let seven = try series(
      try problem([unitDirichlet, unitDirichlet, unitDirichlet], source: "1"),
      Method(.stencil(order: 2)), [[15, 15, 15]], [Quantity("max", .max)])
    Published("skfem-ex#3", 0.05528520791811886, .relative(1e-6))
      .expect(seven.levels[0].quantities["max"])
  }

  /// By the rule of edge midpoints the load is h²/6 times the sum of f over the midpoints of the six
  /// edges that meet at the node: a source for the five-point scheme.
  @Test func burkardtOnTriangles() throws {
    let n = 16
    let midpoints = [
      ("+", "+0*"), ("-", "+0*"), ("+0*", "+"), ("+0*", "-"), ("+", "-"), ("-", "+"),
    ]
    let terms = midpoints.map { a, b in
      "sin(pi*(x \(a)1/\(2 * n)))*sin(pi*(y \(b)1/\(2 * n)))"
    }
    var problem = try problem(
      [unitDirichlet, unitDirichlet], source: "pi^2/3*(\(terms.joined(separator: " + ")))")
    for axis in 0..<2 {
      for side in Side.allCases { problem.data[BoxSide(axis: axis, side: side)] = .x }
    }
    let u = try values(
      problem, Method(.stencil(order: 2)), [n, n], at: [[0.5, 0.5], [1.0 / 16, 1.0 / 16]])
    func exact(_ x: Double) -> Double { Double.sin(.pi * x) * Double.sin(.pi * x) + x }
    Published("burkardt-2d-p1#1", 0.00321431, .absolute(6e-9)).expect(abs(u[0] - exact(0.5)))
    Published("burkardt-2d-p1#2", 0.000335531, .absolute(6e-10))
      .expect(abs(u[1] - exact(1.0 / 16)))
    Published("burkardt-2d-p1#3", 1.49679, .absolute(6e-6)).expect(u[0])
  }

  /// The published flux is ∫∇u_h·n of the element function itself, which loses O(h) where the weak
  /// flux is exact.
  @Test(arguments: [
    ("dealii-step4#3", 2, 16, -3.68956), ("dealii-step4#4", 2, 32, -4.90147),
    ("dealii-step4#5", 2, 64, -5.60745), ("dealii-step4#6", 2, 256, -6.19196),
    ("dealii-step4#9", 3, 16, -8.29435),
  ])
  func fluxOfTheElementFunction(_ id: String, _ rank: Int, _ n: Int, _ flux: Double) throws {
    let names = ["x", "y", "z"].prefix(rank)
    var problem = try problem(
      (0..<rank).map { _ in interval(-1, 1, .dirichlet) },
      source: "4*(" + names.map { "\($0)^4" }.joined(separator: " + ") + ")")
    let data = try Formula(names.map { "\($0)^2" }.joined(separator: " + "))
    for axis in 0..<rank {
      for side in Side.allCases { problem.data[BoxSide(axis: axis, side: side)] = data }
    }
    let e = Integrand(try Formula("g", variables: ["g"]), of: [.normal], over: .boundary)
    let found = try series(
      problem, Method(.spline(degree: 1), quadrature: 2), [[Int](repeating: n, count: rank)],
      [Quantity("flux", .integrand(e))])
    Published(id, flux, .absolute(6e-6)).expect(found.levels[0].quantities["flux"])
  }

  /// Eigenvalues of the bilinear element with its consistent mass are sums of quotients b₁/b₀.
  @Test func eigenvaluesOfBilinearElements() throws {
    let axis = Axis(-1, 1, cells: 32, boundary: .dirichlet)
    let kind = Discretization.spline(degree: 1)
    let lambda = try (0..<3).map { i in
      Double(
        try #require(kind.gram(1, axis: axis, mode: i))
          / #require(kind.gram(0, axis: axis, mode: i)))
    }
    Published("dealii-step36#1", 4.93877, .absolute(6e-6)).expect(2 * lambda[0])
    Published("dealii-step36#2", 12.3707, .absolute(6e-5)).expect(lambda[0] + lambda[1])
    Published("dealii-step36#3", 19.8027, .absolute(6e-5)).expect(2 * lambda[1])
    Published("dealii-step36#4", 24.837, .absolute(6e-4)).expect(lambda[0] + lambda[2])
  }

  /// The limit of the point values of the tutorial; the series' tail begins with n⁻³ and keeps its
  /// sign, since three divides every n.
  @Test func pointValueOfASquareToItsDigits() throws {
    let side = interval(-1, 1, .dirichlet)
    let found = try series(
      try problem([side, side], source: "1"), Method(.spectral, load: .projected),
      [48, 96, 192, 384, 768].map { [$0, $0] }, [Quantity("u", .value([1.0 / 3, 1.0 / 3]))])
    let values = try found.levels.map { try #require($0.quantities["u"]) }
    Published("dealii-step3-point#9", 0.24138369214732155, .relative(1e-12))
      .expect(limit(values, from: 3))
  }

  /// −u″ = δ − 1 on the unit circle: the difference scheme's Green function is the exact one plus a
  /// multiple of h², so two grids give it.
  @Test(arguments: [("dirac-1d#3", 0.0, 1.0 / 12), ("dirac-1d#4", 0.5, -1.0 / 24)])
  func greenFunctionOfTheCircle(_ id: String, _ x: Double, _ value: Double) throws {
    var problem = try problem([interval(0, 1, .periodic)], source: "-1")
    problem.rough = RoughSource(points: [PointSource(at: [0])], flux: [])
    let found = try series(
      problem, Method(.stencil(order: 2)), [[32], [64]], [Quantity("G", .value([x]))])
    let values = try found.levels.map { try #require($0.quantities["G"]) }
    Published(id, value, .relative(1e-12)).expect(limit(values, from: 2))
  }
}
