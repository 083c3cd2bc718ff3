import Discretizations
import Formulas
import Grids
import Norms
import Studies
import Testing

/// Published errors and values of linear, bilinear and trilinear elements.
@Suite struct PublishedElements {
  private let h1 = Norm.homogeneous(1)

  /// L² and |H¹| errors of the function, or the nodal maximum, by q Gauss points throughout.
  private func errors(
    _ problem: Problem, _ cells: [Int], points q: Int? = nil, errors r: Int? = nil,
    _ columns: [(Norm, Measure)]? = nil
  ) throws -> [Double?] {
    let columns = columns ?? [(.l2, "function"), (h1, "function")]
    let options = options(
      [cells], norms: [.l2, h1, .lInfinity], measures: ["discrete", "function"],
      quadrature: r ?? q)
    let method = Method(.spline(degree: 1), quadrature: q)
    let series = try ConvergenceStudy(problem, [method], options).series()
    return columns.map { series.values($0.0, $0.1)[0] }
  }

  /// The published mesh is one of triangles. The interpolant of a(x) + b(y) on a triangle with legs
  /// along the axes is I a + I b, as on a rectangle, and both methods are exact at the nodes here.
  @Test func fenicsTutorial() throws {
    let problem = try problem([unitDirichlet, unitDirichlet], exact: "1 + x^2 + 2*y^2")
    let coarse = try errors(problem, [8, 8])
    Published("fenics-tutorial#1", 0.00823509807335, .relative(1e-11)).expect(coarse[0])
    Published("fenics-tutorial#2", 0.00205877451834, .relative(1e-10))
      .expect(try errors(problem, [16, 16])[0])
    Published("fenics-tutorial#3", 0.161374306, .relative(1e-8)).expect(coarse[1])
  }

  @Test func burkardtInOneDimension() throws {
    let exact = "x*(1 - x)*exp(x)"
    let first = try errors(try problem([unitDirichlet], exact: exact), [10], points: 2)
    Published("burkardt-1d-p1#1", 0.00400665, .absolute(6e-9)).expect(first[0])
    Published("burkardt-1d-p1#2", 0.138667, .absolute(6e-7)).expect(first[1])
    let second = try errors(
      try problem([unitDirichlet], exact: exact, reaction: 2), [10], points: 2,
      [(.l2, "function"), (h1, "function"), (.lInfinity, "discrete")])
    Published("burkardt-1d-p1#3", 0.00369835, .absolute(6e-9)).expect(second[0])
    Published("burkardt-1d-p1#4", 0.138675, .absolute(6e-7)).expect(second[1])
    Published("burkardt-becker#1", 0.000612904, .absolute(6e-10)).expect(second[2])
    Published("burkardt-becker#2", 0.00369835, .absolute(6e-9)).expect(second[0])
  }

  @Test func burkardtConvergence() throws {
    let problem = try problem([unitDirichlet], exact: "sin(pi*x)")
    let table: [(Int, Double, Double, Double, Double)] = [
      (10, 0.00579769, 6e-9, 0.201186, 6e-7), (20, 0.0014528, 6e-8, 0.100697, 6e-7),
      (40, 0.000363412, 6e-10, 0.0503613, 6e-8), (80, 9.08662e-05, 6e-11, 0.0251823, 6e-8),
      (160, 2.27174e-05, 6e-11, 0.0125913, 6e-8),
    ]
    for (i, row) in table.enumerated() {
      let found = try errors(problem, [row.0], points: 2)
      Published("burkardt-1d-p1-conv#\(2 * i + 1)", row.1, .absolute(row.2)).expect(found[0])
      Published("burkardt-1d-p1-conv#\(2 * i + 2)", row.3, .absolute(row.4)).expect(found[1])
    }
  }

  @Test func burkardtInTwoDimensions() throws {
    let problem = try problem([unitDirichlet, unitDirichlet], exact: "x*(1 - x)*y*(1 - y)")
    var options = options(
      [[2, 2]], norms: [.l2, h1], measures: ["function"], quadrature: 3)
    options.quantities = [Quantity("middle", .value([0.5, 0.5]))]
    let series = try ConvergenceStudy(
      problem, [Method(.spline(degree: 1), quadrature: 3)], options
    ).series()
    Published("burkardt-2d-q1#1", 0.078125, .relative(1e-12))
      .expect(series.levels[0].quantities["middle"])
    Published("burkardt-2d-q1#2", 0.00968806, .absolute(6e-9))
      .expect(series.values(.l2, "function")[0])
    Published("burkardt-2d-q1#3", 0.0771115, .absolute(6e-8))
      .expect(series.values(h1, "function")[0])
  }

  /// The published L² column is a number of two Gauss points a direction, on faces as well; the
  /// maximum is over the thirds of each cell.
  @Test func dealiiStep7() throws {
    let gaussians = [("-1/2", "1/2"), ("-1/2", "-1/2"), ("1/2", "-1/2")].map { a, b in
      "exp(-((x - (\(a)))^2 + (y - (\(b)))^2)/(1/8)^2)"
    }
    let side = interval(-1, 1, .neumannDirichlet)
    let problem = try problem(
      [side, side], exact: gaussians.joined(separator: " + "), reaction: 1)
    var options = options(
      [8, 16, 32, 64, 128].map { [$0, $0] }, norms: [.l2, h1, .lInfinity],
      measures: ["function"], quadrature: 2)
    options.samples = 4
    let series = try ConvergenceStudy(
      problem, [Method(.spline(degree: 1), quadrature: 2)], options
    ).series()
    let table: [[(Double, Double)]] = [
      [(1.840, 6e-4), (2.858, 6e-4), (1.835, 6e-4)],
      [(3.570e-2, 6e-6), (1.199, 6e-4), (1.307e-1, 6e-5)],
      [(1.192e-2, 6e-6), (7.565e-1, 6e-5), (7.168e-2, 6e-6)],
      [(3.047e-3, 6e-7), (3.823e-1, 6e-5), (2.128e-2, 6e-6)],
      [(7.660e-4, 6e-8), (1.917e-1, 6e-5), (5.554e-3, 6e-7)],
    ]
    for (i, row) in table.enumerated() {
      for (j, (value, tolerance)) in row.enumerated() {
        Published("dealii-step7-q1#\(3 * i + j + 1)", value, .absolute(tolerance))
          .expect(series.values(options.norms[j], "function")[i])
      }
    }
  }

  @Test func dealiiStep3() throws {
    let square = interval(-1, 1, .dirichlet)
    var options = options((1...8).map { [1 << $0, 1 << $0] })
    options.quantities = [Quantity("u", .value([1.0 / 3, 1.0 / 3]))]
    let series = try ConvergenceStudy(
      try problem([square, square], source: "1"), [Method(.spline(degree: 1))], options
    ).series()
    let table = [
      0.166667, 0.227381, 0.237375, 0.240435, 0.24114, 0.241324, 0.241369, 0.24138,
    ]
    for (i, value) in table.enumerated() {
      Published("dealii-step3-point#\(i + 1)", value, .absolute(6e-7))
        .expect(series.levels[i].quantities["u"])
    }
  }

  @Test func dealiiStep4() throws {
    let side = interval(-1, 1, .dirichlet)
    func quantities(_ rank: Int, _ n: Int) throws -> [String: Double] {
      let names = ["x", "y", "z"].prefix(rank)
      var problem = try problem(
        (0..<rank).map { _ in side },
        source: "4*(" + names.map { "\($0)^4" }.joined(separator: " + ") + ")")
      let data = try Formula(names.map { "\($0)^2" }.joined(separator: " + "))
      for axis in 0..<rank {
        for side in Side.allCases { problem.data[BoxSide(axis: axis, side: side)] = data }
      }
      var options = options([[Int](repeating: n, count: rank)])
      options.quantities = [Quantity("mean", .mean), Quantity("flux", .fluxBoundary)]
      return try ConvergenceStudy(
        problem, [Method(.spline(degree: 1), quadrature: 2)], options
      ).series().levels[0].quantities
    }
    let coarse = try quantities(2, 16)
    Published("dealii-step4#1", 1.33303, .absolute(6e-6)).expect(coarse["mean"])
    Published("dealii-step4#2", 1.33269, .absolute(6e-6)).expect(try quantities(2, 128)["mean"])
    // Recovered weakly, the flux is that of the divergence theorem on every grid.
    Published("dealii-step4#7", -6.4, .relative(1e-12)).expect(coarse["flux"])
    let cube = try quantities(3, 16)
    Published("dealii-step4#8", 1.58058, .absolute(6e-6)).expect(cube["mean"])
    Published("dealii-step4#10", -19.2, .relative(1e-12)).expect(cube["flux"])
  }
}
