import Discretizations
import Formulas
import Grids
import Norms
import Studies
import Testing

/// Published errors of second-order differences.
@Suite struct PublishedDifferences {
  private let stencil = Method(.stencil(order: 2))

  private func errors(
    _ problem: Problem, _ cells: [Int], _ norms: [Norm] = [.lInfinity, .l2], relative: Bool = false
  ) throws -> [Double?] {
    var options = options([cells], norms: norms)
    options.isRelative = relative
    let series = try ConvergenceStudy(problem, [stencil], options).series()
    return norms.map { series.values($0, "discrete")[0] }
  }

  @Test func fishpackHelmholtzOnARectangle() throws {
    let problem = try problem(
      [interval(0, 2, .dirichletNeumann), interval(-1, 3, .periodic)],
      exact: "x^2*cos((y + 1)*pi/2)", reaction: 4)
    Published("fishpack-hwscrt#1", 5.36508246868017e-4, .relative(2e-10))
      .expect(try errors(problem, [40, 80])[0])
  }

  /// The driver's own source is not that of its exact solution: the published number belongs to it.
  @Test func fishpackHelmholtzOnABox() throws {
    let problem = try problem(
      [
        unitDirichlet, circle, interval(0, .pi / 2, .dirichletNeumann),
      ], exact: "x^4*sin(y)*cos(z)", source: "-4*x^2*(3 - x^2)*sin(y)*cos(z)", reaction: 3)
    Published("fishpack-hw3crt#1", 9.64801952068239e-3, .relative(1e-11))
      .expect(try errors(problem, [10, 40, 15])[0])
  }

  @Test func p4pdesChapter3() throws {
    let problem = try problem(
      [unitDirichlet, unitDirichlet], exact: "x^2*(1 - x^2)*y^2*(y^2 - 1)")
    for (cells, published) in [
      ([3, 2], Published("p4pdes-ch3#1", 0.0085927, .relative(5e-4))),
      ([4, 6], Published("p4pdes-ch3#2", 0.00217606, .relative(5e-4))),
      ([9, 9], Published("p4pdes-ch3#3", 0.000621549, .relative(5e-4))),
    ] {
      published.expect(try errors(problem, cells)[0])
    }
  }

  @Test func p4pdesFishInOneDimension() throws {
    let problem = try problem([unitDirichlet], exact: "x^2*(1 - x^2)")
    let fine = try errors(problem, [16])
    Published("p4pdes-fish-1d#1", 9.766e-4, .absolute(6e-8)).expect(fine[0])
    Published("p4pdes-fish-1d#2", 7.132e-4, .absolute(6e-8)).expect(fine[1])
    let coarse = try errors(problem, [4])
    Published("p4pdes-fish-1d#3", 1.562e-2, .absolute(6e-6)).expect(coarse[0])
    Published("p4pdes-fish-1d#4", 1.139e-2, .absolute(6e-6)).expect(coarse[1])
  }

  @Test func p4pdesFishInThreeDimensions() throws {
    let box = [unitDirichlet, unitDirichlet, unitDirichlet]
    let exact = "x^2*(1 - x^2)*y^2*(y^2 - 1)*z^2*(z^2 - 1)"
    let isotropic = try errors(try problem(box, exact: exact), [8, 8, 8])
    Published("p4pdes-fish-3d#1", 1.693e-4, .absolute(6e-8)).expect(isotropic[0])
    Published("p4pdes-fish-3d#2", 6.089e-5, .absolute(6e-9)).expect(isotropic[1])
    let anisotropic = try errors(
      try problem(box, exact: exact, diffusion: [0.01, 2, 100]), [8, 8, 8])
    Published("p4pdes-fish-3d#3", 2.301e-4, .absolute(6e-8)).expect(anisotropic[0])
    Published("p4pdes-fish-3d#4", 7.132e-5, .absolute(6e-9)).expect(anisotropic[1])
  }

  /// Two Poisson solves: v = −Δu with the source f, u with the stencil's square.
  @Test func p4pdesBiharmonic() throws {
    let box = [unitDirichlet, unitDirichlet]
    let exact = "x^3*(1 - x)^3*y^3*(1 - y)^3"
    let plate = try problem(box, exact: exact, power: 2)
    let u = try Formula(exact)
    var moment = try problem(box, exact: exact)
    moment.exact = -(try u.derivative(.x, order: 2) + u.derivative(.y, order: 2))
    func relative(_ problem: Problem, _ n: Int) throws -> Double? {
      try errors(problem, [n, n], [.lInfinity], relative: true)[0]
    }
    Published("p4pdes-biharm#1", 0.609863, .absolute(6e-7)).expect(try relative(moment, 4))
    Published("p4pdes-biharm#2", 1.67073, .relative(1e-3)).expect(try relative(plate, 4))
    Published("p4pdes-biharm#3", 0.144843, .absolute(6e-7)).expect(try relative(moment, 8))
    Published("p4pdes-biharm#4", 0.376023, .relative(1e-5)).expect(try relative(plate, 8))
    Published("p4pdes-biharm#5", 0.0227808, .relative(1e-5)).expect(try relative(plate, 32))
  }
}
