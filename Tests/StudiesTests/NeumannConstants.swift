import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing
import _TestSupport

/// Between Neumann sides u is determined up to a constant; the one of mean zero is taken.
@Suite struct NeumannConstants {
  static let methods: [Studies.Method] = {
    var lifted = Method(.spectral)
    lifted.lifting = 1
    var cubic = Method(.spline(degree: 3))
    cubic.lifting = 1
    return [
      Method(.staggered(order: 2)), Method(.stencil(order: 4)), Method(.mehrstellen),
      Method(.spectral), lifted, Method(.spline(degree: 1)), cubic,
    ]
  }()

  private func series(
    _ domain: [Domain.Interval], _ source: String, _ method: Studies.Method, at point: [Double],
    _ cells: [Int]
  ) throws -> Series {
    var options = options(cells.map { n in domain.map { _ in n } })
    options.quantities = [Quantity("mean", .mean), Quantity("value", .value(point))]
    var problem = try problem(domain, source: source)
    problem.data[BoxSide(axis: 0, side: .lower)] = 0
    problem.data[BoxSide(axis: 0, side: .upper)] = 2
    var study = ConvergenceStudy(problem, [method], options)
    study.kind = .solve
    return try study.series()
  }

  /// u = x² − ⅓ (+ cos 2πy). A mean by trapezoids or midpoints is off by h²/6 or h²/12, and so is a
  /// method's own error on this u, at most: whatever the method, its constant is that of all others.
  @Test(
    "Every method's solution has the mean 0 that it tells, and the values of one function",
    arguments: methods.indices, [Placement.nodes, .cells])
  func constants(_ method: Int, placement: Placement) throws {
    let x = interval(0, 1, .neumann, placement)
    let boxes: [([Domain.Interval], String, [Double])] = [
      ([x], "-2", [0.5]),
      ([x, interval(0, 1, .periodic)], "-2 + 4*pi^2*cos(2*pi*y)", [0.5, 0.25]),
    ]
    for (box, source, point) in boxes {
      let cells = [8, 15, 32]
      let series = try series(box, source, Self.methods[method], at: point, cells)
      for (n, level) in zip(cells, series.levels) {
        let count = box.reduce(1) { product, _ in product * n }
        let (mean, value) = (level.quantities["mean"]!, level.quantities["value"]!)
        #expect(mean.magnitude <= 8 * roundoff(count), "mean \(mean)")
        #expect((value + 1 / 12).magnitude <= 1 / Double(n * n), "\(n) cells: \(value)")
      }
    }
  }
}
